package main

import (
	"container/list"
	"sync"

	otlp "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// key is a trace of a tenant: two tenants may have traces of the same ID.
type key struct{ tenant, id string }

// trace is what came of a trace so far, as it came: one text of ResourceSpans after the other.
type trace struct {
	key   key
	parts [][]byte
	bytes int
}

// store keeps the newest traces, up to a number of bytes; the oldest make room.
type store struct {
	lock   sync.Mutex
	limit  int
	bytes  int
	traces map[key]*list.Element
	// By when their first span came, oldest first.
	order *list.List
	// Nil where they are kept in memory alone.
	journal *journal
}

func newStore(limit int) *store {
	return &store{limit: limit, traces: map[key]*list.Element{}, order: list.New()}
}

// keepIn makes the store keep what it gets in a folder as well, and takes in what it had kept there before.
func (s *store) keepIn(folder string) (err error) {
	s.journal, err = openJournal(folder, s.limit, func(found entry) { s.keep(key{found.Tenant, string(found.Trace)}, found.Spans) })
	return err
}

// add takes spans in, and tells how many came and how many traces had to make room.
func (s *store) add(tenant string, spans []*otlp.ResourceSpans) (added, dropped int, err error) {
	for _, resource := range spans {
		for id, own := range byTrace(resource) {
			part, err := proto.Marshal(own)
			if err != nil {
				return added, dropped, err
			}
			if s.journal != nil {
				if err := s.journal.write(entry{tenant, []byte(id), part}); err != nil {
					return added, dropped, err
				}
			}
			for _, scope := range own.ScopeSpans {
				added += len(scope.Spans)
			}
			dropped += s.keep(key{tenant, id}, part)
		}
	}
	return added, dropped, nil
}

func (s *store) keep(of key, part []byte) (dropped int) {
	s.lock.Lock()
	defer s.lock.Unlock()
	element, known := s.traces[of]
	if !known {
		element = s.order.PushBack(&trace{key: of})
		s.traces[of] = element
	}
	kept := element.Value.(*trace)
	kept.parts = append(kept.parts, part)
	kept.bytes += len(part)
	s.bytes += len(part)
	for s.bytes > s.limit {
		oldest := s.order.Remove(s.order.Front()).(*trace)
		delete(s.traces, oldest.key)
		s.bytes -= oldest.bytes
		dropped++
	}
	return dropped
}

// find gives all that came of a trace; nil when nothing did.
func (s *store) find(of key) ([]*otlp.ResourceSpans, error) {
	s.lock.Lock()
	var parts [][]byte
	if element, known := s.traces[of]; known {
		parts = element.Value.(*trace).parts
	}
	s.lock.Unlock()
	var found []*otlp.ResourceSpans
	for _, part := range parts {
		spans := &otlp.ResourceSpans{}
		if err := proto.Unmarshal(part, spans); err != nil {
			return nil, err
		}
		found = append(found, spans)
	}
	return found, nil
}

// ids lists the traces of a tenant, newest first.
func (s *store) ids(tenant string) (ids []string) {
	s.lock.Lock()
	defer s.lock.Unlock()
	for element := s.order.Back(); element != nil; element = element.Prev() {
		if of := element.Value.(*trace).key; of.tenant == tenant {
			ids = append(ids, of.id)
		}
	}
	return ids
}

// byTrace takes the spans of one resource apart by the trace that they are of.
func byTrace(resource *otlp.ResourceSpans) map[string]*otlp.ResourceSpans {
	traces := map[string]*otlp.ResourceSpans{}
	for _, scope := range resource.ScopeSpans {
		scopes := map[string]*otlp.ScopeSpans{}
		for _, span := range scope.Spans {
			id := string(span.TraceId)
			own, known := traces[id]
			if !known {
				own = &otlp.ResourceSpans{Resource: resource.Resource, SchemaUrl: resource.SchemaUrl}
				traces[id] = own
			}
			if _, known := scopes[id]; !known {
				scopes[id] = &otlp.ScopeSpans{Scope: scope.Scope, SchemaUrl: scope.SchemaUrl}
				own.ScopeSpans = append(own.ScopeSpans, scopes[id])
			}
			scopes[id].Spans = append(scopes[id].Spans, span)
		}
	}
	return traces
}
