import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { householdUsers } from "@casement/graph-emulator/household";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCasement } from "../../test/command-line.fixture.ts";
import { chooseAndAccept, launchBrowser } from "../../test/dashboard/dashboard.fixture.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test("in the demo, the user meets the wall, the administrator approves in the same browser, and everything starts", async () => {
  const cwd = await mkdtemp(join(tmpdir(), "casement-consent-demo-"));
  const stop = new AbortController();
  let running: Promise<{ code: number; err: string }> | undefined;
  const text = await new Promise<string>((resolve, reject) => {
    running = runCasement(["demo", "--consent", "microsoft-managed"], { cwd, signal: stop.signal, onLine: resolve });
    void running.then(({ err }) => reject(new Error(err)));
  });
  try {
    const [dashboard, review] = [...text.matchAll(/^ +(http:\S+)$/gm)].map(([, url]) => url!);
    const page = await (await browser.newContext({ locale: "en-GB" })).newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(dashboard!);
    await page.getByRole("link", { name: /^Accounts/ }).click();
    const tab = page.context().waitForEvent("page");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    const microsoft = await tab;
    await microsoft.getByRole("button", { name: householdUsers.main }).click();
    await microsoft.getByRole("textbox").fill("For the lamp at my desk");
    await microsoft.getByRole("button", { name: "Request approval" }).click();
    await microsoft.getByRole("button", { name: "Return to the application" }).click();
    const again = page.context().waitForEvent("page");
    await page.getByRole("button", { name: "Only what I can approve myself" }).click();
    await chooseAndAccept(await again);
    await page.getByText("Some permissions wait for approval.").waitFor();

    const admin = await page.context().newPage();
    await admin.goto(review!);
    await admin.getByRole("button", { name: "Sign in with another account" }).click();
    await admin.getByRole("button", { name: householdUsers.admin }).click();
    await admin.getByText("For the lamp at my desk").waitFor();
    await admin.getByRole("button", { name: "Approve for all users" }).click();
    await admin.getByText("approved by").waitFor();

    await page.getByRole("button", { name: "Check now" }).click();
    await page.getByText("Some permissions wait for approval.").waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Home", exact: true }).click();
    await page.getByRole("region", { name: "Groceries" }).waitFor();
  } finally {
    stop.abort();
    await running?.catch(() => {});
    await rm(cwd, { recursive: true, force: true });
  }
  expect((await running)?.code).toBe(0);
});

test.each([
  [["--consent", "managed"], "--consent managed is not known. Use one of: legacy, microsoft-managed, verified-low, none."],
  [["--consent", "none", "--once"], "--consent cannot be used with --once."],
])("demo %j is refused", async (args, message) => {
  expect(await runCasement(["demo", ...args])).toMatchObject({ code: 2, err: expect.stringContaining(message) });
});
