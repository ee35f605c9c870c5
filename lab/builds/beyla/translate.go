package main

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/grafana/beyla/v2/pkg/beyla"
	"github.com/grafana/beyla/v2/pkg/config"
	"github.com/grafana/beyla/v2/pkg/export/instrumentations"
	"github.com/grafana/beyla/v2/pkg/export/otel"
	"gopkg.in/yaml.v3"
)

type tree = map[string]any

// translated is OBI's configuration in Beyla's words, and what the stand-in heeds itself.
type translated struct {
	beyla     *beyla.Config
	health    health
	logFormat string
	// leftOut has the path of each setting that is neither, sorted.
	leftOut []string
}

// features and protocols are those that Beyla knows: it passes over others in silence.
var (
	features = []string{otel.FeatureApplication, otel.FeatureApplicationHost, otel.FeatureGraph, otel.FeatureSpan,
		otel.FeatureSpanOTel, otel.FeatureSpanSizes, otel.FeatureNetwork, otel.FeatureNetworkInterZone, otel.FeatureEBPF}
	protocols = []string{instrumentations.InstrumentationALL, instrumentations.InstrumentationHTTP,
		instrumentations.InstrumentationGRPC, instrumentations.InstrumentationSQL, instrumentations.InstrumentationRedis,
		instrumentations.InstrumentationKafka, instrumentations.InstrumentationGPU}
)

// translate reads OBI's configuration, format v1. Beyla has most of it under the same names; what it names otherwise
// is moved, and what its configuration has no place for is left out and named.
func translate(file []byte) (*translated, error) {
	file = config.ReplaceEnv(file)
	own := struct {
		LogFormat string `yaml:"log_format"`
		Health    health `yaml:"health_check"`
	}{Health: health{Address: "127.0.0.1"}}
	all := tree{}
	if err := yaml.Unmarshal(file, &own); err != nil {
		return nil, fmt.Errorf("OBI's configuration: %w", err)
	}
	if err := yaml.Unmarshal(file, &all); err != nil {
		return nil, fmt.Errorf("OBI's configuration: %w", err)
	}
	t := &translated{health: own.Health, logFormat: own.LogFormat}
	take(all, "log_format")
	probes, _ := take(all, "health_check").(tree)
	t.prune(probes, reflect.TypeFor[health](), "health_check.")

	t.metricFeatures(all)
	t.propagation(all)
	t.discovery(all)
	for _, name := range []string{"otel_traces_export", "otel_metrics_export", "prometheus_export"} {
		exporter := section(all, name)
		t.keep(exporter, "instrumentations", protocols, name+".instrumentations")
		rename(exporter, "batch_max_size", "max_export_batch_size")
		rename(exporter, "queue_size", "max_queue_size")
	}
	selected := section(section(all, "attributes"), "select")
	for _, metric := range slices.Sorted(maps.Keys(selected)) {
		if name, ofOBI := strings.CutPrefix(metric, "obi"); ofOBI {
			rename(selected, metric, "beyla"+name)
		}
	}
	t.prune(all, reflect.TypeFor[beyla.Config](), "")
	slices.Sort(t.leftOut)

	text, err := yaml.Marshal(all)
	if err != nil {
		return nil, err
	}
	t.beyla, err = beyla.LoadConfig(bytes.NewReader(text))
	return t, err
}

// metricFeatures are the exporters' own affair in Beyla, and common to them in OBI.
func (t *translated) metricFeatures(all tree) {
	metrics := section(all, "metrics")
	if metrics["features"] == nil {
		return
	}
	t.keep(metrics, "features", features, "metrics.features")
	wanted := take(metrics, "features")
	for _, name := range []string{"otel_metrics_export", "prometheus_export"} {
		if exporter := section(all, name); exporter != nil {
			exporter["features"] = wanted
		}
	}
	if len(metrics) == 0 {
		take(all, "metrics")
	}
}

// propagation has one more way than headers in both, but not the same one.
func (t *translated) propagation(all tree) {
	ebpf := section(all, "ebpf")
	ways, _ := ebpf["context_propagation"].(string)
	if ways == "all" || strings.Contains(ways, "tcp") {
		t.leftOut = append(t.leftOut, "ebpf.context_propagation tcp")
		ebpf["context_propagation"] = "disabled"
		if ways == "all" || strings.Contains(ways, "headers") {
			ebpf["context_propagation"] = "headers"
		}
	}
}

// keep leaves in a list only what Beyla knows.
func (t *translated) keep(in tree, key string, known []string, path string) {
	list, _ := in[key].([]any)
	kept := []any{}
	for _, value := range list {
		if text := fmt.Sprint(value); slices.Contains(known, text) {
			kept = append(kept, value)
		} else {
			t.leftOut = append(t.leftOut, path+" "+text)
		}
	}
	if list != nil {
		in[key] = kept
	}
}

// prune takes out of a tree what a structure of Beyla's configuration has no field for.
func (t *translated) prune(in tree, of reflect.Type, path string) {
	fields := map[string]reflect.Type{}
	for i := range of.NumField() {
		name, _, _ := strings.Cut(of.Field(i).Tag.Get("yaml"), ",")
		if field := of.Field(i).Type; field.Kind() == reflect.Pointer {
			fields[name] = field.Elem()
		} else {
			fields[name] = field
		}
	}
	for _, key := range slices.Sorted(maps.Keys(in)) {
		field, known := fields[key]
		if inner, isTree := in[key].(tree); known && isTree && field.Kind() == reflect.Struct {
			t.prune(inner, field, path+key+".")
		} else if !known || key == "" || key == "-" {
			t.leftOut = append(t.leftOut, path+key)
			delete(in, key)
		}
	}
}

// section is a part of a tree, or nothing.
func section(of tree, name string) tree {
	inner, _ := of[name].(tree)
	return inner
}

func take(from tree, key string) any {
	value := from[key]
	delete(from, key)
	return value
}

func rename(in tree, from, to string) {
	if _, there := in[from]; there {
		in[to] = take(in, from)
	}
}
