import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { householdTenant } from "@casement/graph-emulator/household";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  accountYamlWith,
  chooseAndAccept,
  clientId,
  createDashboardRig,
  launchBrowser,
  mainUser,
} from "../../test/dashboard/dashboard.fixture.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test("the setup leads from an empty config to live sensors, with a sign-in by code", async () => {
  await using rig = await createDashboardRig(browser, "# my own comment\n");
  const page = await rig.open();
  await page.getByRole("heading", { name: "Welcome to Casement" }).waitFor();
  await page.getByLabel("Outlook mail").uncheck();
  await page.getByLabel("Allow Casement to make changes").check();
  await page.getByRole("button", { name: "Next" }).click();

  // The exact values to register.
  await page.getByRole("radio", { name: "I do, by hand" }).check();
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
});

test("an account with a client secret is signed in by redirect in its own tab, and the first page updates", async () => {
  await using rig = await createDashboardRig(browser, "");
  const page = await rig.open();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("radio", { name: "I do, by hand" }).check();
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
});

const line = (tenant: string) => `casement-app:${clientId}@${tenant}`;

test("an own organization needs one paste, whose line also names the organization", async () => {
  await using rig = await createDashboardRig(browser, "");
  const page = await rig.open();
  // Nothing is changed, unless the person allows it: as in casement init.
  expect(await page.getByLabel("Allow Casement to make changes").isChecked()).toBe(false);
  await page.getByRole("button", { name: "Next" }).click();
  const commands = page.getByText("az ad app create");
  await commands.waitFor();
  expect(await commands.textContent()).not.toContain("ReadWrite");
  await page.getByRole("button", { name: "Next" }).click();
  const tenant = rig.emulator.directory.tenant(householdTenant.domain)!.id;
  await page.getByLabel("The line that begins with casement-app:").fill(`Here: ${line(tenant)}`);
  await page.getByRole("button", { name: "Save and continue" }).click();
  await page.getByRole("button", { name: /In this browser/ }).waitFor();
  const config = await readFile(join(rig.folder, "casement.yaml"), "utf8");
  expect(config).toContain(`accountType: ${tenant}`);
});

test("an administrator gets a request, and the person goes on days later where they were", async () => {
  await using rig = await createDashboardRig(browser, "");
  const page = await rig.open();
  await page.getByLabel("Outlook mail").uncheck();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("radio", { name: "An administrator" }).check();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download the request" }).click();
  const request = await readFile((await (await download).path())!, "utf8");
  for (const part of ["az ad app create", "Calendars.Read", "http://localhost/auth/callback"]) expect(request).toContain(part);
  expect(request).not.toContain("Mail.Read");

  await page.reload();
  expect(await page.getByLabel("Outlook mail").isChecked()).toBe(false);
  await page.getByRole("button", { name: "Next" }).click();
  expect(await page.getByRole("radio", { name: "An administrator" }).isChecked()).toBe(true);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("Your administrator sends it to you.").waitFor();
});

test("a registration without the redirect URI is recognized before Microsoft's page opens, and a code leads on", async () => {
  await using rig = await createDashboardRig(browser, accountYamlWith("todo: {}"));
  rig.emulator.directory.registerApp({ clientId, redirectUris: { publicClient: ["http://localhost/other"] }, allowPublicClient: true });
  const page = await rig.open();
  await page.goto(`${rig.address}/#/accounts`);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByText("AADSTS50011", { exact: false }).first().waitFor();
  await page.getByRole("button", { name: "Sign in with a code" }).click();
  await page.locator(".user-code").waitFor();
  expect(page.context().pages()).toHaveLength(1);
  await page.getByRole("button", { name: "Sign in with the browser" }).click();
  await page.getByText("AADSTS50011", { exact: false }).first().waitFor();
});
