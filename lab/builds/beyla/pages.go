package main

import (
	"encoding/json"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strconv"
	"time"

	"github.com/grafana/beyla/v2/pkg/beyla"
	"github.com/grafana/beyla/v2/pkg/buildinfo"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// health is where OBI answers probes: nowhere with port 0.
type health struct {
	Port    int    `yaml:"port"`
	Address string `yaml:"listen_address"`
}

// serveHealth answers as OBI does: alive as long as the program runs, whatever it does.
func serveHealth(at health) {
	started := time.Now()
	page := func(w http.ResponseWriter, _ *http.Request) {
		now := time.Now()
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{
			"schema_version":    1,
			"now_unix_ns":       now.UnixNano(),
			"process_uptime_ns": now.Sub(started).Nanoseconds(),
		})
	}
	serve("health checks", at.Address, at.Port, "/healthz", http.HandlerFunc(page))
}

// serveOwnMetrics has the page of internal metrics where Beyla itself does not serve it: its version and the process.
func serveOwnMetrics(cfg *beyla.Config) {
	at := &cfg.InternalMetrics
	if at.Exporter == "otel" {
		slog.Warn("internal metrics are off: Beyla sends them only while it looks at applications")
	}
	own := prometheus.NewRegistry()
	version := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "beyla_internal_build_info",
		Help: "A metric with a constant '1' value labeled by what Beyla was built from.",
		ConstLabels: prometheus.Labels{
			"goarch": runtime.GOARCH, "goos": runtime.GOOS, "goversion": runtime.Version(),
			"version": buildinfo.Version, "revision": buildinfo.Revision,
		},
	})
	version.Set(1)
	own.MustRegister(version, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	serve("internal metrics", "", at.Prometheus.Port, at.Prometheus.Path, promhttp.HandlerFor(own, promhttp.HandlerOpts{}))
	at.Exporter, at.Prometheus.Port = "disabled", 0
}

// serve has a page in the background, if it has a port. As in OBI, a port that is taken is no reason to end.
func serve(what, address string, port int, path string, page http.Handler) {
	if port == 0 {
		return
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(address, strconv.Itoa(port)))
	if err != nil {
		slog.Error("no "+what, "error", err)
		return
	}
	slog.Info(what, "address", listener.Addr().String(), "path", path)
	pages := http.NewServeMux()
	pages.Handle("GET "+path, page)
	server := &http.Server{Handler: pages, ReadHeaderTimeout: 5 * time.Second}
	go func() { slog.Error("no more "+what, "error", server.Serve(listener)) }()
}
