// `npx pnpm@12 release:app`: gives the Home Assistant app the version of the packages. Its image must exist first: Home Assistant offers this version.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);
const { version } = JSON.parse(await readFile(new URL("packages/all/package.json", root), "utf8"));
const file = fileURLToPath(new URL("apps/home-assistant-app/config.yaml", root));
const text = await readFile(file, "utf8");
await writeFile(file, text.replace(/^version: .*$/m, `version: "${version}"`));
