import { type Image, referenceOf } from "../../settings";
import { exitCode, Failure } from "../failure";
import { askAll, block } from "./ask";
import { type Images, readImages, shownFile } from "./file";
import { checkNode, versionsFile } from "./node";
import { isRelease, type Newer, newerReleases } from "./releases";
import { type Patches, patchesOf } from "./support";

/** An image of the file, and what its registry and its vendor say about it. */
interface Finding {
  readonly name: string;
  readonly image: Image;
  readonly newer: Newer;
  readonly patches: Patches;
  /** The digest behind the version's tag now. */
  readonly digest: string;
}

/**
 * `--check`: says of every image what is newer, whether its vendor still patches it, and whether its tag was moved; of
 * Node whether it is patched.
 *
 * @throws Failure when a version gets no patches, a tag was moved, or an image cannot be asked about
 */
export async function check(file: string, now: Date): Promise<void> {
  const images = readImages(file);
  refuseOtherTags(images);
  const today = now.toISOString().slice(0, 10);
  const { answers, refusals } = await askAll(images, async (repository, image) => {
    const digest = await repository.digest(image.version);
    const newer = newerReleases(image.version, await repository.tags());
    return { newer, digest, patches: patchesOf(image, newer, today) };
  });
  const findings = [...answers].map(([name, answer]): Finding => ({ name, image: images[name], ...answer }));
  const node = checkNode(today);
  console.log([`${shownFile} and ${versionsFile} on ${today}`, ...findings.map(report), ...node.reports].join("\n\n"));
  const faults = [...findings.flatMap(faultsOf), ...node.faults, ...refusals];
  if (faults.length > 0) {
    throw new Failure([`Found ${faults.length} fault${faults.length === 1 ? "" : "s"}.`, ...faults].join("\n\n"));
  }
}

/** @throws Failure where a version is no release, so that nothing can be newer or older */
function refuseOtherTags(images: Images): void {
  const others = Object.entries(images).filter(([, { version }]) => !isRelease(version));
  if (others.length === 0) return;
  const found = others.map(([name, { version }]) => `${name} "${version}"`).join(", ");
  throw new Failure(
    `Only releases such as 3.7.8 or v3.7.8 can be compared; ${shownFile} has for ${found}.`,
    exitCode.badInput,
  );
}

const report = ({ name, image, newer, patches, digest }: Finding): string =>
  block(`${name} ${image.version}`, {
    newer:
      Object.entries(newer)
        .map(([kind, version]) => `${kind} ${version}`)
        .join(", ") || "nothing",
    patches: patches.text,
    digest: digestText(image.digest, digest),
  });

function digestText(known: string | null, now: string): string {
  if (known === null) return `${now}, and none in the file`;
  return known === now ? `${now}, as in the file` : `${now}, and in the file ${known}`;
}

const moved = ({ image, digest }: Finding): boolean => image.digest !== null && image.digest !== digest;

function faultsOf(finding: Finding): string[] {
  const title = `  ${finding.name} (${referenceOf({ ...finding.image, digest: null })})`;
  const unsupported = block(title, {
    found: "its vendor does not patch it any more",
    mend: `give it a newer version in ${shownFile}, then npm run images -- --resolve`,
  });
  const otherImage = block(title, {
    found: "the tag stands for another image than the digest in the file",
    mend: "npm run images -- --resolve where you changed the version; else find out first why it was pushed again",
  });
  return [...(finding.patches.supported ? [] : [unsupported]), ...(moved(finding) ? [otherImage] : [])];
}
