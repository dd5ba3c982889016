import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Generator } from "../generator.ts";
import type { CompleteFacts, PermissionFacts } from "./permission-facts.ts";
import { permissionsText } from "./permissions-text.ts";

/** Microsoft's permissions, and the calls they allow, in the form that `@casement/core` reads. */
export const permissionsGenerator: Generator = {
  name: "permissions",
  async make(root) {
    const folder = join(root, "..", "shared", "graph");
    if (!existsSync(folder)) {
      return "Microsoft's permission data is not here (../shared/graph beside the repository); the committed file stays as it is.";
    }
    const read = (name: string) => readFile(join(folder, name), "utf8");
    const facts: PermissionFacts = JSON.parse(await read("permissions.json"));
    const complete: CompleteFacts = JSON.parse(await read("permissions-complete.json"));
    return [{ path: "packages/core/src/scopes/permissions.generated.ts", text: permissionsText(facts, complete, await read("NOTICE")) }];
  },
};
