import { readFile } from "node:fs/promises";
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

const calendarAndPresence = accountYamlWith("calendar: {}", "status: {}");

test("at the wall, the user starts with less, sends the request, and the rest starts after the approval", async () => {
  await using rig = await createDashboardRig(browser, calendarAndPresence);
  const { entra } = rig.emulator.control;
  entra.consentPolicy(householdTenant.domain, "microsoft-managed");
  const page = await rig.open();
  await page.goto(`${rig.address}/#/accounts`);
  const firstTab = page.context().waitForEvent("page");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  const microsoft = await firstTab;
  await microsoft.getByRole("button", { name: mainUser }).click();
  await microsoft
    .getByText(/need admin approval/i)
    .first()
    .waitFor();
  await microsoft
    .getByRole("link", { name: /return/i })
    .or(microsoft.getByRole("button", { name: /return|back|cancel/i }))
    .first()
    .click();
  await page.getByText("An administrator must approve", { exact: true }).waitFor();

  const secondTab = page.context().waitForEvent("page");
  await page.getByRole("button", { name: "Only what I can approve myself" }).click();
  await chooseAndAccept(await secondTab);
  await page.getByText("Some permissions wait for approval.").waitFor();
  await page.getByText("Waiting for approval", { exact: true }).waitFor();
  await page.getByText("Waiting for approval: Calendars.Read", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Check now" }).click();
  await page.getByText("It is not approved yet.").waitFor();

  await page.getByRole("link", { name: "Request for your administrator" }).first().click();
  await page.getByText("You can start with Teams presence.").waitFor();
  await page.getByText("An administrator must approve Outlook calendars.").waitFor();
  await expect.poll(() => page.getByText("an administrator, where Microsoft manages consent").count()).toBe(2);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download the request" }).first().click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("casement-request-home.html");
  expect(await readFile((await file.path())!, "utf8")).toContain(mainUser);

  entra.grant(householdTenant.domain, clientId, ["Calendars.Read", "Calendars.ReadWrite"]);
  await page.goto(`${rig.address}/#/accounts`);
  await page.getByRole("button", { name: "Check now" }).click();
  await page.getByText("Read and change").nth(1).waitFor();
  await page.getByText("Waiting for approval").first().waitFor({ state: "detached" });
});

test("while a code waits, the page says after half a minute what to do", async () => {
  await using rig = await createDashboardRig(browser, calendarAndPresence);
  const page = await rig.newPage();
  await page.clock.install();
  await rig.openIn(page);
  await page.goto(`${rig.address}/#/accounts`);
  await page.getByRole("button", { name: "Other sign-in methods" }).click();
  await page.getByRole("button", { name: "With a code" }).click();
  await page.locator(".user-code").waitFor();
  const hint = page.getByText("Does Microsoft's page ask for an administrator?");
  expect(await hint.count()).toBe(0);
  const code = await page.locator(".user-code").textContent();
  await page.clock.runFor(32_000);
  await hint.waitFor();
  await page.getByRole("button", { name: "Only what I can approve myself" }).click();
  await expect.poll(() => page.locator(".user-code").textContent()).not.toBe(code);
  // The wall can be there again: then only an administrator helps.
  await page.clock.runFor(40_000);
  await hint.waitFor();
  await page.getByRole("link", { name: "Request for your administrator" }).waitFor();
  expect(await page.getByRole("button", { name: "Only what I can approve myself" }).count()).toBe(0);
});

test("a German page says in German why a sign-in was refused, and what a feature waits for", async () => {
  await using rig = await createDashboardRig(browser, calendarAndPresence);
  const { entra } = rig.emulator.control;
  entra.consentPolicy(householdTenant.domain, "microsoft-managed");
  const page = await rig.open({ locale: "de-DE" });
  await page.getByText("Das Konto ist nicht angemeldet.").waitFor();
  await page.goto(`${rig.address}/#/accounts`);
  const firstTab = page.context().waitForEvent("page");
  await page.getByRole("button", { name: "Anmelden", exact: true }).click();
  const microsoft = await firstTab;
  await microsoft.getByRole("button", { name: mainUser }).click();
  await microsoft.getByRole("button", { name: /^Return to the application/ }).click();
  await page.getByText("Nur ein Administrator kann eine der Berechtigungen genehmigen.").waitFor();
  const secondTab = page.context().waitForEvent("page");
  await page.getByRole("button", { name: "Nur was ich selbst genehmigen kann" }).click();
  await chooseAndAccept(await secondTab);
  const waits = page.getByText("Wartet auf Genehmigung: Calendars.Read, Calendars.ReadWrite. Danach startet es von selbst.");
  await waits.waitFor();
  await page.goto(`${rig.address}/#/permissions`);
  await waits.waitFor();
});
