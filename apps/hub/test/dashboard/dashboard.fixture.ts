import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmulatorServer, serveEmulator } from "@casement/graph-emulator";
import { addHousehold, householdUsers } from "@casement/graph-emulator/household";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Locator, type Page } from "playwright-core";
import { type CommandRun, runCasement } from "../command-line.fixture.ts";
import { openFreezableLine } from "./freezable-line.fixture.ts";

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
  /** Opens a one-time link in this page. */
  openIn(page: Page): Promise<void>;
  /** A new browser context without a session of the hub. */
  newPage(): Promise<Page>;
  signIn(user?: string, account?: string): Promise<void>;
  /** Has the hub read a sensor now. */
  refresh(sensor: string): Promise<void>;
  stopHub(): Promise<void>;
  /**
   * Whether nothing passes between browsers and hub any more. No connection is closed and new ones are accepted, as when a machine on the way
   * loses its power.
   */
  frozen: boolean;
  /** Starts the hub again, with the same port and folder. */
  startHub(): Promise<void>;
}

/** A reverse proxy in front of the hub, which shows it below a path. */
export interface ProxyChoice {
  readonly path: string;
  /** Whether it removes the path before it passes a request on. */
  readonly stripsPath: boolean;
  /** What it answers itself. */
  readonly answer?: (
    path: string,
  ) => { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string } | undefined;
}

async function openProxy(choice: ProxyChoice, target: () => string): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const fixture = new URL("../../../../packages/surface-http/test/reverse-proxy.fixture.ts", import.meta.url);
  return (await import(fixture.href)).openReverseProxy({ ...choice, target });
}

/** Starts an emulator with the household, and a hub that uses it. `accounts`: their part of the configuration, in YAML. */
export async function createDashboardRig(browser: Browser, accounts: string, proxyChoice?: ProxyChoice): Promise<DashboardRig> {
  const folder = await mkdtemp(join(tmpdir(), "casement-dashboard-"));
  const emulator = await serveEmulator({ populate: addHousehold, entra: { deviceCodeInterval: 0 } });
  const contexts: BrowserContext[] = [];
  let port = 0;
  let stop = new AbortController();
  let running: Promise<CommandRun> | undefined;
  let hubAddress = "";
  const line = await openFreezableLine(() => Number(new URL(hubAddress).port));
  const lineAddress = `http://localhost:${line.port}`;
  const proxy = proxyChoice && (await openProxy(proxyChoice, () => lineAddress));
  const address = proxy ? proxy.origin + proxyChoice.path : lineAddress;
  const config = () =>
    `emulator: ${emulator.url}\nhttp: { port: ${port}, token: the-token-of-this-test-hub, publicUrl: "${address}" }\n${accounts}`;

  async function startHub(): Promise<void> {
    stop = new AbortController();
    await new Promise<void>((started, failed) => {
      running = runCasement(["start", "--json"], {
        cwd: folder,
        signal: stop.signal,
        onLine(line) {
          ({ address: hubAddress } = JSON.parse(line));
          started();
        },
      });
      void running.then(({ err }) => failed(new Error(err)));
    });
    port = Number(new URL(hubAddress).port);
  }
  async function stopHub(): Promise<void> {
    stop.abort();
    await running;
  }
  const context = async (options: BrowserContextOptions): Promise<Page> => {
    const made = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Berlin", ...options });
    contexts.push(made);
    // Shorter than the limit of a test, so that what did not come is named.
    made.setDefaultTimeout(30_000);
    return made.newPage();
  };
  await writeFile(join(folder, "casement.yaml"), config());
  await startHub();
  const postToHub = async (path: string, body: object): Promise<any> => {
    const headers = { authorization: "Bearer the-token-of-this-test-hub" };
    return (await fetch(hubAddress + path, { method: "POST", headers, body: JSON.stringify(body) })).json();
  };
  const openIn = async (page: Page): Promise<void> => {
    await page.goto((await postToHub("/api/v1/access", { kind: "browser" })).credentials.address);
  };
  return {
    emulator: emulator.emulator,
    folder,
    address,
    get frozen() {
      return line.frozen;
    },
    set frozen(frozen) {
      line.frozen = frozen;
    },
    async open(options = {}) {
      const page = await context(options);
      await openIn(page);
      return page;
    },
    openIn,
    newPage: () => context({}),
    async signIn(user = mainUser, account = "home") {
      const { url } = await postToHub(`/api/v1/accounts/${account}/sign-in`, { method: "paste" });
      const browserEnd = emulator.emulator.control.entra.signIn(url, { user });
      if (!("redirect" in browserEnd)) throw new Error(`The emulator stopped at ${browserEnd.page}.`);
      await postToHub(`/api/v1/accounts/${account}/sign-in/complete`, { url: browserEnd.redirect });
    },
    refresh: (sensor) => postToHub(`/api/v1/sensors/${sensor}/refresh`, {}),
    stopHub,
    async startHub() {
      await writeFile(join(folder, "casement.yaml"), config());
      await startHub();
    },
    async [Symbol.asyncDispose]() {
      for (const made of contexts) await made.close();
      await stopHub();
      await proxy?.close();
      await line.close();
      await emulator.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Chooses the user, accepts the permissions and confirms a device code on Microsoft's pages. */
export async function chooseAndAccept(page: Page, user: string = mainUser): Promise<void> {
  await leaveBy(page.getByRole("button", { name: user }));
  const goOn = page.getByRole("button", { name: /^(Accept|Continue)$/ });
  while (await goOn.isVisible()) await leaveBy(goOn);
}

/** Clicks, and waits for the next page: what is visible before is the page that is left, or nothing yet. */
async function leaveBy(button: Locator): Promise<void> {
  const next = button.page().waitForEvent("domcontentloaded");
  await Promise.all([next, button.click()]);
}
