import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";
import { accountsYaml, setUpPages, signedInPages, signInPages } from "./screenshot-pages.ts";
import { startProgram } from "./start-program.ts";
import { takeScreenshots } from "./take-screenshots.ts";

// Takes screenshots of every page of the dashboard with the emulated household, in both themes, for desktop and phone: .casement/screenshots.
// Copies the two for the README to docs/images.

const root = resolve(import.meta.dirname, "../..");
const out = join(root, ".casement/screenshots");
const folder = await mkdtemp(join(tmpdir(), "casement-screenshots-"));
const clientId = "11111111-1111-4111-8111-111111111111";

await mkdir(out, { recursive: true });
await mkdir(join(root, "docs/images"), { recursive: true });
const emulator = await startProgram(root, "packages/graph-emulator/src/bin.ts", ["--port", "0"], /runs at (\S+)/);
const control = (path: string, body: unknown): Promise<any> =>
  fetch(`${emulator.found}/_control/${path}`, { method: "POST", body: JSON.stringify(body) }).then((response) => response.json());

async function startHub(name: string, text: string) {
  const cwd = join(folder, name);
  await mkdir(cwd);
  await writeFile(join(cwd, "casement.yaml"), `emulator: ${emulator.found}\nhttp: { port: 0, token: the-token-for-screenshots }\n${text}`);
  return startProgram(cwd, join(root, "apps/hub/src/bin.ts"), ["start", "--json"], /"address":"([^"]+)"/);
}

const empty = await startHub("empty", "");
const hub = await startHub("full", accountsYaml);
const requestAccount = (method: "GET" | "POST", path: string, body?: object): Promise<any> =>
  fetch(`${hub.found}/api/v1/accounts/home/${path}`, {
    method,
    headers: { authorization: "Bearer the-token-for-screenshots" },
    ...(body && { body: JSON.stringify(body) }),
  }).then((response) => response.json());

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  const link = (address: string) => `${address}/#session=the-token-for-screenshots`;
  const take = (address: string, pages: typeof signedInPages) =>
    takeScreenshots(browser, { link: link(address), pages, out, images: join(root, "docs/images") });
  await take(empty.found, setUpPages);
  await take(hub.found, signInPages);
  // Group permissions need an administrator's consent.
  const { signIn } = await requestAccount("GET", "scopes");
  await control("entra/grant", ["harbour-lane.example", clientId, signIn.full]);
  const { url } = await requestAccount("POST", "sign-in", { method: "paste" });
  const { result } = await control("entra/signIn", [url, { user: "robin@harbour-lane.example" }]);
  await requestAccount("POST", "sign-in/complete", { url: result.redirect });
  await take(hub.found, signedInPages);
  console.log(`Wrote all screenshots to ${out}, and those of the README to docs/images.`);
} finally {
  await browser.close();
  await Promise.all([hub.stop(), empty.stop()]);
  await emulator.stop();
  await rm(folder, { recursive: true, force: true });
}
