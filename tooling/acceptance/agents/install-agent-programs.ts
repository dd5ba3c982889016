import { join } from "node:path";
import { installNpmPackages, installPythonPackages } from "../harness/install-packages.ts";
import type { AcceptanceRun } from "../harness/run-acceptance.ts";

const npmPackages = ["@modelcontextprotocol/conformance@0.2.0-alpha.12", "@modelcontextprotocol/inspector@2.12.0"];
const hasNode = Number(process.versions.node.split(".")[0]) >= 24;
/** A Node.js from npm, where this one is too old for both. */
const nodePackage = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;

export const nodeProgramOf = (installed: string): string =>
  hasNode ? process.execPath : join(installed, "npm/node_modules", nodePackage, "bin/node");
export const conformanceProgramOf = (installed: string): string =>
  join(installed, "npm/node_modules/@modelcontextprotocol/conformance/dist/index.js");
export const inspectorProgramOf = (installed: string): string =>
  join(installed, "npm/node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js");
/** `modern`: libraries that speak 2026-07-28. `legacy`: those whose SDK does not. They cannot be installed together. */
export const pythonOf = (installed: string, era: "modern" | "legacy"): string => join(installed, era, "bin/python");

/**
 * Installs all programs in exact versions into a folder, unless they are there.
 * @throws AcceptanceSkipped when there is no suitable Python, or no package registry can be reached
 */
export async function installAgentPrograms(installed: string, { phase }: AcceptanceRun): Promise<void> {
  const packages = [...npmPackages, ...(hasNode ? [] : [`${nodePackage}@24.21.0`])];
  await phase("Installing the conformance suite, the inspector and Python's adapters", 300, async () => {
    await Promise.all([
      installNpmPackages(join(installed, "npm"), packages),
      ...(["modern", "legacy"] as const).map((era) =>
        installPythonPackages(join(installed, era), { requirements: join(import.meta.dirname, `python/requirements-${era}.txt`) }),
      ),
    ]);
  });
}
