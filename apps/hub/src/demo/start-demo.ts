import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CasementError } from "@casement/core";
import { type ConsentRegime, type EmulatorServer, serveEmulator } from "@casement/graph-emulator";
import { addHousehold, householdTenant, householdUsers } from "@casement/graph-emulator/household";
import type { Host } from "@casement/host";
import { readConfigText } from "@casement/host/config";
import { readConfig } from "../hub/read-config.ts";
import { type RunningHub, runHub } from "../hub/run-hub.ts";
import { isInstalled } from "../plugins/plugin-inventory.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { type DemoBroker, openDemoBroker } from "./demo-broker.ts";
import type { DemoPlugins } from "./demo-plugins.ts";
import { openFreePort } from "./open-free-port.ts";

export const demoUser = householdUsers.main;
export const demoAccount = "home";
/** Scopes that need an administrator's consent. The demo grants them. */
const adminApprovedScopes = ["Group.Read.All", "Group.ReadWrite.All"];
const clientId = "11111111-1111-4111-8111-111111111111";
/** In milliseconds. Sign-in and the first reads usually take about a second. */
const startTimeout = 30_000;

export interface RunningDemo {
  readonly hub: RunningHub;
  readonly emulator: EmulatorServer;
  /** The account's time zone, for times without an offset. */
  readonly timeZone: string;
  readonly broker: DemoBroker | undefined;
  /** The user's own plugins, which replace the sample configuration. */
  readonly plugins: DemoPlugins | undefined;
  readonly consent: ConsentRegime | undefined;
  stop(): Promise<void>;
}

export interface DemoChoices {
  /** The URL of a broker, or true to start one. */
  readonly mqtt?: string | boolean;
  readonly plugins?: DemoPlugins | undefined;
  /** How the organization of the demo lets users consent. Nobody has signed in then. */
  readonly consent?: ConsentRegime | undefined;
}

/**
 * Starts an emulator and a hub in an empty folder, and signs in through the emulator's OAuth. Resolves when the sensors are live.
 * `ports`: preferred ports; 0 for any free port.
 */
