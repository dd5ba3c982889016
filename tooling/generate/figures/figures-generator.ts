import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { replaceSection } from "../../../packages/testing/src/readme/marked-section.ts";
import type { FileGenerator } from "../file-generator.ts";
import { figuresSection } from "./figures-section.ts";
import { readMeasuredFigures } from "./measured-figures.ts";

/** Generates the figures in the README of the repository from what the last runs have written. */
export const figuresGenerator: FileGenerator = {
  name: "figures",
  async make(root) {
    const path = "README.md";
    const text = await readFile(join(root, path), "utf8");
    return [{ path, text: replaceSection(text, "figures", figuresSection(await readMeasuredFigures(root)), path) }];
  },
};
