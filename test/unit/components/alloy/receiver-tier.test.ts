import { receiverTier } from "../../../../components/alloy/receiver-tier";
import { alloyText } from "../../../../components/alloy/syntax";
import { isTwoTier } from "../../../../components/alloy/tiers";
import { wiring } from "../../../../components/wiring";
import { settingsOf } from "../settings";
import { danglingReferences, ends, find, graph, under } from "./blocks";
import { badIndents } from "./text";

const settings = settingsOf("production");
const blocks = receiverTier(settings, wiring(settings));

const text = `logging {
	level  = "warn"
	format = "json"
}

http {
	tls {
		cert_file   = "/etc/tls/tls.crt"
		key_file    = "/etc/tls/tls.key"
		min_version = "TLS12"
	}
}

otelcol.receiver.otlp "in" {
	grpc {
		endpoint = "0.0.0.0:4317"

		keepalive {
			server_parameters {
				max_connection_age       = "5m"
				max_connection_age_grace = "30s"
			}
		}

		tls {
			cert_file       = "/etc/tls/tls.crt"
			key_file        = "/etc/tls/tls.key"
			min_version     = "1.2"
			reload_interval = "1m"
		}
	}

	http {
		endpoint = "0.0.0.0:4318"

		tls {
			cert_file       = "/etc/tls/tls.crt"
			key_file        = "/etc/tls/tls.key"
			min_version     = "1.2"
			reload_interval = "1m"
		}
	}

	output {
		metrics = [otelcol.processor.memory_limiter.all.input]
		logs    = [otelcol.processor.memory_limiter.all.input]
		traces  = [otelcol.processor.memory_limiter.all.input]
	}
}

otelcol.processor.memory_limiter "all" {
	check_interval         = "1s"
	limit_percentage       = 80
	spike_limit_percentage = 20

	output {
		metrics = [otelcol.exporter.otlp.gateway.input]
		logs    = [otelcol.exporter.otlp.gateway.input]
		traces  = [otelcol.exporter.loadbalancing.traces.input]
	}
}

otelcol.exporter.loadbalancing "traces" {
	routing_key = "traceID"

	resolver {
		dns {
			hostname = "alloy-ready.observability-production.svc"
			port     = "4317"
			interval = "5s"
		}
	}

	protocol {
		otlp {
			client {
				tls {
					ca_file         = "/etc/tls/ca.crt"
					cert_file       = "/etc/tls/tls.crt"
					key_file        = "/etc/tls/tls.key"
					server_name     = "alloy.observability-production.svc"
					min_version     = "1.2"
					reload_interval = "1m"
				}
			}

			queue {
				enabled = false
			}

			retry {
				enabled = false
			}
		}
	}
}

otelcol.exporter.otlp "gateway" {
	client {
		endpoint = "alloy.observability-production.svc:4317"

		tls {
			ca_file         = "/etc/tls/ca.crt"
			cert_file       = "/etc/tls/tls.crt"
			key_file        = "/etc/tls/tls.key"
			min_version     = "1.2"
			reload_interval = "1m"
		}
	}

	sending_queue {
		enabled = false
	}

	retry_on_failure {
		enabled = false
	}
}
`;

test("the text", () => {
  expect(alloyText(blocks)).toBe(text);
  expect(badIndents(text)).toEqual([]);
});

test("without TLS both ways on are told so, and nothing shows a certificate", () => {
  const open = settingsOf("production", { tls: { enabled: false } });
  const plain = text
    .replace(/^http \{.*?^\}\n\n/ms, "")
    .replaceAll(/\n\t\ttls \{\n\t\t\tcert_file[^}]*\}\n/g, "")
    .replaceAll(/^(\t+)tls \{[^}]*\}/gm, "$1tls {\n$1\tinsecure = true\n$1}");
  expect(alloyText(receiverTier(open, wiring(open)))).toBe(plain);
});

test("spans go by the ID of their trace, all else to any replica", () => {
  expect(danglingReferences(blocks)).toEqual([]);
  expect(graph(blocks)).toEqual([
    "otelcol.receiver.otlp in metrics+logs+traces -> otelcol.processor.memory_limiter all",
    "otelcol.processor.memory_limiter all metrics+logs -> otelcol.exporter.otlp gateway",
    "otelcol.processor.memory_limiter all traces -> otelcol.exporter.loadbalancing traces",
  ]);
  const from = (signal: string) => ends(blocks, "otelcol.receiver.otlp in", signal);
  expect([from("metrics"), from("logs"), from("traces")]).toEqual([
    ["otelcol.exporter.otlp gateway"],
    ["otelcol.exporter.otlp gateway"],
    ["otelcol.exporter.loadbalancing traces"],
  ]);
});

test("nothing is held back here: a pod of this tier may go at any time", () => {
  const off = { enabled: false };
  const gateway = find(blocks, "otelcol.exporter.otlp gateway");
  expect([under(gateway, "sending_queue"), under(gateway, "retry_on_failure")]).toEqual([off, off]);
  const [, protocol] = find(blocks, "otelcol.exporter.loadbalancing traces").blocks ?? [];
  const [otlp] = protocol.blocks ?? [];
  expect([under(otlp, "queue"), under(otlp, "retry")]).toEqual([off, off]);
  expect(text).not.toContain("storage");
});

test.each([
  ["tail", 3, true],
  ["tail", 2, true],
  ["tail", 1, false],
  ["ratio", 3, false],
  ["all", 3, false],
])("mode %s with %i replicas: in front stands this tier: %s", (mode, replicas, expected) => {
  const sampling = { mode, ...(mode === "all" ? {} : { ratio: 0.1 }) };
  expect(isTwoTier(settingsOf("dev", { sampling, alloy: { replicas } }))).toBe(expected);
});
