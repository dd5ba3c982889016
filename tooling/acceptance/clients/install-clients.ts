import { join } from "node:path";
import { installNpmPackages, installPythonPackages } from "../harness/install-packages.ts";
import type { AcceptanceRun } from "../harness/run-acceptance.ts";

/** Exact versions. */
const npmPackages = [
  "@microsoft/microsoft-graph-client@3.0.7",
  "@azure/msal-node@7.2.1",
  "@softeria/ms-365-mcp-server@0.155.0",
  "@pnp/cli-microsoft365@11.11.0",
];
const requirements = join(import.meta.dirname, "requirements.txt");

export interface InstalledClients {
  /** Folder with node_modules. */
  readonly npm: string;
  /** Python with the packages of requirements.txt. */
  readonly python: string;
}

/**
 * Installs all clients in exact versions into a folder, unless they are there.
 * @throws AcceptanceSkipped when there is no suitable Python, or no package registry can be reached
 */
export async function installClients(folder: string, phase: AcceptanceRun["phase"]): Promise<InstalledClients> {
  const npm = join(folder, "npm");
  const venv = join(folder, "venv");
  await phase(`Installing ${npmPackages.length} clients from npm`, 310, () => installNpmPackages(npm, npmPackages));
  await phase("Installing the Python clients", 400, () => installPythonPackages(venv, { requirements }));
  return { npm, python: join(venv, "bin/python") };
}
