import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Emulator, household, householdTenant, householdUsers, serveEmulator } from "@casement/graph-emulator";
import { freePort } from "./free-port.ts";
import type { MosquittoBroker } from "./mosquitto-broker.ts";
import { type RunningProgram, startProgram } from "./programs.ts";
import { waitFor } from "./wait-for.ts";

export const clientId = "11111111-1111-4111-8111-111111111111";
/** Only an administrator may approve these; the household's has. */
const approved = ["Group.Read.All", "Group.ReadWrite.All"];

export interface HouseholdAccount {
  readonly name: string;
  readonly type: "work" | "personal";
  readonly user: string;
  /** Lines of YAML. */
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

/** The emulated household, and the hub as people start it: a process with a config file. */
export interface DemoHousehold extends AsyncDisposable {
  readonly emulator: Emulator;
  /** Of the hub's dashboard. */
  readonly address: string;
  api(method: string, path: string, body?: object): Promise<any>;
  sensors(): Promise<readonly HubSensor[]>;
  signIn(account: string): Promise<void>;
  /** Kills the hub as a power cut does. */
  crash(): Promise<void>;
  /** Starts it again, in the same folder. */
  restart(): Promise<void>;
}

const root = resolve(import.meta.dirname, "../../..");
/** Without a wrapping process, so that it can be killed. */
const node = ["--import", fileURLToPath(import.meta.resolve("tsx")), "--conditions=casement-source"];

export async function startDemoHousehold(
  folder: string,
  broker: MosquittoBroker,
  accounts: readonly HouseholdAccount[],
  mqtt = "",
): Promise<DemoHousehold> {
  const server = await serveEmulator({ household });
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const { directory, control } = server.emulator;
  await mkdir(folder, { recursive: true });
  const timeZone = directory.user(householdUsers.main)?.timeZone ?? "UTC";
  await writeFile(
    join(folder, "casement.yaml"),
    `emulator: ${server.url}
http: { port: ${port} }
mqtt: { url: "mqtt://127.0.0.1:${broker.port}"${mqtt} }
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
  control.entra.grant(householdTenant.domain, clientId, approved);

  let hub: RunningProgram;
  const start = async (): Promise<void> => {
    hub = startProgram(process.execPath, [...node, join(root, "apps/hub/src/bin.ts"), "start", "--json"], { cwd: folder });
    await hub.firstLine;
  };
  const api = async (method: string, path: string, body?: object): Promise<any> => {
    const { token } = JSON.parse(await readFile(join(folder, ".casement/run.json"), "utf8"));
    const response = await fetch(`${address}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`The hub answers ${path} with ${response.status}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const sensors = async (): Promise<readonly HubSensor[]> => (await api("GET", "sensors")).sensors;
  const signIn = async (account: string): Promise<void> => {
    const user = accounts.find(({ name }) => name === account)?.user ?? "";
    const { url } = await api("POST", `accounts/${account}/sign-in`, { method: "paste" });
    const browser = control.entra.signIn(url, { user });
    if (!("redirect" in browser)) throw new Error(`The emulator stopped at its page "${browser.page}". ${browser.message ?? ""}`);
    await api("POST", `accounts/${account}/sign-in/complete`, { url: browser.redirect });
  };
  const live = async (): Promise<void> => {
    let missing: readonly string[] = [];
    try {
      await waitFor("the household's sensors", 60, async () => {
        const all = await sensors();
        const wanted = accounts.flatMap(({ name, plugins }) => plugins.map((line) => `${name}/${line.split(":")[0]}/`));
        missing = [
          ...wanted.filter((start) => !all.some(({ id }) => id.startsWith(start))),
          ...all.filter(({ state, stale }) => state === undefined || stale).map(({ id }) => id),
        ];
        return missing.length === 0;
      });
    } catch (error) {
      throw new Error(`${(error as Error).message} Not there: ${missing.join(", ")}\n${hub.output()}`, { cause: error });
    }
  };
  const close = async (): Promise<void> => {
    await hub?.stop();
    await server.close();
  };
  try {
    await start();
    for (const { name } of accounts) await signIn(name);
    await live();
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
      await live();
    },
    [Symbol.asyncDispose]: close,
  };
}
