// `npx pnpm@12 docs:dev` serves the site during editing, `docs:build` builds and checks it, `docs:preview` serves the built site.
import { spawn } from "node:child_process";
import { watch } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { assembleSite } from "./assemble-site.ts";
import { checkSite } from "./check-site.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const docs = join(root, "docs");
const [task = "dev", ...rest] = process.argv.slice(2);

function vitepress(): Promise<number> {
  const child = spawn(process.execPath, [join(docs, "node_modules/vitepress/bin/vitepress.js"), task, ...rest], {
    cwd: docs,
    stdio: "inherit",
  });
  return new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
}

if (task !== "preview") {
  await rm(join(docs, "dist/pages"), { recursive: true, force: true });
  const { pages, references } = await assembleSite(root);
  console.log(`docs: ${pages.length + references.length} pages assembled`);
}
if (task === "dev") {
  let waiting: NodeJS.Timeout | undefined;
  for (const folder of ["docs", "packages"])
    watch(join(root, folder), { recursive: true }, (_, file) => {
      if (!file || /(^|\/)(dist|node_modules)\//.test(file) || !/\.(md|ts)$/.test(file)) return;
      clearTimeout(waiting);
      waiting = setTimeout(() => void assembleSite(root).catch(console.error), 200);
    });
}
const status = await vitepress();
if (status === 0 && task === "build") {
  const problems = await checkSite(join(docs, "dist/site"), process.env.DOCS_BASE);
  for (const problem of problems) console.error(problem);
  console.log(problems.length === 0 ? "docs: no broken links" : `docs: ${problems.length} problems`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} else process.exit(status);
