/** Every image the stack runs: where it is pulled from and the version that a stack gets unless it says otherwise. */
export const images = {
  /** The newest release whose configuration format v1 has been read in code; tags carry a "v". */
  obi: { repository: "docker.io/otel/ebpf-instrument", version: "v0.15.2" },
  /** Tags carry a "v". */
  alloy: { repository: "docker.io/grafana/alloy", version: "v1.19.2" },
  tempo: { repository: "docker.io/grafana/tempo", version: "3.0.3" },
  mimir: { repository: "docker.io/grafana/mimir", version: "3.2.0" },
  loki: { repository: "docker.io/grafana/loki", version: "3.7.8" },
} as const;

export type ImageName = keyof typeof images;

/** The full reference of an image, "docker.io/grafana/loki:3.7.8". */
export const imageReference = (name: ImageName, version: string): string => `${images[name].repository}:${version}`;
