import { type Image, imageOf, imageText } from "../../../../policy/configuration/image";
import { Field } from "../../../../policy/judge/field";
import { unknown } from "../../../../policy/judge/known";

const digest = `sha256:${"0b".repeat(32)}`;

const parsed = (image: unknown) => imageOf(Field.root({ image }));

const references: [string, Image, string?][] = [
  ["nginx", { registry: "docker.io", repository: "library/nginx" }, "docker.io/library/nginx"],
  ["nginx:1.29", { registry: "docker.io", repository: "library/nginx", tag: "1.29" }, "docker.io/library/nginx:1.29"],
  ["nginx:5000", { registry: "docker.io", repository: "library/nginx", tag: "5000" }, "docker.io/library/nginx:5000"],
  ["docker.io/nginx", { registry: "docker.io", repository: "library/nginx" }, "docker.io/library/nginx"],
  ["grafana/loki", { registry: "docker.io", repository: "grafana/loki" }, "docker.io/grafana/loki"],
  [
    `nginx@${digest}`,
    { registry: "docker.io", repository: "library/nginx", digest },
    `docker.io/library/nginx@${digest}`,
  ],
  [
    "docker.io/otel/ebpf-instrument:v0.15.2",
    { registry: "docker.io", repository: "otel/ebpf-instrument", tag: "v0.15.2" },
  ],
  [`ghcr.io/a/b/c:1@${digest}`, { registry: "ghcr.io", repository: "a/b/c", tag: "1", digest }],
  ["localhost/web", { registry: "localhost", repository: "web" }],
  ["localhost:5000/web", { registry: "localhost:5000", repository: "web" }],
  ["mirror:5000/a/web:2.0_b", { registry: "mirror:5000", repository: "a/web", tag: "2.0_b" }],
  [`10.0.0.1:443/web@${digest}`, { registry: "10.0.0.1:443", repository: "web", digest }],
];

test.each(references)("%s", (text, parts, whole = text) => {
  expect(parsed(text)).toEqual(parts);
  expect(imageText(parts)).toBe(whole);
});

const nonsense = [
  ...["", " ", ":latest", "nginx:", "nginx@", "@sha256:0b", "nginx@latest", "nginx:a:b", "nginx:1 ", "a b", "-nginx"],
  ...["${IMAGE}", "https://ghcr.io/web", `nginx:${"a".repeat(129)}`, undefined, null, 7, ["nginx"], unknown],
];

test.each(nonsense)("no image: %p", (image) => {
  expect(parsed(image)).toBeUndefined();
});
