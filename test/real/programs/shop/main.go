// Command shop is an application of the tests. It prints a line, and sends a span, a log line and a metric over OTLP, of
// itself as its environment says, in the way of OpenTelemetry's SDKs; then it idles until it is told to stop.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

type object = map[string]any

func main() {
	trace, now := os.Getenv("TRACE_ID"), fmt.Sprint(time.Now().UnixNano())
	fmt.Println("order placed, trace_id=" + trace)
	send("traces", "Spans", "spans", object{
		"traceId": trace, "spanId": "b7ad6b7169203331", "name": "POST /orders", "kind": 2,
		"startTimeUnixNano": now, "endTimeUnixNano": now,
	})
	send("logs", "Logs", "logRecords", object{"timeUnixNano": now, "body": text("order sent")})
	point := object{"timeUnixNano": now, "asDouble": 7}
	send("metrics", "Metrics", "metrics", object{"name": "orders", "gauge": object{"dataPoints": []object{point}}})
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	<-stop
}

// send posts one item of a signal until it is taken. The names are OTLP's: of its path, of its lists, of its items.
func send(path, list, items string, item object) {
	body, _ := json.Marshal(object{"resource" + list: []object{{
		"resource":     object{"attributes": attributes()},
		"scope" + list: []object{{items: []object{item}}},
	}}})
	url := os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT") + "/v1/" + path
	for {
		response, err := http.Post(url, "application/json", bytes.NewReader(body))
		if err == nil {
			response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return
			}
		}
		time.Sleep(time.Second)
	}
}

// attributes are those of the resource that all telemetry is of.
func attributes() (list []object) {
	pairs := "service.name=" + os.Getenv("OTEL_SERVICE_NAME") + "," + os.Getenv("OTEL_RESOURCE_ATTRIBUTES")
	for _, pair := range strings.Split(pairs, ",") {
		key, value, _ := strings.Cut(pair, "=")
		list = append(list, object{"key": key, "value": text(value)})
	}
	return list
}

func text(value string) object { return object{"stringValue": value} }
