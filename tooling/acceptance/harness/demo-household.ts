import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { addHousehold, type Emulator, householdTenant, householdUsers, serveEmulator } from "@casement/graph-emulator";
import { findFreePort } from "./find-free-port.ts";
import type { MosquittoBroker } from "./mosquitto-broker.ts";
import { type RunningProgram, startProgram } from "./programs.ts";
import { waitFor } from "./wait-for.ts";

export const clientId = "11111111-1111-4111-8111-111111111111";
/** Permissions that only an administrator can approve. In the demo household they are approved. */
const approvedScopes = ["Group.Read.All", "Group.ReadWrite.All"];

export interface HouseholdAccount {
  readonly name: string;
  readonly type: "work" | "personal";
  readonly user: string;
  /** Lines of YAML, one for each plugin. */
  readonly plugins: readonly string[];
}

export interface HubSensor {
  readonly id: string;
  readonly title: string;
  readonly state: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly stale: boolean;
  readonly present: { readonly kind: string } | null;
}

/** The emulated household, and a hub that runs on it as a process with a config file. */
export interface DemoHousehold extends AsyncDisposable {
  readonly emulator: Emulator;
  /** Address of the hub's dashboard. */
  readonly address: string;
  api(method: string, path: string, body?: object): Promise<any>;
  sensors(): Promise<readonly HubSensor[]>;
  signIn(account: string): Promise<void>;
  /** Kills the hub, as a power failure would. */
  crash(): Promise<void>;
  /** Starts the hub again in the same folder. */
  restart(): Promise<void>;
}

const root = resolve(import.meta.dirname, "../../..");
/** Runs TypeScript without a wrapper process, which a kill would leave behind. */
const nodeArgs = ["--import", fileURLToPath(import.meta.resolve("tsx")), "--conditions=casement-source"];

export async function startDemoHousehold(
  folder: string,
  broker: MosquittoBroker,
  accounts: readonly HouseholdAccount[],
  extraMqtt = "",
): Promise<DemoHousehold> {
  const server = await serveEmulator({ populate: addHousehold });
  const port = await findFreePort();
  const address = `http://127.0.0.1:${port}`;
  const { directory, control } = server.emulator;
  await mkdir(folder, { recursive: true });
  const timeZone = directory.user(householdUsers.main)?.timeZone ?? "UTC";
  await writeFile(
    join(folder, "casement.yaml"),
    `emulator: ${server.url}
http: { port: ${port} }
mqtt: { url: "mqtt://127.0.0.1:${broker.port}"${extraMqtt} }
accounts:
${accounts
  .map(
    ({ name, type, plugins }) => `  - name: ${name}
    clientId: ${clientId}
    accountType: ${type}
    enableUpdate: true
    timeZone: ${timeZone}
    plugins:
${plugins.map((line) => `      ${line}`).join("\n")}`,
  )
  .join("\n")}
`,
  );
  control.entra.grant(householdTenant.domain, clientId, approvedScopes);

  let hub: RunningProgram;
  const start = async (): Promise<void> => {
    hub = startProgram(process.execPath, [...nodeArgs, join(root, "apps/hub/src/bin.ts"), "start", "--json"], { cwd: folder });
    await hub.firstLine;
  };
  const api = async (method: string, path: string, body?: object): Promise<any> => {
    const { token } = JSON.parse(await readFile(join(folder, ".casement/run.json"), "utf8"));
    const response = await fetch(`${address}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const json = await response.json();
    if (!response.ok) throw new Error(`The hub responded to ${path} with ${response.status}: ${JSON.stringify(json)}`);
    return json;
  };
  const sensors = async (): Promise<readonly HubSensor[]> => (await api("GET", "sensors")).sensors;
  const signIn = async (account: string): Promise<void> => {
    const user = accounts.find(({ name }) => name === account)?.user ?? "";
    const { url } = await api("POST", `accounts/${account}/sign-in`, { method: "paste" });
    const browser = control.entra.signIn(url, { user });
    if (!("redirect" in browser)) throw new Error(`The sign-in stopped at the emulator's page "${browser.page}". ${browser.message ?? ""}`);
    await api("POST", `accounts/${account}/sign-in/complete`, { url: browser.redirect });
  };
  const waitForSensors = async (): Promise<void> => {
    let missing: readonly string[] = [];
    try {
      await waitFor("all sensors of the household", 60, async () => {
        const current = await sensors();
        const addressPrefixes = accounts.flatMap(({ name, plugins }) => plugins.map((line) => `${name}/${line.split(":")[0]}/`));
        missing = [
          ...addressPrefixes.filter((prefix) => !current.some(({ id }) => id.startsWith(prefix))),
          ...current.filter(({ state, stale }) => state === undefined || stale).map(({ id }) => id),
        ];
        return missing.length === 0;
      });
    } catch (error) {
      throw new Error(`${(error as Error).message} Missing: ${missing.join(", ")}\n${hub.output()}`, { cause: error });
    }
  };
  const close = async (): Promise<void> => {
    await hub?.stop();
    await server.close();
  };
  try {
    await start();
    for (const { name } of accounts) await signIn(name);
    await waitForSensors();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    emulator: server.emulator,
    address,
    api,
    sensors,
    signIn,
    crash: () => hub.kill(),
    async restart() {
      await hub.stop();
      await start();
      await waitForSensors();
    },
    [Symbol.asyncDispose]: close,
  };
}
