import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type AcceptanceRun, AcceptanceSkipped } from "../harness/run-acceptance.ts";
import { repositoryFolder } from "../harness/source-program.ts";
import { createBaseImage, type ImageBuilder } from "./image-builder.ts";

/** An image that a release publishes. */
export interface ReleasedImage {
  readonly name: string;
  /** Its description in the root of the repository. */
  readonly file: string;
  /** What it runs, after a build. */
  readonly program: string;
}

export const hubImage: ReleasedImage = { name: "localhost/casement", file: "Containerfile", program: "packages/all/dist/bin.js" };
export const relayImage: ReleasedImage = {
  name: "localhost/casement-relay",
  file: "Containerfile.relay",
  program: "packages/relay/dist/bin.js",
};
const baseName = "localhost/casement-base";

/** Builds an image, unless the folder has it. Returns the folders with the files of its base and of the image. @throws AcceptanceSkipped */
export async function buildImage(
  buildah: ImageBuilder,
  { name, file, program }: ReleasedImage,
  phase: AcceptanceRun["phase"],
): Promise<{ base: string; root: string }> {
  await stat(join(repositoryFolder, program)).catch(() => {
    throw new AcceptanceSkipped("the packages are not built");
  });
  if (!(await buildah.has(name))) {
    if (!(await buildah.has(baseName))) await phase("Making a base", 180, () => createBaseImage(buildah, baseName));
    const path = join(repositoryFolder, file);
    await phase(`Building ${file}`, 240, () => buildah.build(name, repositoryFolder, path, "--build-arg", `BASE=${baseName}`));
  }
  return { base: join(buildah.folder, "base"), root: await buildah.mount(name) };
}
