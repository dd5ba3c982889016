import { mkdir, readFile, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { createEmulator, type EmulatorServer, serveEmulator } from "@casement/graph-emulator";
import { createHost, defineAccount, type PluginOptions } from "@casement/host";
import { groupCalendarPlugin } from "@casement/plugin-group-calendar";
import { Aedes } from "aedes";
import { casementPlugins, notifiedPlugins } from "../household/casement-plugins.ts";
import { benchUsers, referenceHousehold, timeZone } from "../household/reference-household.ts";

const clientId = "11111111-1111-4111-8111-111111111111";
const user = benchUsers.casement;
export const bigFolders = ["Lists", "Reports", "Receipts"];
export const messagesPerFolder = 10_000;

/** The servers for an installed hub: an emulator with the reference household, and a broker. */
export interface HubServers extends AsyncDisposable {
  readonly emulator: EmulatorServer;
  readonly broker: string;
  /** Port of the hub that gets Graph's notifications, which are addressed to `publicUrl`. */
  receiverPort: number;
}

const publicUrl = "https://hub.example";

export async function openHubServers(): Promise<HubServers> {
  const post = (url: string, init: RequestInit) => postTo(servers.receiverPort, new URL(url), init);
  const emulator = createEmulator({ populate: referenceHousehold, post });
  const { control } = emulator;
  const group = control.groups.add("reference.example", { displayName: "Choir" });
  control.groups.addMember(group, user);
  control.entra.grant("reference.example", clientId, ["Group.Read.All", "Group.ReadWrite.All"]);
  for (const folder of bigFolders) {
    control.mail.addFolder(user, folder);
    control.mail.addMany(user, folder, messagesPerFolder);
  }
  const served = await serveEmulator({ emulator });
  const broker = await Aedes.createBroker();
  const sockets = createServer((socket) => void broker.handle(socket));
  const port = await new Promise<number>((resolve) =>
    sockets.listen(0, "127.0.0.1", () => resolve((sockets.address() as { port: number }).port)),
  );
  const servers: HubServers = {
    emulator: served,
    broker: `mqtt://127.0.0.1:${port}`,
    receiverPort: 0,
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      await new Promise((resolve) => sockets.close(resolve));
      await served.close();
    },
  };
  return servers;
}

/** As a reverse proxy on this machine: the hub itself speaks HTTP. */
function postTo(port: number, { pathname, search, host }: URL, { body, headers }: RequestInit): Promise<Response> {
  return new Promise((resolve, reject) => {
    const sent = { host: "127.0.0.1", port, method: "POST", path: `${pathname}${search}`, headers: { ...(headers as object), host } };
    request(sent, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const type = String(response.headers["content-type"]);
        resolve(new Response(Buffer.concat(chunks), { status: response.statusCode ?? 500, headers: { "content-type": type } }));
      });
    })
      .on("error", reject)
      .end(body);
  });
}

/** All seven plugins on the reference household. `big`: mail sensors for the three folders of 10,000 messages. */
const pluginsOf = (big: boolean, notified = false): PluginOptions[] => [
  ...(notified ? notifiedPlugins : casementPlugins).map(({ plugin, config }) => ({
    plugin,
    config: big && plugin.id === "email" ? { sensors: bigFolders.map((folder) => ({ name: folder, folder })) } : (config ?? {}),
  })),
  { plugin: groupCalendarPlugin, config: {} },
];

/** Prepares a folder with a configuration and a signed-in account for `casement start`. Returns the port of its HTTP interface. */
export async function prepareHubFolder(
  folder: string,
  { emulator, broker }: HubServers,
  { big = false, notified = false } = {},
): Promise<number> {
  await mkdir(folder, { recursive: true });
  const plugins = pluginsOf(big, notified);
  const port = await findFreePort();
  const account = { name: "home", clientId, accountType: "work", enableUpdate: true, timeZone };
  const config = {
    emulator: emulator.url,
    dataDir: "data",
    http: { port, ...(notified && { publicUrl }) },
    ...(notified && { notifications: true }),
    mqtt: { url: broker },
    accounts: [{ ...account, plugins: Object.fromEntries(plugins.map(({ plugin, config }) => [plugin.id, config])) }],
  };
  // JSON is YAML.
  await writeFile(join(folder, "casement.yaml"), JSON.stringify(config, undefined, 2));
  await using host = await createHost({
    dataDir: join(folder, "data"),
    accounts: [defineAccount({ ...account, plugins })],
    transport: { fetch: emulator.emulator.fetch },
  });
  await host.start("once");
  const { signIn } = host.account("home");
  const { url } = await signIn.callback("http://localhost/auth/callback");
  const browser = emulator.emulator.control.entra.signIn(url, { user });
  if (!("redirect" in browser)) throw new Error(`The emulator stopped at the page "${browser.page}".`);
  const { outcome } = await signIn.complete(browser.redirect);
  if (outcome !== "signed-in") throw new Error(`The sign-in ended with "${outcome}".`);
  return port;
}

/** Waits until the hub of a folder shows a current value of every sensor. */
export async function waitUntilLive(folder: string): Promise<void> {
  const { address, token } = JSON.parse(await readFile(join(folder, "data", "run.json"), "utf8"));
  for (;;) {
    const response = await fetch(`${address}/api/v1/sensors`, { headers: { authorization: `Bearer ${token}` } });
    const { sensors } = (await response.json()) as { sensors: { id: string; state: unknown; stale: boolean; error: string | null }[] };
    const plugins = new Set(sensors.map(({ id }) => id.split("/")[1]));
    if (plugins.size === pluginsOf(false).length && sensors.every(({ state, stale }) => state !== null && !stale)) return;
    // A sensor that is being read for the first time says so, too.
    const failed = sensors.find(({ error, state }) => error !== null && state !== null);
    if (failed) throw new Error(`${failed.id}: ${failed.error}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
