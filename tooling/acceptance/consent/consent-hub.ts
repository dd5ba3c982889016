import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Emulator, serveEmulator } from "@casement/graph-emulator";
import { addHousehold, householdTenant, householdUsers } from "@casement/graph-emulator/household";
import type { ConsentPath } from "./consent-paths.ts";

export const clientId = "11111111-1111-4111-8111-111111111111";
const token = "the-token-of-this-acceptance-run";
const guest = "fay@fabrikam.example";

/** An organization with a consent policy, and a hub in this process whose configuration has no account. */
export interface ConsentHub extends AsyncDisposable {
  readonly emulator: Emulator;
  /** What the person of the path types on Microsoft's page, or clicks there. */
  readonly userName: string;
  /** The ID of the organization, for the registration. */
  readonly tenant: string;
  api(method: string, path: string, body?: object): Promise<any>;
}

interface CommandLine {
  runCasement(
    args: readonly string[],
    options: { cwd: string; signal: AbortSignal; onLine(line: string): void },
  ): Promise<{ readonly code: number; readonly err: string }>;
}
/** The command line as its tests run it. */
const commandLine: Promise<CommandLine> = import(new URL("../../../apps/hub/test/command-line.fixture.ts", import.meta.url).href);

export async function startConsentHub(folder: string, { regime, role }: ConsentPath): Promise<ConsentHub> {
  await mkdir(folder, { recursive: true });
  const server = await serveEmulator({ populate: addHousehold, strict: true, entra: { deviceCodeInterval: 1 } });
  const { emulator } = server;
  const { directory, control } = emulator;
  const tenant = directory.tenant(householdTenant.domain)!;
  control.entra.consentPolicy(tenant.domain, regime);
  directory.addTenant({ domain: "fabrikam.example" });
  directory.addUser({ userPrincipalName: guest, displayName: "Fay Moss" });
  if (role === "guest") control.entra.inviteGuest(tenant.domain, guest);
  // As one paste into Azure Cloud Shell registers it.
  const audience = role === "personal" ? { audience: "personal" as const } : { audience: "single-tenant" as const, tenantId: tenant.id };
  directory.registerApp({
    clientId,
    ...audience,
    redirectUris: { publicClient: ["http://localhost/auth/callback"] },
    allowPublicClient: true,
  });

  await writeFile(join(folder, "casement.yaml"), `emulator: ${server.url}\nhttp: { port: 0, token: ${token} }\n`);
  const stop = new AbortController();
  let address = "";
  const { runCasement } = await commandLine;
  let running: Promise<unknown> | undefined;
  await new Promise<void>((resolve, reject) => {
    const onLine = (line: string): void => {
      ({ address } = JSON.parse(line));
      resolve();
    };
    running = runCasement(["start", "--json"], { cwd: folder, signal: stop.signal, onLine }).then(({ err }) => reject(new Error(err)));
  });
  const userNames = { administrator: householdUsers.admin, user: householdUsers.main, guest, personal: householdUsers.personal };
  return {
    emulator,
    userName: userNames[role],
    tenant: tenant.id,
    async api(method, path, body) {
      const response = await fetch(`${address}/api/v1/${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        ...(body && { body: JSON.stringify(body) }),
      });
      const json = await response.json();
      if (!response.ok) throw new Error(`The hub responded to ${path} with ${response.status}: ${JSON.stringify(json)}`);
      return json;
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await running?.catch(() => {});
      await server.close();
    },
  };
}
