import { householdUsers } from "@casement/graph-emulator/household";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountYamlWith, createDashboardRig, type DashboardRig, launchBrowser, mainUser } from "../../test/dashboard/dashboard.fixture.ts";
import { showPage } from "../../test/dashboard/show-page.fixture.ts";

const { sofia } = householdUsers.colleagues;
let browser: Browser;
let rig: DashboardRig;
beforeAll(async () => {
  browser = await launchBrowser();
  rig = await createDashboardRig(
    browser,
    accountYamlWith("calendar: {}", "todo: {}", "autoreply: {}", "status: {}", "email: { sensors: [{ name: Inbox, preview: true }] }"),
  );
  await rig.signIn();
});
afterAll(async () => {
  await rig[Symbol.asyncDispose]();
  await browser.close();
});

test("texts of plugins appear in the browser's language; names that people gave stay", async () => {
  const page = await rig.open({ locale: "fr-FR" });
  const status = page.getByRole("region", { name: "Statut Teams" });
  await status.getByText("En réunion").waitFor();
  expect(await status.getByRole("combobox", { name: "Définir votre statut préféré" }).locator("option").allTextContents()).toContain(
    "Ne pas déranger",
  );
  await page.getByRole("region", { name: "Réponses automatiques" }).getByText("Désactivées").waitFor();
  await page.getByRole("region", { name: "Groceries" }).getByText("9 tâches").waitFor();
  expect(await page.locator("h1").textContent()).toMatch(/^(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) \d/);

  await page.goto(`${rig.address}/#/services/home/status/set-preferred-presence`);
  await page.getByRole("heading", { name: "Définir votre statut préféré" }).waitFor();
  expect(await page.locator(".service-form option").allTextContents()).toContain("De retour bientôt");
  await page.goto(`${rig.address}/#/events`);
  await page.getByText("Connecté", { exact: true }).waitFor();
  await page.goto(`${rig.address}/#/permissions`);
  await page.getByText("Créer, modifier, terminer et supprimer des tâches et des listes pour vous").waitFor();
  await page.getByText("Rester connecté").waitFor();
  await page.goto(`${rig.address}/#/set-up`);
  await page.getByText("Afficher vos conversations et leur dernier message").waitFor();
});

test("English has words for states, too", async () => {
  const page = await rig.open();
  await page.getByRole("region", { name: "Automatic replies" }).getByText("Off", { exact: true }).waitFor();
  await page.getByRole("region", { name: "Teams presence" }).getByText("In a meeting").waitFor();
  await page.goto(`${rig.address}/#/services/home/status/set-preferred-presence`);
  await page.getByRole("heading", { name: "Set your preferred presence" }).waitFor();
  expect(await page.locator(".service-form option").allTextContents()).toContain("Appear offline");
});

test("forms show fields in the order and groups of the plugin, with its texts in the page's language", async () => {
  const page = await rig.open({ locale: "de-DE" });
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  await page.goto(`${rig.address}/#/services/home/email/send`);
  const form = page.locator(".service-form");
  await form.getByText("Eine E-Mail senden, ohne Empfänger an das eigene Postfach.").waitFor();
  expect(await form.locator("> .fields > .field").locator("> label, > legend").allTextContents()).toEqual([
    "An",
    "Betreff",
    "Text",
    "Anlagen",
  ]);
  await form
    .locator("textarea")
    .and(form.getByLabel("Text", { exact: true }))
    .waitFor();
  await form.getByText("Die Nachricht als Text; Zeilenumbrüche bleiben erhalten").waitFor();
  expect(await form.getByLabel("Bcc").isVisible()).toBe(false);
  await form.getByText("Mehr", { exact: true }).click();
  await form.getByLabel("Bcc").fill("ada@example.com");
  expect(await form.getByLabel("Wichtigkeit").locator("option").allTextContents()).toEqual(["Normal", "Niedrig", "Hoch"]);
});

