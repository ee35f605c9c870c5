package main

import (
	"testing"

	otlp "go.opentelemetry.io/proto/otlp/trace/v1"
)

func spans(ids ...string) []*otlp.ResourceSpans {
	scope := &otlp.ScopeSpans{}
	for _, id := range ids {
		scope.Spans = append(scope.Spans, &otlp.Span{TraceId: []byte(id), Name: "of " + id})
	}
	return []*otlp.ResourceSpans{{ScopeSpans: []*otlp.ScopeSpans{scope}}}
}

func names(t *testing.T, s *store, tenant, id string) (names []string) {
	t.Helper()
	found, err := s.find(key{tenant, id})
	if err != nil {
		t.Fatal(err)
	}
	each(found, func(_ *otlp.ResourceSpans, span *otlp.Span) { names = append(names, span.Name) })
	return names
}

func TestSpansAreKeptByTenantAndTrace(t *testing.T) {
	s := newStore(1 << 10)
	added, dropped, err := s.add("a", spans("one", "two", "one"))
	if added != 3 || dropped != 0 || err != nil {
		t.Fatalf("added %d, dropped %d, %v", added, dropped, err)
	}
	if found := names(t, s, "a", "one"); len(found) != 2 || found[0] != "of one" || found[1] != "of one" {
		t.Errorf("trace one of tenant a: %q", found)
	}
	if found := names(t, s, "b", "one"); found != nil {
		t.Errorf("trace one of tenant b: %q", found)
	}
}

func TestTheOldestTracesMakeRoom(t *testing.T) {
	s := newStore(0)
	if _, _, err := s.add("a", spans("one")); err != nil {
		t.Fatal(err)
	}
	if len(s.traces) != 0 || s.bytes != 0 {
		t.Errorf("%d traces of %d bytes in no room", len(s.traces), s.bytes)
	}
	s.limit = 40
	dropped := 0
	for _, id := range []string{"one", "two", "six"} {
		_, more, err := s.add("a", spans(id))
		if err != nil {
			t.Fatal(err)
		}
		dropped += more
	}
	if ids := s.ids("a"); dropped != 1 || len(ids) != 2 || ids[0] != "six" || ids[1] != "two" {
		t.Errorf("dropped %d, kept %q", dropped, ids)
	}
}

func TestTraceIDsMayLackTheirLeadingZeros(t *testing.T) {
	for text, want := range map[string]string{"": "", "xyz": "", "1": "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01"} {
		if got := traceID(text); got != want {
			t.Errorf("%q is %q", text, got)
		}
	}
}
