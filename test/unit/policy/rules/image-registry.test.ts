import { imageRegistry } from "../../../../policy/rules/image-registry";
import { container, deployment, deploymentWith, resource, unknownText } from "../resources";
import { testRule } from "../test-rule";

const told = (where: string, found: string, fix: string): string =>
  [
    `Deployment shop/web, ${where}: its image is ${found}`,
    "  why: whoever owns the registry decides what runs here",
    `  fix: spec.template.spec.${fix}`,
    "  or:  allow it in the pack's config, in image-registry.allow",
  ].join("\n");

const of = (image: unknown) => deploymentWith({ image });
const allow = (...prefixes: string[]) => ({ allow: prefixes });

testRule(imageRegistry, {
  passes: {
    "anything, where nothing is set": of("evil.example.com/web:1"),
    "a registry": { of: of("ghcr.io/shop/web:1"), settings: allow("docker.io", "ghcr.io") },
    "an owner": { of: of("grafana/loki:3.7.8"), settings: allow("docker.io/grafana/") },
    "one image": { of: of("docker.io/nginx:1.29"), settings: allow("docker.io/library/nginx") },
    "a port": { of: of("mirror:5000/web:1"), settings: allow("mirror:5000/") },
    "no image": { of: of(null), settings: allow("ghcr.io") },
    "an image that is not known, where nothing is set": of(unknownText),
    "what makes no pods": { of: resource("core/v1:Service", { spec: { ports: [] } }), settings: allow("ghcr.io") },
  },
  fails: {
    "another registry": {
      of: of("docker.io/grafana/loki:3.7.8"),
      settings: allow("ghcr.io/", "mirror:5000"),
      says: [
        told(
          'container "web"',
          "docker.io/grafana/loki:3.7.8",
          "containers[0].image: one that begins with ghcr.io/ or mirror:5000",
        ),
      ],
    },
    "a name that only begins alike": {
      of: of("docker.io/grafana-evil/loki:1"),
      settings: allow("docker.io/grafana"),
      says: [
        told(
          'container "web"',
          "docker.io/grafana-evil/loki:1",
          "containers[0].image: one that begins with docker.io/grafana",
        ),
      ],
    },
    "init and ephemeral containers": {
      of: deployment({
        initContainers: [container({ name: "copy", image: "busybox:1.37" })],
        ephemeralContainers: [{ name: "debug", image: "localhost/debug" }],
      }),
      settings: allow("registry.example.com"),
      says: [
        told(
          'init container "copy"',
          "docker.io/library/busybox:1.37",
          "initContainers[0].image: one that begins with registry.example.com",
        ),
        told(
          'ephemeral container "debug"',
          "localhost/debug",
          "ephemeralContainers[0].image: one that begins with registry.example.com",
        ),
      ],
    },
  },
  unknown: {
    "one of two images": {
      of: deployment({
        containers: [container({ image: unknownText }), container({ name: "proxy", image: "envoy:1" })],
      }),
      settings: allow("ghcr.io"),
      says: [
        told('container "proxy"', "docker.io/library/envoy:1", "containers[1].image: one that begins with ghcr.io"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].image is not known yet",
      ],
    },
  },
});
