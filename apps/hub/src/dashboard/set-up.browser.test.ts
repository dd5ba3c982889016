import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chooseAndAccept, clientId, createDashboardRig, launchBrowser, mainUser } from "./dashboard.fixture.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser.close());

test("the setup leads from an empty config to live sensors, with a sign-in by code", async () => {
  await using rig = await createDashboardRig(browser, "# my own comment\n");
  const page = await rig.open();
  await page.getByRole("heading", { name: "Welcome to Casement" }).waitFor();
  await page.getByLabel("Outlook mail").uncheck();
  await page.getByRole("button", { name: "Next" }).click();

  // The exact values to register.
  await page.getByText("http://localhost/auth/callback", { exact: true }).waitFor();
  await page.getByText("Calendars.ReadWrite", { exact: true }).waitFor();
  expect(await page.getByText("Mail.Read", { exact: true }).count()).toBe(0);
  await page.getByRole("button", { name: "Next" }).click();

  // A mistake is shown at its field, and nothing is saved.
  await page.getByLabel("Application (client) ID").fill("not an id");
  await page.getByRole("button", { name: "Save and continue" }).click();
  await page.getByText(/must be the application \(client\) ID/).waitFor();
  expect(await readFile(join(rig.folder, "casement.yaml"), "utf8")).not.toContain("accounts:");

  await page.getByLabel("Application (client) ID").fill(clientId);
  await page.getByRole("button", { name: "Save and continue" }).click();
  await page.getByRole("button", { name: /With a code/ }).click();
  const config = await readFile(join(rig.folder, "casement.yaml"), "utf8");
  expect(config).toContain("# my own comment");
  expect(config).toContain(`clientId: ${clientId}`);

  const code = (await page.locator(".user-code").textContent())!;
  const device = await rig.newPage();
  await device.goto((await page.getByRole("link", { name: /Open Microsoft's page/ }).getAttribute("href"))!);
  await device.getByLabel(/code/i).fill(code);
  await device.getByRole("button", { name: /next|continue/i }).click();
  await chooseAndAccept(device);

  await page.getByRole("link", { name: "Show my sensors" }).click();
  await page.getByRole("link", { name: "Family" }).waitFor();
  await page.getByRole("region", { name: "Groceries" }).waitFor();
}, 40_000);

test("an account with a client secret is signed in by redirect in its own tab, and the first page updates", async () => {
  await using rig = await createDashboardRig(browser, "");
  const page = await rig.open();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("radio", { name: "With a secret" }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByLabel("Application (client) ID").fill(clientId);
  await page.getByLabel("Client secret (the Value)").fill("value~of.the_secret");
  await page.getByRole("button", { name: "Save and continue" }).click();
  const tab = page.context().waitForEvent("page");
  await page.getByRole("button", { name: /In this browser/ }).click();
  const microsoft = await tab;
  await chooseAndAccept(microsoft);
  await microsoft
    .getByText(/signed in/i)
    .first()
    .waitFor();
  await page.getByRole("link", { name: "Show my sensors" }).click();
  await page.getByRole("link", { name: "Accounts" }).click();
  await page.getByText(`Work or school account · ${mainUser}`).waitFor();
  const config = await readFile(join(rig.folder, "casement.yaml"), "utf8");
  expect(config).not.toContain("value~of.the_secret");
  expect(config).toContain("file: ./.casement/secrets/home-client-secret");
}, 40_000);
