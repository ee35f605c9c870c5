package main

import (
	"fmt"
	"net"
	"os"
	"strconv"
	"time"

	"go.yaml.in/yaml/v3"
)

// config is what matters here of Tempo's configuration file; everything else in it is passed by.
type config struct {
	Target        string        `yaml:"target"`
	Multitenancy  bool          `yaml:"multitenancy_enabled"`
	ShutdownDelay time.Duration `yaml:"shutdown_delay"`
	Server        struct {
		HTTPAddress   string   `yaml:"http_listen_address"`
		HTTPPort      int      `yaml:"http_listen_port"`
		GRPCAddress   string   `yaml:"grpc_listen_address"`
		GRPCPort      int      `yaml:"grpc_listen_port"`
		MinTLSVersion string   `yaml:"tls_min_version"`
		HTTPTLS       tlsFiles `yaml:"http_tls_config"`
		GRPCTLS       tlsFiles `yaml:"grpc_tls_config"`
	} `yaml:"server"`
	Distributor struct {
		Receivers struct {
			OTLP struct {
				Protocols struct {
					GRPC *receiver `yaml:"grpc"`
					HTTP *receiver `yaml:"http"`
				} `yaml:"protocols"`
			} `yaml:"otlp"`
		} `yaml:"receivers"`
	} `yaml:"distributor"`
	Storage struct {
		Trace struct {
			Backend string `yaml:"backend"`
			WAL     struct {
				Path string `yaml:"path"`
			} `yaml:"wal"`
		} `yaml:"trace"`
	} `yaml:"storage"`
}

// receiver is a port that takes OTLP in, as the OpenTelemetry Collector is configured.
type receiver struct {
	Endpoint   string   `yaml:"endpoint"`
	MaxRecvMiB int      `yaml:"max_recv_msg_size_mib"`
	TLS        tlsFiles `yaml:"tls"`
}

// readConfig reads Tempo's file, with Tempo's defaults for what it leaves out.
func readConfig(file string) (*config, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("-config.file: %w", err)
	}
	cfg := &config{Target: "all"}
	cfg.Server.HTTPPort, cfg.Server.GRPCPort = 80, 9095
	if err := yaml.Unmarshal(text, cfg); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if cfg.Server.HTTPTLS.MinVersion == "" {
		cfg.Server.HTTPTLS.MinVersion = cfg.Server.MinTLSVersion
	}
	if cfg.Server.GRPCTLS.MinVersion == "" {
		cfg.Server.GRPCTLS.MinVersion = cfg.Server.MinTLSVersion
	}
	return cfg, nil
}

func address(host string, port int) string { return net.JoinHostPort(host, strconv.Itoa(port)) }
