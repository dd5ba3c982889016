import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runToEnd } from "../harness/programs.ts";
import { AcceptanceSkipped } from "../harness/run-acceptance.ts";

/** Version 4 runs on Node.js 20, version 5 needs Node.js 22. Its dependencies have exact versions. */
const nodeRedPackage = "node-red@4.1.8";
const networkErrors = /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network|CERT/;
const npmOptions = ["--no-audit", "--no-fund", "--ignore-scripts", "--omit=optional", "--fetch-retries=1", "--fetch-timeout=60000"];

export const nodeRedProgramOf = (folder: string): string => join(folder, "node_modules/node-red/red.js");

/**
 * Installs Node-RED into a folder.
 * @throws AcceptanceSkipped when no package registry can be reached
 */
export async function installNodeRed(folder: string): Promise<void> {
  if (existsSync(nodeRedProgramOf(folder))) return;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true }));
  const { code, timedOut, output } = await runToEnd("npm", ["install", ...npmOptions, nodeRedPackage], { cwd: folder, seconds: 240 });
  if (code === 0) return;
  const line = output.split("\n").find((text) => /^npm error \S/.test(text)) ?? output.trim().split("\n").at(-1);
  const message = `npm could not install ${nodeRedPackage}: ${timedOut ? "it took too long" : line}`;
  if (timedOut || networkErrors.test(output)) throw new AcceptanceSkipped(message);
  throw new Error(`${message}\n${output}`);
}
