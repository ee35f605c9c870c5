import { imageDigest } from "../../../../policy/rules/image-digest";
import { container, deployment, deploymentWith, resource, unknownText } from "../resources";
import { testRule } from "../test-rule";

const told = (where: string, image: string, path: string): string =>
  [
    `Deployment shop/web, ${where}: its image has no digest: ${image}`,
    "  why: a tag can be moved to another image, a digest cannot",
    `  fix: spec.template.spec.${path}.image: ${image}@sha256:<digest>`,
  ].join("\n");

testRule(imageDigest, {
  passes: {
    "a tag and a digest": deployment(),
    "a digest alone": deploymentWith({ image: `nginx@sha256:${"0".repeat(64)}` }),
    "no image": deploymentWith({ image: null }),
    "what makes no pods": resource("core/v1:Service", { spec: { ports: [] } }),
  },
  fails: {
    "a tag": {
      of: deploymentWith({ image: "nginx:1.29" }),
      says: [told('container "web"', "docker.io/library/nginx:1.29", "containers[0]")],
    },
    "neither tag nor digest": {
      of: deploymentWith({ image: "mirror:5000/shop/web" }),
      says: [told('container "web"', "mirror:5000/shop/web", "containers[0]")],
    },
    "init and ephemeral containers": {
      of: deployment({
        initContainers: [container({ name: "copy", image: "busybox:1.37" })],
        ephemeralContainers: [{ name: "debug", image: "ghcr.io/shop/debug:2" }],
      }),
      says: [
        told('init container "copy"', "docker.io/library/busybox:1.37", "initContainers[0]"),
        told('ephemeral container "debug"', "ghcr.io/shop/debug:2", "ephemeralContainers[0]"),
      ],
    },
  },
  unknown: {
    "one of two images": {
      of: deployment({
        containers: [container({ image: unknownText }), container({ name: "proxy", image: "envoy:1" })],
      }),
      says: [
        told('container "proxy"', "docker.io/library/envoy:1", "containers[1]"),
        "(unjudged) Deployment shop/web: not judged, since spec.template.spec.containers[0].image is not known yet",
      ],
    },
  },
});
