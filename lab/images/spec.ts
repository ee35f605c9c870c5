import { posix } from "node:path";
import { LabError } from "../lab-error";

/** What an image is made of. */
export interface ImageSpec {
  /** Every name that it is to be found under, each with its tag and maybe a digest: "docker.io/grafana/loki:3.7.8". */
  readonly references: readonly string[];
  /** Statically linked programs: path in the image, and the file on this machine. */
  readonly programs: Readonly<Record<string, string>>;
  /** Folders beside those that the programs are in, with their permission bits: { "/tmp": 0o1777 }. */
  readonly folders?: Readonly<Record<string, number>>;
  readonly entrypoint: readonly string[];
  /** Arguments where a pod gives none. */
  readonly command?: readonly string[];
  /** "user" or "user:group", by number, as an image of one program has no list of names. @default root */
  readonly user?: string;
  /** @default "/" */
  readonly workingDirectory?: string;
  /** Labels of the image: { "org.opencontainers.image.title": "Loki" }. */
  readonly labels: Readonly<Record<string, string>>;
}

/** host[:port]/path:tag[@digest]. A runtime takes a name without a host for one of its own, and then it is not found. */
const reference =
  /^[a-z0-9.-]+(:[0-9]+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}(@sha256:[0-9a-f]{64})?$/;

/** @throws LabError with everything in a spec that no runtime would take, or that would not do what it says */
export function checkSpec(spec: ImageSpec): void {
  const { references, programs, folders = {}, entrypoint, user = "0", workingDirectory = "/" } = spec;
  const paths = [...Object.keys(programs), ...Object.keys(folders), workingDirectory];
  const faults = [
    ...(references.length === 0 ? ["it has no reference"] : []),
    ...references
      .filter((name) => !reference.test(name))
      .map((name) => `${name} is not of the form host/path:tag, with or without @sha256:<64 hex digits>`),
    ...paths.filter((path) => !isPlain(path)).map((path) => `${path} is not a plain absolute path`),
    ...(programs[entrypoint[0]] === undefined ? [`its entrypoint ${entrypoint[0]} is none of its programs`] : []),
    ...(/^[0-9]+(:[0-9]+)?$/.test(user) ? [] : [`its user ${user} is no number`]),
  ];
  if (faults.length > 0) throw new LabError(`No image can be built of this: ${faults.join("; ")}.`);
}

const isPlain = (path: string): boolean => path.startsWith("/") && posix.normalize(path) === path;
