package main

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	_ "google.golang.org/grpc/encoding/gzip" // What clients send is mostly compressed.
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

// tenantHeader names the tenant of a request, in HTTP and in gRPC.
const tenantHeader = "x-scope-orgid"

// onlyTenant is whom everything belongs to without multitenancy, by Tempo's name.
const onlyTenant = "single-tenant"

// sink is a running stand-in.
type sink struct {
	collector.UnimplementedTraceServiceServer
	config   *config
	store    *store
	registry *prometheus.Registry
	received *prometheus.CounterVec
	dropped  prometheus.Counter
	ready    atomic.Bool
	failed   chan error
	stops    []func()
}

// start opens every port that the configuration names, each with its own TLS.
func start(cfg *config, store *store) (*sink, error) {
	s := &sink{
		config: cfg,
		store:  store,
		received: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "tempo_distributor_spans_received_total",
			Help: "Spans that came, by tenant.",
		}, []string{"tenant"}),
		dropped: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "trace_sink_traces_dropped_total",
			Help: "Traces that made room for newer ones.",
		}),
		registry: prometheus.NewRegistry(),
		failed:   make(chan error, 4),
	}
	s.registry.MustRegister(s.received, s.dropped)
	otlp, server := cfg.Distributor.Receivers.OTLP.Protocols, cfg.Server
	// Tempo's parts ask each other there; here nothing answers but the handshake.
	opened := s.grpc(address(server.GRPCAddress, server.GRPCPort), server.GRPCTLS, func(*grpc.Server) {}, 0)
	if opened == nil && otlp.GRPC != nil {
		register := func(to *grpc.Server) { collector.RegisterTraceServiceServer(to, s) }
		opened = s.grpc(orDefault(otlp.GRPC.Endpoint, ":4317"), otlp.GRPC.TLS, register, otlp.GRPC.MaxRecvMiB)
	}
	if opened == nil && otlp.HTTP != nil {
		opened = s.http(orDefault(otlp.HTTP.Endpoint, ":4318"), otlp.HTTP.TLS, s.receiver())
	}
	if opened == nil {
		opened = s.http(address(server.HTTPAddress, server.HTTPPort), server.HTTPTLS, s.api())
	}
	if opened != nil {
		s.stop()
		return nil, opened
	}
	s.ready.Store(true)
	return s, nil
}

func (s *sink) stop() {
	for _, stop := range s.stops {
		stop()
	}
}

// listen opens a port, and says how what comes in by it is secured: nil where it is not.
func listen(at string, files tlsFiles) (net.Listener, *tls.Config, error) {
	secure, err := files.server()
	if err != nil {
		return nil, nil, err
	}
	listener, err := net.Listen("tcp", at)
	return listener, secure, err
}

func (s *sink) grpc(at string, files tlsFiles, register func(*grpc.Server), maxMiB int) error {
	listener, secure, err := listen(at, files)
	if err != nil {
		return err
	}
	var options []grpc.ServerOption
	if secure != nil {
		options = append(options, grpc.Creds(credentials.NewTLS(secure)))
	}
	if maxMiB > 0 {
		options = append(options, grpc.MaxRecvMsgSize(maxMiB<<20))
	}
	server := grpc.NewServer(options...)
	register(server)
	s.stops = append(s.stops, server.Stop)
	go func() {
		if err := server.Serve(listener); err != nil {
			s.failed <- err
		}
	}()
	return nil
}

func (s *sink) http(at string, files tlsFiles, handler http.Handler) error {
	listener, secure, err := listen(at, files)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, TLSConfig: secure}
	s.stops = append(s.stops, func() { _ = server.Close() })
	go func() {
		if secure != nil {
			err = server.ServeTLS(listener, "", "")
		} else {
			err = server.Serve(listener)
		}
		if !errors.Is(err, http.ErrServerClosed) {
			s.failed <- err
		}
	}()
	return nil
}

// Export takes spans in over gRPC.
func (s *sink) Export(ctx context.Context, request *collector.ExportTraceServiceRequest) (*collector.ExportTraceServiceResponse, error) {
	var named string
	if values := metadata.ValueFromIncomingContext(ctx, tenantHeader); len(values) > 0 {
		named = values[0]
	}
	tenant, known := s.tenant(named)
	if !known {
		return nil, status.Error(codes.Unauthenticated, "no org id")
	}
	if err := s.take(tenant, request); err != nil {
		// With any other code, the sender would not try again.
		return nil, status.Error(codes.Unavailable, err.Error())
	}
	return &collector.ExportTraceServiceResponse{}, nil
}

func (s *sink) take(tenant string, request *collector.ExportTraceServiceRequest) error {
	added, dropped, err := s.store.add(tenant, request.ResourceSpans)
	s.received.WithLabelValues(tenant).Add(float64(added))
	s.dropped.Add(float64(dropped))
	return err
}

// tenant tells whom a request is from, by the tenant that it names; nobody where it has to name one and does not.
func (s *sink) tenant(named string) (tenant string, known bool) {
	if !s.config.Multitenancy {
		return onlyTenant, true
	}
	return named, named != ""
}

func orDefault(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
