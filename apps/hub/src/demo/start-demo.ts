import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CasementError } from "@casement/core";
import { type EmulatorServer, household, householdUsers, serveEmulator } from "@casement/graph-emulator";
import type { Host } from "@casement/host";
import { readConfig } from "../hub/config.ts";
import { type RunningHub, runHub } from "../hub/run-hub.ts";
import type { Io } from "../terminal/io.ts";
import { freePort } from "./free-port.ts";

export const demoUser = householdUsers.main;
export const demoAccount = "home";
const clientId = "11111111-1111-4111-8111-111111111111";
/** Sign-in and the first round take about a second. */
const patience = 30_000;

export interface Demo {
  readonly hub: RunningHub;
  readonly emulator: EmulatorServer;
  /** The account's, for times typed without an offset. */
  readonly timeZone: string;
  stop(): Promise<void>;
}

/**
 * Emulator, config, hub and a sign-in through the emulator's own OAuth, in a folder that is made anew. Resolves when the sensors are live.
 * `ports`: 0 takes any free one, and so does a taken one.
 */
export async function startDemo(io: Io, folder: string, ports: { hub: number; emulator: number }): Promise<Demo> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const emulator = await serveEmulator({ port: await freePort(ports.emulator), household });
  let hub: RunningHub | undefined;
  const stop = async () => {
    await hub?.stop();
    await emulator.close();
  };
  try {
    const timeZone = emulator.emulator.directory.user(demoUser)?.timeZone ?? "UTC";
    const file = join(folder, "casement.yaml");
    await writeFile(file, configText(emulator.url, await freePort(ports.hub), timeZone), { mode: 0o600 });
    hub = await runHub(await readConfig(file, io), io);
    await signIn(hub, emulator);
    await live(hub.host, io.signal);
    return { hub, emulator, timeZone, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const configText = (emulator: string, port: number, timeZone: string): string => `# Written anew by every \`casement demo\`.
emulator: ${emulator} # answers in place of Microsoft
dataDir: data
http: { port: ${port} }
accounts:
  - name: ${demoAccount}
    clientId: ${clientId}
    accountType: work
    enableUpdate: true
    timeZone: ${timeZone}
    plugins:
      calendar: { every: { events: 15s } }
`;

/** What a person does in the browser, done by the emulator's control interface: sign in, and accept the permissions. */
async function signIn({ host }: RunningHub, { emulator }: EmulatorServer): Promise<void> {
  const { signIn: session } = host.account(demoAccount);
  const { url } = await session.callback("http://localhost/auth/callback");
  const browser = emulator.control.entra.signIn(url, { user: demoUser });
  if (!("redirect" in browser))
    throw new CasementError("sign-in-failed", `The emulator stopped at its page "${browser.page}". ${browser.message ?? ""}`);
  const result = await session.complete(browser.redirect);
  if (result.outcome !== "signed-in")
    throw new CasementError("sign-in-failed", `The demo could not sign in: ${"means" in result ? result.means : result.outcome}`);
}

/** Waits until every sensor has its first value. */
async function live(host: Host, signal: AbortSignal): Promise<void> {
  const until = Date.now() + patience;
  for (;;) {
    await host.settled();
    const sensors = host.sensors();
    if (sensors.length > 0 && sensors.every(({ state, stale }) => state !== undefined && !stale)) return;
    if (signal.aborted) throw new CasementError("stopped", "Interrupted.");
    if (Date.now() > until) {
      const why = host
        .account(demoAccount)
        .status()
        .plugins.find(({ error, reason }) => error ?? reason);
      throw new CasementError("timeout", `The demo's sensors did not come up in ${patience / 1000} s. ${why?.error ?? why?.reason ?? ""}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
