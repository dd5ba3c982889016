// `npx pnpm@12 check-packages`: the arrows between packages, and the house rules that a machine can check.
import { fileURLToPath } from "node:url";
import { checkTree } from "./check-tree.ts";
import { readTree } from "./workspace.ts";

const tree = await readTree(fileURLToPath(new URL("../../", import.meta.url)));
const problems = checkTree(tree);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`check-packages: ${tree.size} files are in order.`);
