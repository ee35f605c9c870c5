package main

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// How Beyla takes what OBI's selectors consist of. What is in neither list narrows a selection in a way that Beyla
// cannot, or says what becomes of what is selected.
var (
	asItIs = []string{"containers_only", "name", "namespace", "open_ports"}
	asGlob = []string{"exe_path", "k8s_namespace", "k8s_pod_name", "k8s_deployment_name", "k8s_replicaset_name",
		"k8s_daemonset_name", "k8s_statefulset_name", "k8s_owner_name", "k8s_pod_labels", "k8s_pod_annotations"}
	refinements = []string{"exports", "metrics", "routes", "sampler"}
)

// notByDefault is what OBI leaves alone unless told otherwise: the agent itself first of all.
var notByDefault = []any{
	tree{"exe_path": `(?:^|/)(obi|beyla|alloy|prometheus-config-reloader|otelcol[^/]*)$`},
	tree{"k8s_namespace": `^(kube-system|kube-node-lease|local-path-storage|grafana-alloy|cert-manager|monitoring|gke-.*|gatekeeper-system)$`},
}

// discovery turns selectors by glob, which OBI goes by, into selectors by regular expression, which Beyla goes by.
func (t *translated) discovery(all tree) {
	discovery := section(all, "discovery")
	if discovery == nil {
		return
	}
	for from, to := range map[string]string{
		"instrument":                 "services",
		"exclude_instrument":         "exclude_services",
		"default_exclude_instrument": "default_exclude_services",
	} {
		if list, _ := take(discovery, from).([]any); list != nil {
			discovery[to] = t.selectors(list, "discovery."+from)
		}
	}
	if discovery["default_exclude_services"] == nil {
		discovery["default_exclude_services"] = notByDefault
	}
}

// selectors leaves a selector out as a whole where one of its criteria means nothing to Beyla: without it, it would
// select what nobody asked for.
func (t *translated) selectors(list []any, path string) []any {
	kept := []any{}
	for i, item := range list {
		selector, _ := item.(tree)
		result, whole := tree{}, true
		for _, key := range slices.Sorted(maps.Keys(selector)) {
			switch {
			case slices.Contains(asItIs, key):
				result[key] = selector[key]
			case slices.Contains(asGlob, key):
				result[key] = expression(selector[key])
			default:
				t.leftOut = append(t.leftOut, fmt.Sprintf("%s[%d].%s", path, i, key))
				whole = whole && slices.Contains(refinements, key)
			}
		}
		if whole {
			kept = append(kept, result)
		} else {
			t.leftOut = append(t.leftOut, fmt.Sprintf("%s[%d] with it", path, i))
		}
	}
	return kept
}

// expression makes a regular expression of a glob, or of each in a map of them.
func expression(glob any) any {
	if globs, several := glob.(tree); several {
		result := tree{}
		for key, value := range globs {
			result[key] = expression(value)
		}
		return result
	}
	var result strings.Builder
	result.WriteString("^")
	open, escaped := 0, false
	for _, char := range fmt.Sprint(glob) {
		text := regexp.QuoteMeta(string(char))
		switch {
		case escaped:
			escaped = false
		case char == '\\':
			text, escaped = "", true
		case char == '*':
			text = ".*"
		case char == '?':
			text = "."
		case char == '[' || char == ']':
			text = string(char)
		case char == '!' && strings.HasSuffix(result.String(), "["):
			text = "^"
		case char == '{':
			text, open = "(?:", open+1
		case char == '}' && open > 0:
			text, open = ")", open-1
		case char == ',' && open > 0:
			text = "|"
		}
		result.WriteString(text)
	}
	return result.String() + "$"
}
