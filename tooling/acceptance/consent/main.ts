import assert from "node:assert/strict";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { AcceptanceSkipped, runAcceptance } from "../harness/run-acceptance.ts";
import { callsOfAllCommands, installAzureCli, problemsOf } from "./azure-cli.ts";
import { consentPaths } from "./consent-paths.ts";
import { nameOf, type WalkedPath, walkPath } from "./walk-path.ts";

// Everybody who wants to use Casement, under every consent policy, from an empty configuration to a working account or to the request to an
// administrator, in a real Chromium on the emulator. `CHROMIUM_PATH`: the browser. Default: /usr/bin/chromium.

const chromiumArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
];

await runAcceptance("consent", 600, async ({ folder, phase, ok }) => {
  const installing = installAzureCli(join(folder, "azure"));
  const browser = await phase("Starting Chromium", 60, startBrowser);
  const walked: [string, WalkedPath][] = [];
  await phase(`Walking ${consentPaths.length} paths`, 450, async () => {
    const left = [...consentPaths.entries()];
    // Two at a time: a machine has two cores.
    const walkNext = async (): Promise<void> => {
      for (let next = left.shift(); next; next = left.shift()) {
        const [at, path] = next;
        const result = await walkPath(browser, join(folder, `path-${at}`), path);
        walked.push([nameOf(path), result]);
        ok(`${nameOf(path)}: ${result.end}; ${result.clicks} clicks, ${result.fields} typed fields, ${result.seconds.toFixed(1)} s`);
      }
    };
    await Promise.all([walkNext(), walkNext()]);
  });
  await browser.close();
  assert.equal(walked.length, 26);
  const most = (value: (path: WalkedPath) => number): number => Math.max(...walked.map(([, path]) => value(path)));
  console.log(
    `At most ${most(({ clicks }) => clicks)} clicks, ${most(({ fields }) => fields)} typed fields and ${most(({ seconds }) => seconds).toFixed(1)} s of the machine.`,
  );
  assert.ok(most(({ seconds }) => seconds) < 90, "a path took longer than 90 s");

  const calls = await callsOfAllCommands(join(folder, "bash"));
  ok(`Bash runs every command for Azure CLI: ${calls.length} calls`);
  const azure = await phase("Waiting for pip, which installs the parser of Azure CLI", 100, () => installing);
  if ("missing" in azure) {
    console.log(`SKIPPED acceptance of the az commands: ${azure.missing}.`);
    return;
  }
  const [control] = await problemsOf(azure.python, folder, [["ad", "app", "create", "--display-name"]]);
  assert.match(control ?? "", /is refused/, "the parser of Azure CLI accepts anything");
  assert.deepEqual(await problemsOf(azure.python, folder, calls), []);
  ok("Azure CLI parses every call, and refuses a wrong one");
});

async function startBrowser(): Promise<Browser> {
  // Builds the dashboard if that was never done in this checkout.
  await import(new URL("../../../apps/dashboard/build-when-stale.ts", import.meta.url).href);
  return chromium
    .launch({ executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium", args: chromiumArguments })
    .catch((error: Error) => {
      throw new AcceptanceSkipped(`Chromium does not start (${error.message.split("\n")[0]})`);
    });
}
