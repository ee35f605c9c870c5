// Command trace-sink stands in for Tempo where there is none: it starts with Tempo's arguments and configuration, takes
// OTLP in at the same ports with the same TLS and tenants, and answers the same questions about traces by their ID. It
// keeps them in memory, up to a limit, and in a journal where Tempo has its WAL, by which they outlive the process; object
// storage and the division into several targets mean nothing to it.
package main

import (
	"context"
	"log/slog"
	"math"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"
)

// standIn is what it says of itself wherever Tempo would give its version.
const standIn = "stand-in for Tempo: keeps traces in memory and a journal"

// defaultLimit is how many bytes of spans are kept where GOMEMLIMIT does not say how much memory there is.
const defaultLimit = 256 << 20

func main() {
	if err := run(os.Args[1:]); err != nil {
		slog.Error("trace-sink ends", "error", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	file, ignored := configFile(args)
	cfg, err := readConfig(file)
	if err != nil {
		return err
	}
	slog.Warn("This is no Tempo but a "+standIn, "target", cfg.Target, "storage it ignores", cfg.Storage.Trace.Backend,
		"arguments it ignores", ignored, "multitenancy", cfg.Multitenancy, "bytes kept", limit())
	store := newStore(limit())
	// Of several targets most have no volume.
	if folder := cfg.Storage.Trace.WAL.Path; cfg.Target == "all" && folder != "" {
		if err := store.keepIn(folder); err != nil {
			return err
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	sink, err := start(cfg, store)
	if err != nil {
		return err
	}
	defer sink.stop()
	select {
	case err := <-sink.failed:
		return err
	case <-ctx.Done():
	}
	// As Tempo: answers go on until those who send here have noticed that it goes.
	sink.ready.Store(false)
	time.Sleep(cfg.ShutdownDelay)
	return nil
}

// configFile finds -config.file among the arguments; the others are for parts of Tempo that are not here.
func configFile(args []string) (file string, ignored []string) {
	for i := 0; i < len(args); i++ {
		name, value, given := strings.Cut(strings.TrimLeft(args[i], "-"), "=")
		switch {
		case name == "config.file" && given:
			file = value
		case name == "config.file" && i+1 < len(args):
			i++
			file = args[i]
		default:
			ignored = append(ignored, args[i])
		}
	}
	return file, ignored
}

// limit leaves most of the memory to what is on its way in or out.
func limit() int {
	if memory := debug.SetMemoryLimit(-1); memory != math.MaxInt64 {
		return int(memory / 4)
	}
	return defaultLimit
}
