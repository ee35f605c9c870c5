// Command beyla stands in for OBI where there is none: it starts with OBI's argument, environment and configuration,
// answers OBI's health checks, and lets Beyla, which OBI was made of, do the work as far as Beyla and the kernel can.
// What it measures carries Beyla's names.
package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/grafana/beyla/v2/pkg/beyla"
	"github.com/grafana/beyla/v2/pkg/buildinfo"
	"github.com/grafana/beyla/v2/pkg/components"
)

// configPathVariable names OBI's configuration, and beats the argument as it does in OBI.
const configPathVariable = "OTEL_EBPF_CONFIG_PATH"

func main() {
	if err := run(os.Args[1:]); err != nil {
		slog.Error("the stand-in for OBI ends", "error", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	flags := flag.NewFlagSet("obi", flag.ContinueOnError)
	path := flags.String("config", "", "path to OBI's configuration")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if value := os.Getenv(configPathVariable); value != "" {
		*path = value
	}
	file, err := os.ReadFile(*path)
	if err != nil {
		return fmt.Errorf("reading OBI's configuration: %w", err)
	}
	cfg, err := translate(file)
	if err != nil {
		return err
	}
	if err := logAs(cfg.logFormat, cfg.beyla.LogLevel); err != nil {
		return err
	}
	slog.Warn("This is no OBI but a stand-in for it: Beyla", "version", buildinfo.Version)
	if leftOut := append(cfg.leftOut, variablesLeftOut(os.Environ())...); len(leftOut) > 0 {
		slog.Warn("stand-in for OBI: left out of its configuration: " + strings.Join(leftOut, ", "))
	}

	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := check(cfg.beyla); err != nil {
		return err
	}
	serveHealth(cfg.health)
	if cfg.beyla.Enabled(beyla.FeatureAppO11y) && !kernelHasKprobes() {
		slog.Warn("application observability is off: this kernel has no kprobes")
		withoutApplications(cfg.beyla)
	}
	if !cfg.beyla.Enabled(beyla.FeatureAppO11y) {
		// Beyla tells of itself only while it looks at applications.
		serveOwnMetrics(cfg.beyla)
	}
	if cfg.beyla.Enabled(beyla.FeatureAppO11y) || cfg.beyla.Enabled(beyla.FeatureNetO11y) {
		return components.RunBeyla(ctx, cfg.beyla)
	}
	slog.Warn("nothing is left to observe")
	<-ctx.Done()
	return nil
}

// check refuses what OBI would refuse at its start. It comes before anything is switched off for the kernel's sake, so
// that a pod without the capabilities for what it is told to do shows here too.
func check(cfg *beyla.Config) error {
	if err := beyla.CheckOSSupport(); err != nil {
		return err
	}
	if err := cfg.Validate(); err != nil {
		return err
	}
	err := beyla.CheckOSCapabilities(cfg)
	if err != nil && !cfg.EnforceSysCaps {
		slog.Warn("capabilities are missing", "error", err)
		return nil
	}
	return err
}

// withoutApplications leaves no process to attach to.
func withoutApplications(cfg *beyla.Config) {
	empty := beyla.Config{}
	cfg.Discovery.Services, cfg.Discovery.Survey = nil, nil
	cfg.Port, cfg.Exec = empty.Port, empty.Exec
}

// kernelHasKprobes asks for the kind of performance event that kprobes are. Unlike the files of tracefs it shows in
// every container, and without a mount.
func kernelHasKprobes() bool {
	_, err := os.Stat("/sys/bus/event_source/devices/kprobe")
	return err == nil
}

// logAs makes all that is logged from here on look as OBI's configuration says.
func logAs(format, level string) error {
	var least slog.LevelVar
	if err := least.UnmarshalText([]byte(level)); err != nil {
		return fmt.Errorf("log_level: %w", err)
	}
	options := &slog.HandlerOptions{Level: &least}
	var handler slog.Handler = slog.NewTextHandler(os.Stdout, options)
	if format == "json" {
		handler = slog.NewJSONHandler(os.Stdout, options)
	}
	slog.SetDefault(slog.New(handler))
	return nil
}

// variablesLeftOut names those that OBI would heed over its file, and nobody does here.
func variablesLeftOut(environment []string) []string {
	var names []string
	for _, variable := range environment {
		name, _, _ := strings.Cut(variable, "=")
		if strings.HasPrefix(name, "OTEL_EBPF_") && name != configPathVariable {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
