import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../../lab/folders";
import type { Image } from "../../settings";

/** The images by name, as images.json holds them. */
export type Images = Readonly<Record<string, Image>>;

/** The one file that holds every image, and what the output calls it. */
export const imagesFile = join(checkout, "settings", "images.json");
export const shownFile = "settings/images.json";

export const readImages = (file: string): Images => JSON.parse(readFileSync(file, "utf8")) as Images;

/** Puts the images in the file, in the form that prettier gives it: all, or on any failure none. */
export function writeImages(file: string, images: Images): void {
  const unfinished = `${file}.${process.pid}`;
  try {
    writeFileSync(unfinished, `${JSON.stringify(images, null, 2)}\n`);
    renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
}
