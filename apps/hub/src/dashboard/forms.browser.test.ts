import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountYamlWith, createDashboardRig, type DashboardRig, launchBrowser, mainUser } from "../../test/dashboard/dashboard.fixture.ts";

let browser: Browser;
let rig: DashboardRig;
beforeAll(async () => {
  browser = await launchBrowser();
  rig = await createDashboardRig(browser, accountYamlWith("calendar: {}", "email: { sensors: [{ name: Inbox, preview: true }] }"));
  await rig.signIn();
});
afterAll(async () => {
  await rig[Symbol.asyncDispose]();
  await browser.close();
});

const callEmail = (service: string, input: object) => call(`email/${service}`, input);
async function call(service: string, input: object): Promise<any> {
  const headers = { authorization: "Bearer the-token-of-this-test-hub" };
  const address = `${rig.address}/api/v1/accounts/home/services/${service}`;
  const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(input) });
  return ((await response.json()) as any).result;
}

test("an event is made on a phone: the end follows the start, people are suggested, and it repeats without a rule to type", async () => {
  const page = await rig.open({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const line = page.getByRole("textbox", { name: "Create an event" });
  await line.fill("Choir");
  await line.press("Enter");
  const sheet = page.getByRole("dialog", { name: "Create an event" });
  expect(await sheet.getByLabel("Subject").inputValue()).toBe("Choir");
  await sheet.getByLabel("Sensor").selectOption({ label: "Family" });
  const [start, end] = [sheet.getByLabel("Start"), sheet.getByLabel("End", { exact: true })];
  await start.fill("2027-03-01T19:00");
  expect(await end.inputValue()).toBe("2027-03-01T19:30");
  await end.fill("2027-03-01T21:00");
  await start.fill("2027-03-02T18:00");
  expect(await end.inputValue()).toBe("2027-03-02T20:00");
  await sheet.getByLabel("All day").check();
  expect([await start.inputValue(), await end.inputValue()]).toEqual(["2027-03-02", "2027-03-02"]);
  await sheet.getByLabel("All day").uncheck();
  expect([await start.inputValue(), await end.inputValue()]).toEqual(["2027-03-02T09:00", "2027-03-02T09:30"]);
  await sheet.getByText("More", { exact: true }).click();
  const attendees = sheet.getByRole("group", { name: "Attendees" }).getByLabel("Required");
  await attendees.fill("Lin");
  const suggestions = await page.evaluate<string[]>("[...document.activeElement.list.options].map(({ value }) => value)");
  const linden = suggestions.find((each) => each.startsWith("Linden School"))!;
  await attendees.fill(`${linden}, ada@example.com`);
  await sheet.getByLabel("Optional", { exact: true }).fill("Grace <grace@example.com>");
  const recurrence = sheet.getByLabel("Recurrence");
  const ruleAsJson = async () => {
    await sheet.getByRole("button", { name: "Edit as JSON" }).click();
    const { recurrence: rule } = JSON.parse(await sheet.getByLabel("JSON").inputValue());
    await sheet.getByRole("button", { name: "Back to the form" }).click();
    await sheet.getByText("More", { exact: true }).click();
    return rule;
  };
  await recurrence.selectOption("Every month");
  await sheet.getByLabel("On", { exact: true }).selectOption("On a day of the week");
  // As it begins: the first Tuesday.
  expect(await sheet.getByLabel("On a day of the week", { exact: true }).inputValue()).toBe("TU");
  await sheet.getByLabel("Which one").selectOption("second");
  expect(await ruleAsJson()).toBe("FREQ=MONTHLY;BYDAY=2TU");
  await sheet.getByLabel("Which one").selectOption("last");
  await sheet.getByLabel("On a day of the week", { exact: true }).selectOption("weekday (Monday to Friday)");
  expect(await ruleAsJson()).toBe("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1");
  await recurrence.selectOption("Every year");
  await sheet.getByLabel("On", { exact: true }).selectOption("On a day of the month");
  await sheet.getByLabel("Month", { exact: true }).selectOption("June");
  expect(await ruleAsJson()).toBe("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=2");
  await recurrence.selectOption("Every week");
  await sheet.getByRole("button", { name: "Tue" }).click();
  await sheet.getByLabel("Ends").selectOption("After");
  await sheet.getByRole("button", { name: "Edit as JSON" }).click();
  expect(JSON.parse(await sheet.getByLabel("JSON").inputValue())).toMatchObject({
    sensor: "family",
    recurrence: "FREQ=WEEKLY;BYDAY=TU;COUNT=10",
  });
  await sheet.getByRole("button", { name: "Back to the form" }).click();
  expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
  await sheet.getByRole("button", { name: "Create an event" }).click();
  const question = page.getByRole("dialog").filter({ hasText: "Other people will learn of it." });
  await question.getByText("Choir").waitFor();
  await question.getByRole("button", { name: "Create an event" }).click();
  const made = () => rig.emulator.control.calendar.events(mainUser).find(({ subject }) => subject === "Choir");
  await expect
    .poll(() => made()?.attendees?.map(({ type, emailAddress }: any) => [type, emailAddress.address]))
    .toEqual([
      ["required", expect.stringContaining("@")],
      ["required", "ada@example.com"],
      ["optional", "grace@example.com"],
    ]);
  expect(made()).toMatchObject({ recurrence: { pattern: { type: "weekly", daysOfWeek: ["tuesday"] } } });
  await page.locator("dialog").first().waitFor({ state: "detached" });
});

test("the JSON view takes what is written, also on the page of actions", async () => {
  const page = await rig.open();
  await page.goto(`${rig.address}/#/services/home/calendar/list-events`);
  const form = page.locator(".service-form");
  await form.getByRole("button", { name: "Edit as JSON" }).click();
  await form.getByLabel("JSON").fill('{ "sensor": "family", "maxItems": 2 }');
  await form.getByRole("button", { name: "Back to the form" }).click();
  expect(await form.getByLabel("Sensor").inputValue()).toBe("family");
  await form.getByRole("button", { name: "Show", exact: true }).click();
  await form.getByText("Done.").waitFor();
});

test("files of the device are attached to a message, without a configured folder", async () => {
  const page = await rig.open({ locale: "de-DE", viewport: { width: 390, height: 844 }, hasTouch: true });
  await page.getByRole("region", { name: "Inbox" }).waitFor();
  await page.evaluate('location.hash = "/services/home/email/send"');
  const form = page.locator("form.service-form");
  await form.getByLabel("Betreff").fill("Scans");
  const chooser = page.waitForEvent("filechooser");
  await form.getByText("Dateien wählen …", { exact: true }).first().click();
  await (await chooser).setFiles([
    { name: "Straße.pdf", mimeType: "application/pdf", buffer: Buffer.from("one") },
    { name: "zwei.bin", mimeType: "", buffer: Buffer.from([0, 255, 128]) },
    { name: "weg.txt", mimeType: "text/plain", buffer: Buffer.from("x") },
  ]);
  await form.getByText("Straße.pdf", { exact: true }).waitFor();
  await form.getByRole("button", { name: /: weg\.txt$/ }).click();
  expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
  await form.getByRole("button", { name: "Nachricht senden" }).click();
  await form.getByText("Erledigt.").waitFor();
  const find = async () => (await callEmail("list-messages", { subjectIs: "Scans", attachments: true })).messages[0];
  await expect.poll(async () => (await find())?.attachments).toEqual(["Straße.pdf", "zwei.bin"]);
  const { content } = await callEmail("download-attachment", { id: (await find()).id, name: "zwei.bin" });
  expect([...Buffer.from(content, "base64")]).toEqual([0, 255, 128]);
});

test("a file that was chosen and is not there stops the call; the others stay, and so does what was typed meanwhile", async () => {
  const page = await rig.open();
  let upload = () => {};
  const isUploaded = new Promise<void>((resolve) => {
    upload = resolve;
  });
  await page.route(/uploads\?name=one/, async (route) => {
    await isUploaded;
    await route.continue();
  });
  await page.route(/uploads\?name=two/, (route) => route.abort());
  await page.goto(`${rig.address}/#/services/home/email/send`);
  const form = page.locator("form.service-form");
  const chooser = page.waitForEvent("filechooser");
  await form.getByText("Choose files …", { exact: true }).first().click();
  await (await chooser).setFiles(["one.txt", "two.txt", "three.txt"].map((name) => ({ name, mimeType: "", buffer: Buffer.from(name) })));
  await form.getByText("Uploading one.txt …").waitFor();
  await form.getByLabel("Subject").fill("With files");
  upload();
  await form.getByText("The hub does not respond.").waitFor();
  await form.getByText("three.txt", { exact: true }).waitFor();
  expect(await form.getByLabel("Subject").inputValue()).toBe("With files");
  const send = form.getByRole("button", { name: "Send a message" });
  await send.click();
  await form.getByText("A chosen file is missing. Choose it again or remove it.").waitFor();
  await form.getByRole("button", { name: "Edit as JSON" }).click();
  expect(await form.getByLabel("JSON").count()).toBe(0);
  expect(rig.emulator.control.mail.sent().some(({ subject }) => subject === "With files")).toBe(false);
  await form.getByRole("button", { name: "Remove: two.txt" }).click();
  await send.click();
  await form.getByText("Done.").waitFor();
  const found = async () => (await callEmail("list-messages", { subjectIs: "With files", attachments: true })).messages[0];
  await expect.poll(async () => (await found())?.attachments).toEqual(["one.txt", "three.txt"]);
});

test("a wrong address is refused before the question whether others shall learn of it", async () => {
  const page = await rig.open();
  await page.goto(`${rig.address}/#/services/home/email/send`);
  const form = page.locator("form.service-form");
  await form.getByLabel("To", { exact: true }).fill("ada@example.com, ben at example.com");
  await form.getByRole("button", { name: "Send a message" }).click();
  await form.getByText(/part 2 of 2 is not an email address/).waitFor();
  expect(await page.locator("dialog").count()).toBe(0);
});

test("an end before its start is refused before the question whether others shall learn of it", async () => {
  const page = await rig.open();
  await page.goto(`${rig.address}/#/services/home/calendar/create-event`);
  const form = page.locator("form.service-form");
  await form.getByLabel("Subject").fill("Rehearsal");
  await form.getByLabel("Start").fill("2027-03-01T19:00");
  await form.getByLabel("End", { exact: true }).fill("2027-03-01T18:00");
  await form.getByText("More", { exact: true }).click();
  await form.getByRole("group", { name: "Attendees" }).getByLabel("Required").fill("ada@example.com");
  await form.getByRole("button", { name: "Create an event" }).click();
  await form.getByText("The end must be after the start.").waitFor();
  expect(await form.getByLabel("End", { exact: true }).getAttribute("aria-invalid")).toBe("true");
  expect(await page.locator("dialog").count()).toBe(0);
});

test("a whole day ends on its last day, also over the change of the clocks, when it is made and when it is edited", async () => {
  const page = await rig.open();
  await page.goto(`${rig.address}/#/services/home/calendar/create-event`);
  const form = page.locator("form.service-form");
  await form.getByLabel("Subject").fill("Fair");
  await form.getByLabel("Sensor").selectOption({ label: "Family" });
  await form.getByLabel("All day").check();
  await form.getByLabel("Start").fill("2027-03-27");
  const end = form.getByLabel("End", { exact: true });
  await end.fill("2027-03-26");
  await form.getByRole("button", { name: "Create an event" }).click();
  await form.getByText("The end must be after the start.").waitFor();
  await end.fill("2027-03-28");
  await form.getByText("The last day, which is included").waitFor();
  await form.getByRole("button", { name: "Create an event" }).click();
  await form.getByText("Done").first().waitFor();
  const shown = form.locator(".result dl > div", { has: page.locator("dt", { hasText: /^End$/ }) }).locator("dd");
  expect(await shown.textContent()).toBe("28 Mar 2027");
  const stored = () => rig.emulator.control.calendar.events(mainUser).find(({ subject }) => subject === "Fair")!;
  expect(stored()).toMatchObject({ isAllDay: true, end: { dateTime: expect.stringMatching(/^2027-03-29T00:00/) } });
  await page.evaluate('location.hash = "/calendar/2027-03-27"');
  await page.getByRole("button", { name: /Fair/ }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Change an event …" }).click();
  const sheet = page.getByRole("dialog", { name: "Change an event" });
  expect(await sheet.getByLabel("End", { exact: true }).inputValue()).toBe("2027-03-28");
  await sheet.getByLabel("End", { exact: true }).fill("2027-03-27");
  await sheet.getByRole("button", { name: "Change an event", exact: true }).click();
  // The hub keeps no event of that day, so it does not know whether others take part.
  const question = page.getByRole("dialog").filter({ hasText: "Other people will learn of it." });
  await question.getByRole("button", { name: "Change an event" }).click();
  await expect.poll(() => stored().end?.dateTime).toMatch(/^2027-03-28T00:00/);
});

test("what is about a series or guests is offered only where there are some, and the reminder has its unit", async () => {
  const at = { start: "2027-04-05T10:00:00", end: "2027-04-05T11:00:00", sensor: "family" };
  await call("calendar/create-event", { ...at, subject: "Alone" });
  const attendees = [{ email: "guest@example.com" }];
  await call("calendar/create-event", { ...at, subject: "Weekly", recurrence: "FREQ=WEEKLY;COUNT=3", attendees });
  const page = await rig.open();
  await page.evaluate('location.hash = "/calendar/2027-04-05"');
  const dialog = page.getByRole("dialog");
  const open = (subject: string) =>
    page
      .getByRole("button", { name: new RegExp(subject) })
      .first()
      .click();
  await open("Alone");
  await dialog.getByRole("button", { name: "Remove an event", exact: true }).waitFor();
  expect(await dialog.getByRole("button", { name: /Cancel a meeting/ }).count()).toBe(0);
  await dialog.getByRole("button", { name: "Change an event …" }).click();
  const sheet = page.getByRole("dialog", { name: "Change an event" });
  await sheet.getByText("More", { exact: true }).click();
  await sheet.getByLabel("Reminder (minutes before)").waitFor();
  expect(await sheet.getByLabel("Whole series").count()).toBe(0);
  expect(await sheet.getByLabel("Occurrence").count()).toBe(0);
  await page.keyboard.press("Escape");
  await open("Weekly");
  await dialog.getByRole("button", { name: "Cancel a meeting …" }).waitFor();
  await dialog.getByRole("button", { name: "Remove an event …" }).click();
  await page.getByRole("dialog", { name: "Remove an event" }).getByLabel("Whole series").waitFor();
});

test("a title typed in the line is in the form, and back in the line when the form is closed", async () => {
  const page = await rig.open();
  const line = page.getByRole("textbox", { name: "Create an event" });
  await line.fill("Concert");
  await line.press("Enter");
  const sheet = page.getByRole("dialog", { name: "Create an event" });
  expect(await sheet.getByLabel("Subject").inputValue()).toBe("Concert");
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  expect(await line.inputValue()).toBe("Concert");
  await line.press("Enter");
  await sheet.getByLabel("Subject").fill("Concert in the park");
  await page.keyboard.press("Escape");
  await sheet.getByRole("button", { name: "Discard" }).click();
  await expect.poll(() => line.inputValue()).toBe("Concert in the park");
});

test("settings of a plugin and what is wrong with them are in the language of the page; a switch can be left to its default", async () => {
  const page = await rig.open({ locale: "de-DE" });
  await page.getByRole("region", { name: "Inbox" }).waitFor();
  await page.evaluate('location.hash = "/accounts/home"');
  const settings = page.locator("details", { has: page.getByText("Einstellungen: Outlook-E-Mail", { exact: true }) });
  await settings.locator("summary").first().click();
  const most = settings.getByLabel("Höchstzahl", { exact: true });
  await most.fill("2000");
  const save = settings.getByRole("button", { name: "Speichern" });
  await save.click();
  await settings.getByText("Höchstens 1000.", { exact: true }).first().waitFor();
  await most.fill("50");
  const send = settings.getByLabel("Senden", { exact: true });
  expect(await send.locator("option").allTextContents()).toEqual(["Standard", "Ja", "Nein"]);
  expect(await send.inputValue()).toBe("");
  await send.selectOption("Nein");
  await save.click();
  await settings.getByText("Gespeichert.").waitFor();
  const file = () => readFile(join(rig.folder, "casement.yaml"), "utf8");
  expect(await file()).toMatch(/maxItems: 50[\s\S]*send: false/);
  await send.selectOption("Standard");
  await save.click();
  await expect.poll(file).not.toContain("send:");
});

test("an item is chosen by its title, and another one by its ID", async () => {
  const page = await rig.open();
  await page.getByRole("region", { name: "Inbox" }).waitFor();
  await page.evaluate('location.hash = "/services/home/email/get-message"');
  const form = page.locator(".service-form");
  const message = form.getByLabel(/^Message/);
  const options = message.locator("optgroup[label=Inbox] option");
  await options.first().waitFor({ state: "attached" });
  const titles = await options.allTextContents();
  const title = titles.find((each) => each.startsWith("Stairs: oak or larch?"))!;
  await message.selectOption({ label: title });
  await form.getByRole("button", { name: "Show", exact: true }).click();
  await form.getByText("The carpenter waits.").first().waitFor();
  await message.selectOption("Another one, by its ID");
  expect(await form.getByLabel(/^Message/).evaluate((field: any) => field.localName)).toBe("input");
});
