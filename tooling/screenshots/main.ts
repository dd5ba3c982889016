import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";
import { accounts, pages, setUpPages, signInPages } from "./pages.ts";
import { photograph } from "./photograph.ts";
import { startProgram } from "./start-program.ts";

// Every page of the dashboard, in both themes, at desktop and phone size, on the emulated household: .casement/screenshots.
// The two for the README go to docs/images.

const root = resolve(import.meta.dirname, "../..");
const out = join(root, ".casement/screenshots");
const folder = await mkdtemp(join(tmpdir(), "casement-screenshots-"));
const clientId = "11111111-1111-4111-8111-111111111111";

await mkdir(out, { recursive: true });
await mkdir(join(root, "docs/images"), { recursive: true });
const emulator = await startProgram(root, "packages/graph-emulator/src/bin.ts", ["--port", "0"], /runs at (\S+)/);
const control = (path: string, body: unknown): Promise<any> =>
  fetch(`${emulator.found}/_control/${path}`, { method: "POST", body: JSON.stringify(body) }).then((answer) => answer.json());

async function startHub(name: string, text: string) {
  const cwd = join(folder, name);
  await mkdir(cwd);
  await writeFile(join(cwd, "casement.yaml"), `emulator: ${emulator.found}\nhttp: { port: 0, token: the-token-for-screenshots }\n${text}`);
  return startProgram(cwd, join(root, "apps/hub/src/bin.ts"), ["start", "--json"], /"address":"([^"]+)"/);
}

const empty = await startHub("empty", "");
const hub = await startHub("full", accounts);
const ask = (method: "GET" | "POST", path: string, body?: object): Promise<any> =>
  fetch(`${hub.found}/api/v1/accounts/home/${path}`, {
    method,
    headers: { authorization: "Bearer the-token-for-screenshots" },
    ...(body && { body: JSON.stringify(body) }),
  }).then((answer) => answer.json());

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  const link = (address: string) => `${address}/#session=the-token-for-screenshots`;
  const take = (address: string, which: typeof pages) =>
    photograph(browser, { link: link(address), pages: which, out, images: join(root, "docs/images") });
  await take(empty.found, setUpPages);
  await take(hub.found, signInPages);
  // The studio's groups want an administrator.
  const { signIn } = await ask("GET", "scopes");
  await control("entra/grant", ["harbour-lane.example", clientId, signIn.full]);
  const { url } = await ask("POST", "sign-in", { method: "paste" });
  const { result } = await control("entra/signIn", [url, { user: "robin@harbour-lane.example" }]);
  await ask("POST", "sign-in/complete", { url: result.redirect });
  await take(hub.found, pages);
  console.log(`Every page is in ${out}; those of the README are in docs/images.`);
} finally {
  await browser.close();
  await Promise.all([hub.stop(), empty.stop()]);
  await emulator.stop();
  await rm(folder, { recursive: true, force: true });
}
