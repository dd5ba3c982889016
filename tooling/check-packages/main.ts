// `npx pnpm@12 check-packages`: checks the dependencies between packages, the house rules for files, and the vocabulary.
import { fileURLToPath } from "node:url";
import { checkTree } from "./check-tree.ts";
import { readTree } from "./workspace.ts";

const tree = await readTree(fileURLToPath(new URL("../../", import.meta.url)));
const problems = checkTree(tree);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`check-packages: no problems in ${tree.size} files.`);
