import type { ThrowAwayCertificates } from "./certificates.ts";
import type { InstalledClients } from "./install-clients.ts";
import { runCliMicrosoft365 } from "./run-cli-microsoft365.ts";
import { runGraphClient } from "./run-graph-client.ts";
import { runMcpServer } from "./run-mcp-server.ts";
import { runPython } from "./run-python.ts";
import { type ServedHousehold, serveHousehold } from "./serve-household.ts";

// Runs in the private network: see main.ts.

export interface ClientContext extends ServedHousehold {
  readonly installed: InstalledClients;
  /** For the client's own files. */
  readonly folder: string;
}

const { folder, installed, certificates, only } = JSON.parse(process.argv[2]!) as {
  folder: string;
  installed: InstalledClients;
  certificates: ThrowAwayCertificates;
  only: string[];
};

/** Names of clients, and functions that run their operations and return the number of failures. */
const clients: Record<string, (context: ClientContext) => Promise<number>> = {
  "microsoft-graph-client": runGraphClient,
  "msal-python": (context) => runPython("msal-python", "msal_sign_in.py", context),
  "azure-identity": (context) => runPython("azure-identity", "azure_identity_sign_in.py", context),
  "msgraph-sdk": (context) => runPython("msgraph-sdk", "kiota.py", context),
  "python-o365": (context) => runPython("python-o365", "python_o365.py", context),
  "ms-365-mcp-server": runMcpServer,
  "cli-microsoft365": runCliMicrosoft365,
};

let failures = 0;
for (const [name, run] of Object.entries(clients)) {
  if (only.length > 0 && !only.includes(name)) continue;
  const startedAt = Date.now();
  await using household = await serveHousehold(certificates);
  try {
    failures += await run({ ...household, installed, folder });
  } catch (error) {
    failures++;
    console.log(`failed ${name}: does not run: ${String((error as Error).stack).replaceAll("\n", " ")}`);
  }
  console.log(`${name} took ${Math.round((Date.now() - startedAt) / 1_000)} s`);
}
process.exit(failures === 0 ? 0 : 1);
