import { type ToolName, tools } from "../tools";
import type { ImageSpec } from "./spec";

/** What the lab puts under the name of an image, as nothing can be pulled where it runs. */
export interface LabImage extends Pick<ImageSpec, "entrypoint" | "command" | "user" | "folders" | "workingDirectory"> {
  /** The tool whose one program it is. */
  readonly tool: ToolName;
  readonly title: string;
  /** Of what is really in it. */
  readonly version: string;
  /** Where the sources of what is in it are kept. */
  readonly source: string;
  /** Commit of the sources, where no version tells it. */
  readonly revision?: string;
  /** One sentence where it is not what its name says. */
  readonly standIn?: string;
}

/** Programs write there whatever the manifests mount. */
const tmp = { "/tmp": 0o1777 };

/**
 * By the part of its name that a mirror keeps. Programs are where the real images have them and start as they do: from
 * the Dockerfile of each project at the version that is pinned. Two things are left out of all: names of users, as pods
 * have numbers, and authorities, as nothing outside is called.
 */
export const labImages = {
  "grafana/alloy": {
    tool: "alloy",
    title: "Alloy",
    version: tools.alloy.version,
    source: "https://github.com/grafana/alloy",
    entrypoint: ["/bin/alloy"],
    command: ["run", "/etc/alloy/config.alloy", "--storage.path=/var/lib/alloy/data"],
    folders: tmp,
  },
  "grafana/loki": {
    tool: "loki",
    title: "Loki",
    version: tools.loki.version,
    source: "https://github.com/grafana/loki",
    entrypoint: ["/usr/bin/loki"],
    command: ["-config.file=/etc/loki/local-config.yaml"],
    user: "10001",
    folders: tmp,
  },
  "grafana/mimir": {
    tool: "mimir",
    title: "Mimir",
    version: tools.mimir.version,
    source: "https://github.com/grafana/mimir",
    revision: "aced80d74930",
    standIn: "Mimir of a commit of about 3.1 in place of the release, which no Go module has.",
    entrypoint: ["/bin/mimir"],
    folders: tmp,
  },
  "grafana/tempo": {
    tool: "trace-sink",
    title: "trace-sink",
    version: tools["trace-sink"].version,
    source: "lab/builds/trace-sink",
    standIn:
      "The lab's own trace-sink, which keeps traces in memory and a journal, in place of Tempo, which no Go module has.",
    entrypoint: ["/tempo"],
    user: "10001:10001",
    folders: tmp,
  },
  "otel/ebpf-instrument": {
    tool: "beyla",
    title: "Beyla",
    version: tools.beyla.version,
    source: "https://github.com/grafana/beyla",
    standIn: `Beyla ${tools.beyla.version} in place of OBI, which no Go module has: it starts with OBI's configuration, leaves out what it does not know, and names its metrics its own way.`,
    entrypoint: ["/obi"],
  },
  "coredns/coredns": {
    tool: "coredns",
    title: "CoreDNS",
    version: tools.coredns.version,
    source: "https://github.com/coredns/coredns",
    standIn:
      "CoreDNS without the file capability of its image: containerd lets every pod listen at ports below 1024 here.",
    entrypoint: ["/coredns"],
    user: "65532:65532",
  },
  pause: {
    tool: "pause",
    title: "pause",
    version: tools.pause.version,
    source: "lab/builds/pause",
    standIn: "The lab's own pause program in place of Kubernetes'.",
    entrypoint: ["/pause"],
    user: "65535:65535",
  },
} as const satisfies Record<string, LabImage>;

export type LabImageName = keyof typeof labImages;
