import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addHousehold, type EmulatorServer, householdUsers, serveEmulator } from "@casement/graph-emulator";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { type CommandRun, runCasement } from "../command-line.fixture.ts";

export const clientId = "11111111-1111-4111-8111-111111111111";
export const mainUser = householdUsers.main;

const chromiumArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function launchBrowser(): Promise<Browser> {
  // Builds the dashboard if that was never done in this checkout.
  await import(new URL("../../../dashboard/build-when-stale.ts", import.meta.url).href);
  return chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium", args: chromiumArguments });
}

/** The YAML of an account of the household with these plugins. */
export const accountYamlWith = (...plugins: readonly string[]): string => `
accounts:
  - name: home
    clientId: ${clientId}
    accountType: work
    enableUpdate: true
    timeZone: Europe/Berlin
    plugins:
${plugins.map((plugin) => `      ${plugin}\n`).join("")}`;

export interface DashboardRig extends AsyncDisposable {
  readonly emulator: EmulatorServer["emulator"];
  readonly folder: string;
  /** Address of the hub. */
  readonly address: string;
  /** Opens the one-time link in a new browser context. */
  open(options?: BrowserContextOptions): Promise<Page>;
  /** A new browser context without a session of the hub. */
  newPage(): Promise<Page>;
  signIn(user?: string): Promise<void>;
  stopHub(): Promise<void>;
  /** Starts the hub again, with the same port and folder. */
  startHub(): Promise<void>;
}

/** Starts an emulator with the household, and a hub that uses it. `accounts`: their part of the configuration, in YAML. */
export async function createDashboardRig(browser: Browser, accounts: string): Promise<DashboardRig> {
  const folder = await mkdtemp(join(tmpdir(), "casement-dashboard-"));
  const emulator = await serveEmulator({ populate: addHousehold, entra: { deviceCodeInterval: 0 } });
  const contexts: BrowserContext[] = [];
  let port = 0;
  let stop = new AbortController();
  let running: Promise<CommandRun> | undefined;
  let link = "";
  let address = "";
  const config = () => `emulator: ${emulator.url}\nhttp: { port: ${port}, token: the-token-of-this-test-hub }\n${accounts}`;

  async function startHub(): Promise<void> {
    stop = new AbortController();
    await new Promise<void>((started, failed) => {
      running = runCasement(["start", "--json"], {
        cwd: folder,
        signal: stop.signal,
        onLine(line) {
          ({ dashboard: link, address } = JSON.parse(line));
          started();
        },
      });
      void running.then(({ err }) => failed(new Error(err)));
    });
    port = Number(new URL(address).port);
  }
  async function stopHub(): Promise<void> {
    stop.abort();
    await running;
  }
  const context = async (options: BrowserContextOptions): Promise<Page> => {
    const made = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Berlin", ...options });
    contexts.push(made);
    return made.newPage();
  };
  await writeFile(join(folder, "casement.yaml"), config());
  await startHub();
  const postToHub = async (path: string, body: object): Promise<any> => {
    const headers = { authorization: "Bearer the-token-of-this-test-hub" };
    return (await fetch(address + path, { method: "POST", headers, body: JSON.stringify(body) })).json();
  };
  return {
    emulator: emulator.emulator,
    folder,
    get address() {
      return address;
    },
    async open(options = {}) {
      const page = await context(options);
      await page.goto(link.includes("#") ? (await postToHub("/session/links", { access: "full" })).url : link);
      return page;
    },
    newPage: () => context({}),
    async signIn(user = mainUser) {
      const { url } = await postToHub("/api/v1/accounts/home/sign-in", { method: "paste" });
      const browserEnd = emulator.emulator.control.entra.signIn(url, { user });
      if (!("redirect" in browserEnd)) throw new Error(`The emulator stopped at ${browserEnd.page}.`);
      await postToHub("/api/v1/accounts/home/sign-in/complete", { url: browserEnd.redirect });
    },
    stopHub,
    async startHub() {
      await writeFile(join(folder, "casement.yaml"), config());
      await startHub();
    },
    async [Symbol.asyncDispose]() {
      for (const made of contexts) await made.close();
      await stopHub();
      await emulator.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Chooses the user and accepts the permissions on Microsoft's pages. */
export async function chooseAndAccept(page: Page, user: string = mainUser): Promise<void> {
  await page.getByRole("button", { name: user }).click();
  const accept = page.getByRole("button", { name: "Accept" });
  if (await accept.isVisible()) await accept.click();
}
