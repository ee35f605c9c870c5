import { imageTag } from "../../../../policy/rules/image-tag";
import { container, deployment, deploymentWith, resource, unknownText } from "../resources";
import { testRule } from "../test-rule";

const why = "  why: two pods of one rollout can run different programs, and a rollback brings back nothing";
const told = (where: string, found: string, fix: string): string =>
  [`Deployment shop/web, ${where}: ${found}`, why, `  fix: spec.template.spec.${fix}:<version>`].join("\n");

const of = (image: unknown) => deploymentWith({ image });
const moving = (tag: string) => ({
  of: of(`ghcr.io/shop/web:${tag}`),
  says: [told('container "web"', `its image is ghcr.io/shop/web:${tag}`, "containers[0].image: ghcr.io/shop/web")],
});

testRule(imageTag, {
  passes: {
    versions: ["v1.4.2", "1.37", "2026-11-23", "3.0.0-alpine", "mainline1", "abc1234"].map((tag) => of(`web:${tag}`)),
    "a digest, whatever the tag": of(`web:latest@sha256:${"0".repeat(64)}`),
    "a digest alone": of(`web@sha256:${"0".repeat(64)}`),
    "no image": of(null),
    "what is no reference": of("${IMAGE}"),
    "what makes no pods": resource("core/v1:Service", { spec: { ports: [] } }),
  },
  fails: {
    latest: {
      of: of("nginx:latest"),
      says: [
        told(
          'container "web"',
          "its image is docker.io/library/nginx:latest",
          "containers[0].image: docker.io/library/nginx",
        ),
      ],
    },
    "no tag, and a port": {
      of: of("mirror:5000/shop/web"),
      says: [
        told(
          'container "web"',
          "its image has no tag: mirror:5000/shop/web",
          "containers[0].image: mirror:5000/shop/web",
        ),
      ],
    },
    "a branch": moving("main"),
    "a channel, in capitals": moving("Stable"),
    "a moving end": moving("1-edge"),
    "init and ephemeral containers": {
      of: deployment({
        initContainers: [container({ name: "copy", image: "busybox" })],
        ephemeralContainers: [{ name: "debug", image: "grafana/debug:nightly" }],
      }),
      says: [
        told(
          'init container "copy"',
          "its image has no tag: docker.io/library/busybox",
          "initContainers[0].image: docker.io/library/busybox",
        ),
        told(
          'ephemeral container "debug"',
          "its image is docker.io/grafana/debug:nightly",
          "ephemeralContainers[0].image: docker.io/grafana/debug",
        ),
      ],
    },
  },
  unknown: {
    "one of two images": {
      of: deployment({ containers: [container({ image: unknownText }), container({ name: "proxy", image: "envoy" })] }),
      says: [
        told(
          'container "proxy"',
          "its image has no tag: docker.io/library/envoy",
          "containers[1].image: docker.io/library/envoy",
        ),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].image is not known yet",
      ],
    },
  },
});
