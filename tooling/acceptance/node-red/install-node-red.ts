import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runToEnd } from "../harness/programs.ts";
import { AcceptanceSkipped } from "../harness/run-acceptance.ts";

/** Version 4 runs on Node 20; version 5 needs Node 22. It names the exact versions of what it needs itself. */
const nodeRed = "node-red@4.1.8";
const outOfReach = /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network|CERT/;
const options = ["--no-audit", "--no-fund", "--ignore-scripts", "--omit=optional", "--fetch-retries=1", "--fetch-timeout=60000"];

export const nodeRedProgram = (folder: string): string => join(folder, "node_modules/node-red/red.js");

/**
 * Node-RED in a folder of its own.
 * @throws Skip when there is no package registry in reach
 */
export async function installNodeRed(folder: string): Promise<void> {
  if (existsSync(nodeRedProgram(folder))) return;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true }));
  const { code, late, output } = await runToEnd("npm", ["install", ...options, nodeRed], { cwd: folder, seconds: 240 });
  if (code === 0) return;
  const line = output.split("\n").find((one) => /^npm error \S/.test(one)) ?? output.trim().split("\n").at(-1);
  const message = `npm cannot install ${nodeRed}: ${late ? "it took too long" : line}`;
  if (late || outOfReach.test(output)) throw new AcceptanceSkipped(message);
  throw new Error(`${message}\n${output}`);
}
