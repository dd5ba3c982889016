import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type AcceptanceRun, AcceptanceSkipped } from "../harness/run-acceptance.ts";
import { repositoryFolder } from "../harness/source-program.ts";
import { createBaseImage, type ImageBuilder } from "./image-builder.ts";

const baseName = "localhost/casement-base";
export const hubImage = "localhost/casement";

/** Builds the image of the hub, unless the folder has it. Returns the folders with the files of its base and of the image. @throws AcceptanceSkipped */
export async function buildHubImage(buildah: ImageBuilder, phase: AcceptanceRun["phase"]): Promise<{ base: string; root: string }> {
  await stat(join(repositoryFolder, "packages/all/dist/bin.js")).catch(() => {
    throw new AcceptanceSkipped("the packages are not built");
  });
  if (!(await buildah.has(hubImage))) {
    if (!(await buildah.has(baseName))) await phase("Making a base", 180, () => createBaseImage(buildah, baseName));
    const file = join(repositoryFolder, "Containerfile");
    await phase("Building the image", 240, () => buildah.build(hubImage, repositoryFolder, file, "--build-arg", `BASE=${baseName}`));
  }
  return { base: join(buildah.folder, "base"), root: await buildah.mount(hubImage) };
}
