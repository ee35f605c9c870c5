package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/prometheus/client_golang/prometheus/promhttp"
	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	common "go.opentelemetry.io/proto/otlp/common/v1"
	otlp "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

// maxBody is how large a request over HTTP may be, as the Collector has it.
const maxBody = 20 << 20

// api answers what the kubelet, Alloy and people ask of Tempo's own port. Answers are JSON only, with IDs in base64 as
// Tempo writes them.
func (s *sink) api() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /ready", func(w http.ResponseWriter, _ *http.Request) {
		if !s.ready.Load() {
			http.Error(w, "going away", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	})
	mux.HandleFunc("GET /status/version", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, standIn) })
	mux.Handle("GET /metrics", promhttp.HandlerFor(s.registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("GET /api/traces/{id}", s.ofTenant(s.trace))
	mux.HandleFunc("GET /api/v2/traces/{id}", s.ofTenant(s.traceV2))
	mux.HandleFunc("GET /api/search", s.ofTenant(s.search))
	return mux
}

// receiver takes spans in over HTTP, as protobuf only.
func (s *sink) receiver() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/traces", s.ofTenant(func(w http.ResponseWriter, r *http.Request, tenant string) {
		if r.Header.Get("Content-Type") != "application/x-protobuf" || r.Header.Get("Content-Encoding") != "" {
			http.Error(w, "the stand-in takes plain application/x-protobuf only", http.StatusUnsupportedMediaType)
			return
		}
		request := &collector.ExportTraceServiceRequest{}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if err == nil {
			err = proto.Unmarshal(body, request)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
		} else if err := s.take(tenant, request); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
		}
	}))
	return mux
}

// ofTenant refuses who names no tenant where one has to be named.
func (s *sink) ofTenant(handle func(http.ResponseWriter, *http.Request, string)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		tenant, known := s.tenant(r.Header.Get(tenantHeader))
		if !known {
			http.Error(w, "no org id", http.StatusUnauthorized)
			return
		}
		handle(w, r, tenant)
	}
}

// trace answers as the first version of Tempo's API does.
func (s *sink) trace(w http.ResponseWriter, r *http.Request, tenant string) {
	if spans, ok := s.spans(w, r, tenant); ok && spans == nil {
		http.Error(w, "trace not found", http.StatusNotFound)
	} else if ok {
		answer(w, map[string]any{"batches": spans})
	}
}

// traceV2 answers as the second version does, where a trace that is not known is one without spans.
func (s *sink) traceV2(w http.ResponseWriter, r *http.Request, tenant string) {
	if spans, ok := s.spans(w, r, tenant); ok && spans == nil {
		answer(w, map[string]any{"trace": map[string]any{}, "metrics": map[string]any{}})
	} else if ok {
		answer(w, map[string]any{"trace": map[string]any{"resourceSpans": spans}, "metrics": map[string]any{}})
	}
}

// spans gives the spans of the trace that a request names, nil where there are none. Where it cannot, it has answered.
func (s *sink) spans(w http.ResponseWriter, r *http.Request, tenant string) (texts []json.RawMessage, ok bool) {
	id := traceID(r.PathValue("id"))
	if id == "" {
		http.Error(w, "a trace ID is up to 32 hexadecimal digits", http.StatusBadRequest)
		return nil, false
	}
	found, err := s.store.find(key{tenant, id})
	for _, spans := range found {
		var text []byte
		if text, err = protojson.Marshal(spans); err != nil {
			break
		}
		texts = append(texts, text)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return nil, false
	}
	return texts, true
}

// found is a trace in the answer to a search.
type found struct {
	TraceID string `json:"traceID"`
	Service string `json:"rootServiceName,omitempty"`
	Name    string `json:"rootTraceName,omitempty"`
	Start   string `json:"startTimeUnixNano"`
	Millis  uint64 `json:"durationMs,omitempty"`
}

// search finds the newest traces that have all the given tags, "service.name=shop name=GET", on a resource or a span.
func (s *sink) search(w http.ResponseWriter, r *http.Request, tenant string) {
	if r.URL.Query().Has("q") {
		http.Error(w, "the stand-in knows no TraceQL: search by tags", http.StatusBadRequest)
		return
	}
	limit, err := strconv.Atoi(orDefault(r.URL.Query().Get("limit"), "20"))
	if err != nil {
		http.Error(w, "limit is a number", http.StatusBadRequest)
		return
	}
	traces := []found{}
	for _, id := range s.store.ids(tenant) {
		if len(traces) >= limit {
			break
		}
		spans, err := s.store.find(key{tenant, id})
		if err == nil && hasTags(spans, strings.Fields(r.URL.Query().Get("tags"))) {
			traces = append(traces, summary(id, spans))
		}
	}
	answer(w, map[string]any{"traces": traces, "metrics": map[string]any{}})
}

func hasTags(spans []*otlp.ResourceSpans, tags []string) bool {
	has := map[string]bool{}
	note := func(attributes []*common.KeyValue) {
		for _, attribute := range attributes {
			has[attribute.Key+"="+attribute.GetValue().GetStringValue()] = true
		}
	}
	each(spans, func(resource *otlp.ResourceSpans, span *otlp.Span) {
		note(resource.GetResource().GetAttributes())
		note(span.Attributes)
		has["name="+span.Name] = true
	})
	for _, tag := range tags {
		if !has[strings.ReplaceAll(tag, `"`, "")] {
			return false
		}
	}
	return true
}

// summary tells of a trace what a list shows; its root is the span without a parent.
func summary(id string, spans []*otlp.ResourceSpans) found {
	about := found{TraceID: hex.EncodeToString([]byte(id))}
	var first, last uint64
	each(spans, func(resource *otlp.ResourceSpans, span *otlp.Span) {
		if first == 0 || span.StartTimeUnixNano < first {
			first = span.StartTimeUnixNano
		}
		last = max(last, span.EndTimeUnixNano)
		if len(span.ParentSpanId) > 0 {
			return
		}
		about.Name = span.Name
		for _, attribute := range resource.GetResource().GetAttributes() {
			if attribute.Key == "service.name" {
				about.Service = attribute.GetValue().GetStringValue()
			}
		}
	})
	about.Start = strconv.FormatUint(first, 10)
	if last > first {
		about.Millis = (last - first) / 1e6
	}
	return about
}

func each(spans []*otlp.ResourceSpans, do func(*otlp.ResourceSpans, *otlp.Span)) {
	for _, resource := range spans {
		for _, scope := range resource.ScopeSpans {
			for _, span := range scope.Spans {
				do(resource, span)
			}
		}
	}
}

// traceID reads an ID as people write it, without leading zeros if they like; "" where it is none.
func traceID(text string) string {
	if text == "" || len(text) > 32 {
		return ""
	}
	id, err := hex.DecodeString(strings.Repeat("0", 32-len(text)) + text)
	if err != nil {
		return ""
	}
	return string(id)
}

func answer(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value)
}
