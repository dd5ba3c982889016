import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FileGenerator } from "../file-generator.ts";
import { graphTypesText } from "./graph-types-text.ts";

/** Generates the types of Microsoft's metadata, by which the emulator checks the properties in a query. */
export const graphTypesGenerator: FileGenerator = {
  name: "graph types",
  async make(root) {
    const folder = join(root, "..", "shared", "graph");
    if (!existsSync(folder)) {
      return "Microsoft's metadata was not found (../shared/graph beside the repository). The committed file is unchanged.";
    }
    const csdl = await readFile(join(folder, "csdl-subset.xml"), "utf8");
    const notice = await readFile(join(folder, "NOTICE"), "utf8");
    return [{ path: "packages/graph-emulator/src/protocol/types/graph-types.generated.ts", text: graphTypesText(csdl, notice) }];
  },
};