test("the question before an answer says which answer it is, and the others of a meeting learn of it only then", async () => {
  const { calendar } = rig.emulator.control;
  const at = (hours: number) => ({ dateTime: new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 19), timeZone: "UTC" });
  const attendees = [{ type: "required", emailAddress: { address: mainUser, name: "Robin" } }];
  calendar.createEvent(sofia, { subject: "Budget talk", start: at(0.1), end: at(1), attendees });
  await rig.refresh("home/calendar/calendar");
  const responseOf = () => (calendar.events(mainUser).find(({ subject }) => subject === "Budget talk") as any)?.responseStatus.response;
  const page = await rig.open({ locale: "de-DE" });
  await page.locator(".agenda-card summary", { hasText: "Budget talk" }).click();
  await page.getByRole("button", { name: "Absagen", exact: true }).click();
  const question = page.getByRole("dialog", { name: "Absagen" });
  await question.getByText("Budget talk").waitFor();
  expect(responseOf()).toBe("notResponded");
  await question.getByRole("button", { name: "Absagen" }).click();
  await expect.poll(responseOf).toBe("declined");
});

test("a form says in the language of the page that an end is before its start, and that an address is none", async () => {
  const page = await rig.open({ locale: "de-DE" });
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  await page.goto(`${rig.address}/#/services/home/calendar/create-event`);
  const form = page.locator(".service-form");
  await form.getByLabel("Sensor").selectOption("family");
  await form.getByLabel("Betreff").fill("Rückwärts");
  await form.getByRole("textbox", { name: "Beginn" }).fill("2027-03-01T19:00");
  await form.getByRole("textbox", { name: "Ende" }).fill("2027-03-01T18:00");
  await form.getByRole("button", { name: "Termin anlegen" }).click();
  await form.getByText("Muss nach dem Beginn liegen.").first().waitFor();
  await page.goto(`${rig.address}/#/services/home/email/send`);
  await form.getByLabel("An", { exact: true }).fill("keine Adresse");
  await form.getByLabel("Betreff").fill("Hallo");
  await form.getByRole("button", { name: "Nachricht senden" }).click();
  await form.getByText("Hat nicht das richtige Format.").first().waitFor();
});

test("a result and a refusal are in the language of the page, and the JSON view names the field that is wrong", async () => {
  const page = await rig.open({ locale: "de-DE" });
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  await page.goto(`${rig.address}/#/services/home/todo/create-task`);
  const form = page.locator(".service-form");
  await form.getByRole("button", { name: "Als JSON bearbeiten" }).click();
  const send = async (input: object) => {
    await form.getByLabel("JSON").fill(JSON.stringify(input));
    await form.getByRole("button", { name: "Aufgabe anlegen" }).click();
  };
  await send({ sensor: "groceries", title: 5 });
  await form.getByText("#/title", { exact: true }).waitFor();
  await send({ sensor: "groceries", title: "Hafer", importance: "high" });
  await form.getByText("Erledigt.").waitFor();
  await form.locator("dt", { hasText: "Wichtigkeit" }).waitFor();
  rig.emulator.control.faults.add({ path: "/me/todo/*", status: 403, code: "ErrorAccessDenied" });
  await send({ sensor: "groceries", title: "Gerste" });
  await form.getByText(/^Microsoft erlaubt das nicht: .*\(403 ErrorAccessDenied\)$/).waitFor();
  rig.emulator.control.faults.clear();
});

test("a language chosen in the settings is kept", async () => {
  const page = await rig.open();
  await page.getByRole("region", { name: "Teams presence" }).waitFor();
  await page.goto(`${rig.address}/#/settings`);
  await page.getByLabel("Language").selectOption({ label: "Nederlands" });
  await page.getByRole("heading", { name: "Instellingen" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Instellingen" }).waitFor();
  expect(await page.evaluate("document.documentElement.lang")).toBe("nl");
  await page.goto(`${rig.address}/#/`);
  await page.getByRole("region", { name: "Automatische antwoorden" }).getByText("Uit").waitFor();
});

test.each(["de", "es", "fr", "nl"])("on a phone the navigation is not cut off, and no page scrolls sideways (%s)", async (locale) => {
  const page = await rig.open({ viewport: { width: 320, height: 640 }, locale, hasTouch: true });
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  expect(await page.evaluate("document.documentElement.lang")).toBe(locale);
  for (const where of ["", "services/home/calendar/create-event", "accounts", "permissions", "settings", "set-up"]) {
    await showPage(page, where);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth"), where).toBeLessThanOrEqual(0);
  }
  const cut = await page.evaluate(
    "[...document.querySelectorAll('nav li span')].filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent)",
  );
  expect(cut).toEqual([]);
});
