import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FileGenerator } from "../file-generator.ts";
import { withAddedPermissions } from "./added-permissions.ts";
import { completePermissionsText } from "./complete-permissions-text.ts";

/** Generates Microsoft's whole map of delegated permissions, in the format of `@casement/graph-permissions`. */
export const completePermissionsGenerator: FileGenerator = {
  name: "complete permissions",
  async make(root) {
    const folder = join(root, "..", "shared", "graph");
    if (!existsSync(folder)) {
      return "Microsoft's permission data was not found (../shared/graph beside the repository). The committed file is unchanged.";
    }
    const facts = withAddedPermissions(JSON.parse(await readFile(join(folder, "permissions-complete.json"), "utf8")));
    const notice = await readFile(join(folder, "NOTICE"), "utf8");
    return [{ path: "packages/graph-permissions/src/complete-map.generated.ts", text: completePermissionsText(facts, notice) }];
  },
};
