import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Emulator, serveEmulator } from "@casement/graph-emulator";
import { addHousehold, householdTenant, householdUsers } from "@casement/graph-emulator/household";
import { findFreePort } from "./find-free-port.ts";
import { createHubAccess, type HubSensor } from "./hub-access.ts";
import { type RunningProgram, startProgram } from "./programs.ts";
import { builtProgram, casementProgram } from "./source-program.ts";

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

/** The emulated household, and a hub that runs on it as a process with a config file. */
export interface DemoHousehold extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly emulatorAddress: string;
  /** Address of the hub's dashboard. */
  readonly address: string;
  /** The full token of its HTTP interface. */
  token(): Promise<string>;
  api(method: string, path: string, body?: object): Promise<any>;
  sensors(): Promise<readonly HubSensor[]>;
  signIn(account: string): Promise<void>;
  /** Kills the hub, as a power failure would. */
  crash(): Promise<void>;
  /** Starts the hub again in the same folder. */
  restart(): Promise<void>;
  /** The process of the hub. */
  pid(): number;
  /** Replaces the lines of `config`, and starts the hub again. */
  changeConfig(lines: readonly string[]): Promise<void>;
  /** Removes an account from casement.yaml, and starts the hub again. */
  removeAccount(name: string): Promise<void>;
}

export interface HouseholdOptions {
  readonly accounts: readonly HouseholdAccount[];
  /** Lines of casement.yaml, such as `caldav: true`. */
  readonly config: readonly string[];
  /** Changes the household before the first sign-in. */
  readonly prepare?: (emulator: Emulator) => void;
  /** Runs the built hub instead of its source. */
  readonly isBuilt?: boolean;
}

export async function startDemoHousehold(
  folder: string,
  { prepare, isBuilt = false, ...options }: HouseholdOptions,
): Promise<DemoHousehold> {
  let { accounts, config } = options;
  const server = await serveEmulator({ populate: addHousehold });
  prepare?.(server.emulator);
  const port = await findFreePort();
  const address = `http://127.0.0.1:${port}`;
  const { directory, control } = server.emulator;
  await mkdir(folder, { recursive: true });
  const timeZone = directory.user(householdUsers.main)?.timeZone ?? "UTC";
  const writeConfig = () =>
    writeFile(
      join(folder, "casement.yaml"),
      `emulator: ${server.url}
http: { port: ${port} }
${config.join("\n")}
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
  await writeConfig();
  control.entra.grant(householdTenant.domain, clientId, approvedScopes);

  let hub: RunningProgram;
  const start = async (): Promise<void> => {
    const [command = "", ...args] = isBuilt ? builtProgram : casementProgram;
    hub = startProgram(command, [...args, "start", "--json"], { cwd: folder });
    await hub.firstLine;
  };
  const readToken = async (): Promise<string> => JSON.parse(await readFile(join(folder, ".casement/run.json"), "utf8")).token;
  const access = createHubAccess(address, readToken, server.emulator);
  const signIn = (account: string): Promise<void> => access.signIn(account, accounts.find(({ name }) => name === account)?.user ?? "");
  const waitForSensors = async (): Promise<void> => {
    const prefixes = accounts.flatMap(({ name, plugins }) => plugins.map((line) => `${name}/${line.split(":")[0]}/`));
    await access.waitForSensors(prefixes).catch((error: Error) => {
      throw new Error(`${error.message}\n${hub.output()}`, { cause: error });
    });
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
  const restart = async (): Promise<void> => {
    await hub.stop();
    await start();
    await waitForSensors();
  };
  return {
    emulator: server.emulator,
    emulatorAddress: server.url,
    address,
    token: readToken,
    api: access.api,
    sensors: access.sensors,
    signIn,
    crash: () => hub.kill(),
    restart,
    pid: () => hub.pid,
    async changeConfig(lines) {
      config = lines;
      await writeConfig();
      await restart();
    },
    async removeAccount(removed) {
      accounts = accounts.filter(({ name }) => name !== removed);
      await writeConfig();
      await restart();
    },
    [Symbol.asyncDispose]: close,
  };
}
