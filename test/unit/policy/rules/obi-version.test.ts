import { obiVersion } from "../../../../policy/rules/obi-version";
import { container, deployment, deploymentWith, resource, unknownText } from "../resources";
import { testRule } from "../test-rule";

const panic = "it can panic kernels from 6.13 on under TLS load (OBI issue 3056, mended in v0.12.1)";
const memory = "its memory safety was mended in v0.13.0 (OBI pull request 3317)";

const told = (where: string, version: string, why: string, fix: string): string =>
  [`${where}: OBI is v${version}`, `  why: ${why}`, `  fix: ${fix}`].join("\n");

const repository = "docker.io/otel/ebpf-instrument";
const at = (tag: string) => deploymentWith({ image: `${repository}:${tag}` });
const where = 'Deployment shop/web, container "web"';
const fix = `spec.template.spec.containers[0].image: ${repository}:v0.15.2`;
const open = '(unjudged) Deployment shop/web: not judged, since the tag of container "web" tells no release';

testRule(obiVersion, {
  passes: {
    "a release without known faults": [at("v0.13.0"), at("0.15.2"), at("v1.0.0")],
    "another program": deploymentWith({ image: "docker.io/otel/ebpf-profiler:v0.1.0" }),
    "another program by digest": deploymentWith({ image: `docker.io/library/nginx@sha256:${"0".repeat(64)}` }),
    "no image": deploymentWith({ image: null }),
    "what makes no pods": resource("core/v1:Service", { spec: { ports: [] } }),
  },
  fails: {
    "a release that panics kernels": { of: at("v0.12.0"), says: [told(where, "0.12.0", panic, fix)] },
    "a release before the second fault": { of: at("0.12.1"), says: [told(where, "0.12.1", memory, fix)] },
    "a candidate": { of: at("v0.13.0-rc.1"), says: [told(where, "0.13.0-rc.1", memory, fix)] },
    "a mirror with a port, and a digest": {
      of: deploymentWith({
        image: `mirror:5000/opentelemetry-ebpf-instrumentation:v0.11.0@sha256:${"0".repeat(64)}`,
      }),
      says: [
        told(
          where,
          "0.11.0",
          panic,
          "spec.template.spec.containers[0].image: mirror:5000/opentelemetry-ebpf-instrumentation:v0.15.2",
        ),
      ],
    },
    "containers of every role": {
      of: deployment({
        initContainers: [container({ name: "copy", image: `${repository}:v0.12.0` })],
        ephemeralContainers: [{ name: "debug", image: `${repository}:v0.12.0` }],
      }),
      says: [
        told(
          'Deployment shop/web, init container "copy"',
          "0.12.0",
          panic,
          `spec.template.spec.initContainers[0].image: ${repository}:v0.15.2`,
        ),
        told(
          'Deployment shop/web, ephemeral container "debug"',
          "0.12.0",
          panic,
          `spec.template.spec.ephemeralContainers[0].image: ${repository}:v0.15.2`,
        ),
      ],
    },
  },
  unknown: {
    "the image of one of two containers": {
      of: deployment({
        containers: [container({ image: unknownText }), container({ name: "obi", image: `${repository}:v0.12.0` })],
      }),
      says: [
        told(
          'Deployment shop/web, container "obi"',
          "0.12.0",
          panic,
          `spec.template.spec.containers[1].image: ${repository}:v0.15.2`,
        ),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].image is not known yet",
      ],
    },
    "a branch": { of: at("main"), says: [open] },
    "a digest alone": { of: deploymentWith({ image: `${repository}@sha256:${"0".repeat(64)}` }), says: [open] },
  },
});
