import { dedent } from "./broken";

/** A stack file of production to which nothing is lacking, and further settings below its own. */
export const inProduction = (settings: string): string =>
  [
    "config:",
    "  mop:cluster: { name: eu }",
    "  mop:objectStorage: { endpoint: s3.example.com, region: eu }",
    "  mop:tempo: { bucket: eu-traces }",
    "  mop:mimir: { bucket: eu-metrics }",
    "  mop:loki: { bucket: eu-logs }",
    "  mop:network: { apiServer: [{ cidr: 10.0.0.1/32 }], objectStorage: [{ cidr: 203.0.113.0/24 }] }",
    ...dedent(settings)
      .split("\n")
      .map((line) => `  ${line}`),
  ].join("\n");
