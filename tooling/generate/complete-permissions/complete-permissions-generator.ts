import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Generator } from "../generator.ts";
import type { CompleteFacts } from "./complete-facts.ts";
import { completePermissionsText } from "./complete-permissions-text.ts";

/** Microsoft's whole map of delegated permissions, in the form that `@casement/graph-permissions` reads. */
export const completePermissionsGenerator: Generator = {
  name: "complete permissions",
  async make(root) {
    const folder = join(root, "..", "shared", "graph");
    if (!existsSync(folder)) {
      return "Microsoft's permission data is not here (../shared/graph beside the repository); the committed file stays as it is.";
    }
    const facts: CompleteFacts = JSON.parse(await readFile(join(folder, "permissions-complete.json"), "utf8"));
    const notice = await readFile(join(folder, "NOTICE"), "utf8");
    return [{ path: "packages/graph-permissions/src/complete-map.generated.ts", text: completePermissionsText(facts, notice) }];
  },
};
