import file from "./images.json";

/** For how long a vendor patches what it released, where it says so: by dates, or by what is newest. */
export interface Support {
  /** The page that says so. */
  readonly source: string;
  /** The last day of a line's patches: { "3.0": "2027-02-28" }. */
  readonly patchedUntil?: Readonly<Record<string, string>>;
  /** True where nothing but the newest minor release gets patches. */
  readonly newestMinorOnly?: boolean;
}

export interface Image {
  /** Registry host and name, "docker.io/grafana/loki". */
  readonly repository: string;
  /** The tag that a stack gets unless it says otherwise; OBI's and Alloy's carry a "v". */
  readonly version: string;
  /**
   * What `npm run images -- --resolve` found behind that tag, "sha256:<64 hex digits>"; null before. Where it is
   * known it wins over the tag, so another version needs another digest, or null.
   */
  readonly digest: string | null;
  /** Absent where the vendor publishes nothing. */
  readonly support?: Support;
}

export type ImageName = keyof typeof file;

/**
 * Every image the stack runs, as images.json has them. OBI is the newest release whose configuration format v1 has been
 * read in code.
 */
export const images: Readonly<Record<ImageName, Image>> = file;

/**
 * The full reference of an image, "docker.io/grafana/loki:3.7.8", with "@sha256:..." behind it where the version is the
 * one whose digest is known.
 *
 * @param registry takes the place of the registry's host: "registry.example.com/mirror" makes it
 *   "registry.example.com/mirror/grafana/loki:3.7.8"
 */
export function referenceOf(image: Image, version = image.version, registry?: string): string {
  const [host, ...name] = image.repository.split("/");
  const digest = version === image.version && image.digest !== null ? `@${image.digest}` : "";
  return `${[registry ?? host, ...name].join("/")}:${version}${digest}`;
}

/** {@link referenceOf} one of this stack's images. */
export const imageReference = (name: ImageName, version: string, registry?: string): string =>
  referenceOf(images[name], version, registry);
