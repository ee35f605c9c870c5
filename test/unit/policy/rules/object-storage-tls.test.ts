import { objectStorageTls } from "../../../../policy/rules/object-storage-tls";
import { configMap, container, deployment, deploymentWith, resource, unknownText } from "../resources";
import { testRule } from "../test-rule";

const told = (found: string, fix: string): string =>
  [found, "  why: all that is stored goes over the wire, with requests that can be replayed", `  fix: ${fix}`].join(
    "\n",
  );

const tempo = (s3: string) =>
  configMap("tempo.yaml", `storage: { trace: { backend: s3, s3: { bucket: traces, ${s3} } } }`);

testRule(objectStorageTls, {
  passes: {
    "insecure: false": tempo("endpoint: minio:9000, insecure: false"),
    "nothing said, which is TLS": tempo("endpoint: s3.eu-central-1.amazonaws.com"),
    "a filesystem": configMap("mimir.yaml", "common: { storage: { backend: filesystem, filesystem: { dir: /data } } }"),
    "a store on the same host": tempo("endpoint: 'http://127.0.0.1:9000'"),
    "telemetry without TLS": configMap("obi.yaml", "otel_traces_export: { endpoint: http://otlp:4317 }"),
    "an https store in the environment": deploymentWith({
      env: [{ name: "AWS_ENDPOINT_URL_S3", value: "https://minio:9000" }],
    }),
    "what makes no pods": resource("core/v1:Service", { spec: { ports: [] } }),
  },
  fails: {
    "Tempo's traces": {
      of: tempo("endpoint: minio:9000, insecure: true"),
      says: [
        told(
          "ConfigMap shop/settings, tempo.yaml: storage.trace.s3.insecure is true",
          "storage.trace.s3.insecure: false",
        ),
      ],
    },
    "Mimir's and Loki's stores": {
      of: [
        configMap(
          "mimir.yaml",
          "common: { storage: { s3: { endpoint: 'mimir:9000', http: { insecure_skip_verify: true } } } }",
        ),
        configMap("loki.yaml", "storage_config: { aws: { endpoint: 'http://key:secret@minio:9000', insecure: true } }"),
        configMap("azure.yaml", "storage_config: { azure: { endpoint_suffix: 'http://blob.example.com/a?sig=x' } }"),
      ],
      says: [
        told(
          "ConfigMap shop/settings, mimir.yaml: common.storage.s3.http.insecure_skip_verify is true",
          "common.storage.s3.http.insecure_skip_verify: false",
        ),
        told(
          "ConfigMap shop/settings, loki.yaml: storage_config.aws.endpoint is http://minio:9000",
          "storage_config.aws.endpoint: https://minio:9000",
        ),
        told(
          "ConfigMap shop/settings, loki.yaml: storage_config.aws.insecure is true",
          "storage_config.aws.insecure: false",
        ),
        told(
          "ConfigMap shop/settings, azure.yaml: storage_config.azure.endpoint_suffix is http://blob.example.com/…",
          "storage_config.azure.endpoint_suffix: https://blob.example.com/…",
        ),
      ],
    },
    "flags and variables of every role": {
      of: deployment({
        containers: [container({ args: ["-blocks-storage.s3.insecure", "--storage.insecure=true"] })],
        initContainers: [container({ name: "copy", env: [{ name: "S3_URL", value: "http://minio:9000/bucket" }] })],
        ephemeralContainers: [{ name: "debug", env: [{ name: "AWS_S3_INSECURE", value: "1" }] }],
      }),
      says: [
        told(
          'Deployment shop/web, init container "copy": S3_URL is http://minio:9000/…',
          "spec.template.spec.initContainers[0].env[0].value: https://minio:9000/…",
        ),
        told(
          'Deployment shop/web, container "web": -blocks-storage.s3.insecure',
          "spec.template.spec.containers[0].args[0]: -blocks-storage.s3.insecure=false",
        ),
        told(
          'Deployment shop/web, container "web": --storage.insecure',
          "spec.template.spec.containers[0].args[1]: --storage.insecure=false",
        ),
        told(
          'Deployment shop/web, ephemeral container "debug": AWS_S3_INSECURE is on',
          'spec.template.spec.ephemeralContainers[0].env[0].value: "false"',
        ),
      ],
    },
  },
  unknown: {
    "one of two files": {
      of: resource("core/v1:ConfigMap", { data: { "a.yaml": "s3: { insecure: true }", "b.yaml": unknownText } }),
      says: [
        told("ConfigMap shop/web, a.yaml: s3.insecure is true", "s3.insecure: false"),
        '(unjudged) ConfigMap shop/web: not judged, since data["b.yaml"] is not known yet',
      ],
    },
    "one of two arguments": {
      of: deploymentWith({ args: [unknownText, "--s3.insecure"] }),
      says: [
        told(
          'Deployment shop/web, container "web": --s3.insecure',
          "spec.template.spec.containers[0].args[1]: --s3.insecure=false",
        ),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].args[0] is not known yet",
      ],
    },
  },
});
