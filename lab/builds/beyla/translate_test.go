package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/grafana/beyla/v2/pkg/beyla"
)

const full = `
log_level: WARN
log_format: json
enforce_sys_caps: true
ebpf: { context_propagation: all, log_enricher: { services: [] } }
attributes:
  kubernetes: { enable: "true", cluster_name: here }
  select: { obi_network_flow_bytes: { include: [k8s.src.namespace] } }
discovery:
  instrument:
    - { k8s_namespace: "{shop-*,a.b}", containers_only: true, k8s_pod_annotations: { x/y: "true" } }
    - { k8s_namespace: "*", languages: java }
network: { source: socket_filter, geo_ip: { x: 1 } }
otel_traces_export:
  endpoint: https://otlp.here:4317
  protocol: grpc
  batch_max_size: 7
  queue_size: 14
  instrumentations: [http, dns]
metrics: { features: [application, network, stats_tcp_rtt] }
otel_metrics_export: { endpoint: https://otlp.here:4317, protocol: grpc, interval: 15s, instrumentations: [http] }
stats: { print_stats: true }
health_check: { port: 18999, unix_socket_path: /x }
`

func TestTranslates(t *testing.T) {
	got, err := translate([]byte(full))
	if err != nil {
		t.Fatal(err)
	}
	if err := got.beyla.Validate(); err != nil {
		t.Error(err)
	}
	leftOut := []string{
		"discovery.instrument[1] with it", "discovery.instrument[1].languages", "ebpf.context_propagation tcp",
		"ebpf.log_enricher", "health_check.unix_socket_path", "metrics.features stats_tcp_rtt", "network.geo_ip",
		"otel_traces_export.instrumentations dns", "stats",
	}
	if !slices.Equal(got.leftOut, leftOut) {
		t.Errorf("left out:\n%s", strings.Join(got.leftOut, "\n"))
	}
	if got.health != (health{Port: 18999, Address: "127.0.0.1"}) || got.logFormat != "json" {
		t.Errorf("its own settings: %+v, %s", got.health, got.logFormat)
	}
	cfg := got.beyla
	if cfg.LogLevel != "WARN" || !cfg.EnforceSysCaps || cfg.Attributes.Kubernetes.ClusterName != "here" {
		t.Errorf("common settings: %+v", cfg)
	}
	if cfg.Traces.MaxExportBatchSize != 7 || cfg.Traces.MaxQueueSize != 14 || len(cfg.Traces.Instrumentations) != 1 {
		t.Errorf("traces: %+v", cfg.Traces)
	}
	if cfg.Metrics.Interval != 15*time.Second || !slices.Equal(cfg.Metrics.Features, []string{"application", "network"}) {
		t.Errorf("metrics: %+v", cfg.Metrics)
	}
	if _, renamed := cfg.Attributes.Select["beyla_network_flow_bytes"]; !renamed {
		t.Errorf("attributes: %v", cfg.Attributes.Select)
	}
	if !cfg.Enabled(beyla.FeatureAppO11y) || !cfg.Enabled(beyla.FeatureNetO11y) || len(cfg.Discovery.Services) != 1 {
		t.Error("both kinds of observability should be on, for one selector")
	}
	withoutApplications(cfg)
	if cfg.Enabled(beyla.FeatureAppO11y) || !cfg.Enabled(beyla.FeatureNetO11y) {
		t.Error("only the network should be left")
	}
}

func TestGlobs(t *testing.T) {
	for glob, want := range map[string]string{
		"*": "^.*$", "{shop-*,a.b}": `^(?:shop-.*|a\.b)$`, "a?[!x]": "^a.[^x]$", `\*,`: `^\*,$`,
	} {
		if got := expression(glob); got != want {
			t.Errorf("%s: %s, not %s", glob, got, want)
		}
	}
}