export async function startDemo(
  io: CommandIo,
  folder: string,
  ports: { hub: number; emulator: number },
  { mqtt = false, plugins, consent }: DemoChoices = {},
): Promise<RunningDemo> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const sampleAccounts = consent === undefined ? householdAccounts : [consentAccount];
  const accounts = plugins ? [pluginAccountOf(plugins)] : keepInstalledPlugins(sampleAccounts);
  const areas = plugins?.areas ?? [];
  const emulator = await openFreePort(ports.emulator, (port) => serveEmulator({ port, populate: addHousehold, areas }));
  let hub: RunningHub | undefined;
  let broker: DemoBroker | undefined;
  const stop = async () => {
    await hub?.stop();
    await emulator.close();
    await broker?.close();
  };
  try {
    const timeZone = emulator.emulator.directory.user(demoUser)?.timeZone ?? "UTC";
    broker = mqtt === false ? undefined : await openDemoBroker(mqtt);
    const file = join(folder, "casement.yaml");
    hub = await openFreePort(ports.hub, async (port) => {
      await writeFile(file, configTextOf(accounts, emulator.url, port, timeZone, broker, plugins), { mode: 0o600 });
      return runHub(await readConfig(file, io), io, await readConfigText(file));
    });
    await hub.goLive();
    const { entra } = emulator.emulator.control;
    if (consent !== undefined) {
      entra.consentPolicy(householdTenant.domain, consent);
      entra.adminConsentRequests(householdTenant.domain, true);
      return { hub, emulator, timeZone, broker, plugins, consent, stop };
    }
    entra.grant(householdTenant.domain, clientId, adminApprovedScopes);
    for (const account of accounts) await signIn(hub, emulator, account);
    // A plugin under development may fail. Then the demo starts anyway and shows the error.
    await (plugins ? hub.host.settled() : waitUntilLive(hub.host, io.signal));
    return { hub, emulator, timeZone, broker, plugins, consent, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface DemoAccount {
  readonly name: string;
  readonly type: "work" | "personal";
  readonly user: string;
  /** Lines of YAML. */
  readonly plugins: readonly string[];
}

const householdAccounts: readonly DemoAccount[] = [
  {
    name: demoAccount,
    type: "work",
    user: demoUser,
    plugins: [
      "calendar: { every: { events: 15s } }",
      'email: { sensors: [{ name: Inbox, body: text }, { name: Unread from the studio, from: "@harbour-lane.example", unread: true }], every: { messages: 15s } }',
      `status: { people: [${householdUsers.colleagues.mateo}, ${householdUsers.colleagues.priya}] }`,
      "chat: { poll: 60s }",
      "todo: { every: { tasks: 15s } }",
      "group-calendar: {}",
      "autoreply: {}",
    ],
  },
  { name: "personal", type: "personal", user: householdUsers.personal, plugins: ["calendar: {}", "email: {}", "todo: {}"] },
];

/** Meets the wall: presence and sending need no administrator, the rest does. */
const consentAccount: DemoAccount = {
  name: demoAccount,
  type: "work",
  user: demoUser,
  plugins: ["calendar: {}", "email: {}", "status: {}", "todo: {}"],
};

/** The account for the user's own plugins. Its user is an administrator, who can consent to every scope. */
const pluginAccountOf = ({ ids }: DemoPlugins): DemoAccount => ({
  name: demoAccount,
  type: "work",
  user: householdUsers.admin,
  plugins: ids.map((id) => `${id}: {}`),
});

/** Keeps only the installed plugins. @throws CasementError `config-invalid` when none is installed */
function keepInstalledPlugins(accounts: readonly DemoAccount[]): readonly DemoAccount[] {
  const installed = accounts.map((account) => ({
    ...account,
    plugins: account.plugins.filter((line) => isInstalled(line.split(":")[0] ?? "")),
  }));
  const usable = installed.filter(({ plugins }) => plugins.length > 0);
  if (usable.length > 0) return usable;
  throw new CasementError(
    "config-invalid",
    "No plugin is installed. Run the demo with all of them: npx @casement/all demo. Or install one, for example: npm install @casement/plugin-calendar",
  );
}

const configTextOf = (
  accounts: readonly DemoAccount[],
  emulator: string,
  port: number,
  timeZone: string,
  broker?: DemoBroker,
  plugins?: DemoPlugins,
): string =>
  `# Overwritten by every \`casement demo\`.
emulator: ${emulator} # instead of Microsoft 365
dataDir: data
http: { port: ${port} }
files: { read: [files], write: [files] } # where attachments are read from and saved to, in this folder
${isInstalled("@casement/surface-mcp") ? "mcp: true\n" : ""}${isInstalled("@casement/surface-caldav") ? "caldav: true\n" : ""}${broker ? `mqtt: { url: "${broker.url}", baseTopic: ${broker.baseTopic} }\n` : ""}${plugins ? `packages: ${JSON.stringify(plugins.packages)}\n` : ""}accounts:
${accounts.map((account) => accountTextOf(account, timeZone)).join("")}`;

const accountTextOf = ({ name, type, plugins }: DemoAccount, timeZone: string): string => `  - name: ${name}
    clientId: ${clientId}
    accountType: ${type}
    enableUpdate: true
    timeZone: ${timeZone}
    plugins:
${plugins.map((line) => `      ${line}\n`).join("")}`;

/** Signs in and accepts the permissions through the emulator's control interface, as a user does in the browser. */
async function signIn({ host }: RunningHub, { emulator }: EmulatorServer, { name, user }: DemoAccount): Promise<void> {
  const { signIn: session } = host.account(name);
  const { url } = await session.callback("http://localhost/auth/callback");
  const browser = emulator.control.entra.signIn(url, { user });
  if (!("redirect" in browser))
    throw new CasementError("sign-in-failed", `The emulator stopped at the page "${browser.page}". ${browser.message ?? ""}`);
  const result = await session.complete(browser.redirect);
  if (result.outcome !== "signed-in")
    throw new CasementError(
      "sign-in-failed",
      `Could not sign in to the demo account: ${"means" in result ? result.means : result.outcome}`,
    );
}

/** Waits until every sensor has a value. */
async function waitUntilLive(host: Host, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + startTimeout;
  for (;;) {
    await host.settled();
    const sensors = host.index();
    if (sensors.length > 0 && sensors.every(({ state, stale }) => state !== undefined && !stale)) return;
    if (signal.aborted) throw new CasementError("stopped", "Interrupted.");
    if (Date.now() > deadline) {
      const failed = host.accounts.flatMap((account) => account.status().plugins).find(({ error, reason }) => error ?? reason);
      throw new CasementError(
        "timeout",
        `The demo did not start within ${startTimeout / 1000} s. ${failed?.error ?? failed?.reason ?? ""}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
