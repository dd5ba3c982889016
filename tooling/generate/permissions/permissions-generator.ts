import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { withAddedPermissions } from "../complete-permissions/added-permissions.ts";
import type { FileGenerator } from "../file-generator.ts";
import type { PermissionFacts } from "./permission-facts.ts";
import { permissionsText } from "./permissions-text.ts";

/** Generates Microsoft's permissions and the requests that they allow, in the format of `@casement/core`. */
export const permissionsGenerator: FileGenerator = {
  name: "permissions",
  async make(root) {
    const folder = join(root, "..", "shared", "graph");
    if (!existsSync(folder)) {
      return "Microsoft's permission data was not found (../shared/graph beside the repository). The committed file is unchanged.";
    }
    const read = (name: string) => readFile(join(folder, name), "utf8");
    const facts: PermissionFacts = JSON.parse(await read("permissions.json"));
    const complete = withAddedPermissions(JSON.parse(await read("permissions-complete.json")));
    return [{ path: "packages/core/src/scopes/permissions.generated.ts", text: permissionsText(facts, complete, await read("NOTICE")) }];
  },
};
