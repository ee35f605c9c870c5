package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// tlsFiles are the TLS settings of one port, as Tempo's server and the Collector's receivers write them.
type tlsFiles struct {
	Cert     string `yaml:"cert_file"`
	Key      string `yaml:"key_file"`
	ClientCA string `yaml:"client_ca_file"`
	// Who has to show a certificate, by the name of Go's constant. The Collector has no such setting: with an authority
	// for clients, everybody has to.
	ClientAuth string `yaml:"client_auth_type"`
	MinVersion string `yaml:"min_version"`
}

var clientAuth = map[string]tls.ClientAuthType{
	"NoClientCert":               tls.NoClientCert,
	"RequestClientCert":          tls.RequestClientCert,
	"RequireAnyClientCert":       tls.RequireAnyClientCert,
	"VerifyClientCertIfGiven":    tls.VerifyClientCertIfGiven,
	"RequireAndVerifyClientCert": tls.RequireAndVerifyClientCert,
}

var tlsVersion = map[string]uint16{
	"": tls.VersionTLS12, "1.2": tls.VersionTLS12, "1.3": tls.VersionTLS13,
	"VersionTLS12": tls.VersionTLS12, "VersionTLS13": tls.VersionTLS13,
}

// server gives the TLS settings of a port, nil where it has none. The files are read again for a new connection once
// they have changed; where they cannot be read then, the last that could be are used.
func (files tlsFiles) server() (*tls.Config, error) {
	if files.Cert == "" {
		return nil, nil
	}
	var lock sync.Mutex
	current, err := files.load()
	if err != nil {
		return nil, err
	}
	read := files.changed()
	return &tls.Config{
		MinVersion: current.MinVersion,
		GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) {
			lock.Lock()
			defer lock.Unlock()
			if changed := files.changed(); changed != read {
				loaded, err := files.load()
				if err != nil {
					slog.Error("TLS files cannot be read, the last ones stay in use", "error", err)
					return current, nil
				}
				current, read = loaded, changed
			}
			return current, nil
		},
	}, nil
}

// changed tells when each file was written; a projected volume swaps all at once.
func (files tlsFiles) changed() (times [3]time.Time) {
	for i, name := range []string{files.Cert, files.Key, files.ClientCA} {
		if info, err := os.Stat(name); err == nil {
			times[i] = info.ModTime()
		}
	}
	return times
}

func (files tlsFiles) load() (*tls.Config, error) {
	version, known := tlsVersion[files.MinVersion]
	if !known {
		return nil, fmt.Errorf("unknown TLS version %q", files.MinVersion)
	}
	pair, err := tls.LoadX509KeyPair(files.Cert, files.Key)
	if err != nil {
		return nil, err
	}
	loaded := &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: version, NextProtos: []string{"h2", "http/1.1"}}
	if files.ClientCA != "" {
		authorities, err := os.ReadFile(files.ClientCA)
		if err != nil {
			return nil, err
		}
		loaded.ClientCAs, loaded.ClientAuth = x509.NewCertPool(), tls.RequireAndVerifyClientCert
		if !loaded.ClientCAs.AppendCertsFromPEM(authorities) {
			return nil, fmt.Errorf("%s holds no certificate", files.ClientCA)
		}
	}
	if files.ClientAuth != "" {
		if loaded.ClientAuth, known = clientAuth[files.ClientAuth]; !known {
			return nil, fmt.Errorf("unknown client_auth_type %q", files.ClientAuth)
		}
	}
	return loaded, nil
}
