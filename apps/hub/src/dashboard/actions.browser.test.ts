import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { countChangesOfMind, holdChangesOfMind, passChangeOfMind } from "../../test/dashboard/change-of-mind.fixture.ts";
import { accountYamlWith, createDashboardRig, type DashboardRig, launchBrowser, mainUser } from "../../test/dashboard/dashboard.fixture.ts";

let browser: Browser;
let rig: DashboardRig;
beforeAll(async () => {
  browser = await launchBrowser();
  rig = await createDashboardRig(
    browser,
    accountYamlWith(
      "calendar: {}",
      "todo: {}",
      "status: {}",
      "autoreply: { defaultText: I am away. }",
      "email: { sensors: [{ name: Inbox, preview: true }] }",
    ),
  );
  await rig.signIn();
});
afterAll(async () => {
  await rig[Symbol.asyncDispose]();
  await browser.close();
});

let page: Page;
beforeEach(async () => {
  page = await rig.newPage();
  await holdChangesOfMind(page);
  await rig.openIn(page);
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  await notes().waitFor({ state: "attached" });
});
const notes = () => page.locator(".call-notes");
const card = (name: string) => page.getByRole("region", { name, exact: true });
const changeOfMind = () => passChangeOfMind(page);

const tasksOf = (name: string) => {
  const { todo } = rig.emulator.control;
  const list = todo.lists(mainUser).find(({ displayName }) => displayName === name)!;
  return todo.tasks(mainUser, list.id);
};
const taskOf = (title: string) => tasksOf("Groceries").find((task) => task.title === title);

test("one line adds to a list, after five seconds in which it can be taken back", async () => {
  const line = card("Groceries").getByRole("textbox", { name: "Create a task" });
  await line.fill("Eggs");
  await line.press("Enter");
  await notes().getByText("Eggs").waitFor();
  await notes().getByRole("button", { name: "Undo" }).click();
  await notes().getByText("Eggs").waitFor({ state: "detached" });
  expect(await countChangesOfMind(page)).toBe(0);
  expect(await line.inputValue()).toBe("Eggs");
  expect(taskOf("Eggs")).toBeUndefined();
  await line.press("Enter");
  await notes().getByText("Eggs").waitFor();
  expect(taskOf("Eggs")).toBeUndefined();
  await changeOfMind();
  await card("Groceries").locator("summary", { hasText: "Eggs" }).waitFor();
  expect(taskOf("Eggs")).toMatchObject({ status: "notStarted" });
  expect(await line.inputValue()).toBe("");
});

test("a tick is made at once, and taken back by the opposite service", async () => {
  await card("Groceries").getByRole("checkbox", { name: "Done: Onions" }).click();
  await notes().getByText("Onions").waitFor();
  expect(taskOf("Onions")).toMatchObject({ status: "completed" });
  await notes().getByRole("button", { name: "Undo" }).click();
  await card("Groceries").getByRole("checkbox", { name: "Done: Onions", checked: false }).waitFor();
  expect(taskOf("Onions")).toMatchObject({ status: "notStarted" });
});

test("an opened task is edited with its values filled in, and deleted after a question, with the keyboard alone", async () => {
  // The first six are shown, in an order that the other tests change.
  await card("Groceries")
    .getByRole("button", { name: /^\d+ more$/ })
    .press("Enter");
  await card("Groceries").locator("summary", { hasText: "Lentils" }).press("Enter");
  await card("Groceries").getByRole("button", { name: "Change a task …" }).press("Enter");
  const sheet = page.getByRole("dialog", { name: "Change a task" });
  await sheet.getByText("Lentils").waitFor();
  expect(await sheet.getByLabel("Sensor").count()).toBe(0);
  const title = sheet.getByLabel("Title");
  expect(await title.inputValue()).toBe("Lentils");
  await title.fill("Red lentils");
  await title.press("Enter");
  await changeOfMind();
  await card("Groceries").locator("summary", { hasText: "Red lentils" }).waitFor();
  await card("Groceries").getByRole("button", { name: "Delete a task" }).press("Enter");
  const question = page.getByRole("dialog", { name: "Delete a task" });
  await question.getByText("This cannot be undone.").waitFor();
  await page.keyboard.press("Escape");
  await question.waitFor({ state: "detached" });
  expect(taskOf("Red lentils")).toBeDefined();
  await card("Groceries").getByRole("button", { name: "Delete a task" }).press("Enter");
  await question.getByRole("button", { name: "Delete a task" }).press("Enter");
  await expect.poll(() => taskOf("Red lentils")).toBeUndefined();
});

test("a field that is emptied in the form is cleared in Microsoft 365, and the others stay", async () => {
  const { todo } = rig.emulator.control;
  const due = { dateTime: "2031-03-29T00:00:00.0000000", timeZone: "UTC" };
  const body = { content: "Two bags", contentType: "text" };
  todo.addTask(mainUser, "Groceries", { title: "Flour", body, dueDateTime: due, importance: "high" });
  await rig.refresh("home/todo/groceries");
  await card("Groceries").locator("summary", { hasText: "Flour" }).click();
  await card("Groceries").getByRole("button", { name: "Change a task …" }).click();
  const sheet = page.getByRole("dialog", { name: "Change a task" });
  expect(await sheet.getByLabel("Notes", { exact: true }).inputValue()).toBe("Two bags");
  await sheet.getByLabel("Notes", { exact: true }).fill("");
  await sheet.getByLabel(/^Due/).first().fill("");
  await sheet.getByRole("button", { name: "Change a task" }).click();
  await notes().getByText("Flour").waitFor();
  await changeOfMind();
  await expect.poll(() => taskOf("Flour")?.dueDateTime).toBeUndefined();
  expect(taskOf("Flour")).toMatchObject({ importance: "high", body: { content: "" } });
});

test("Escape does not take away what was typed in a form, and closes one in which nothing was", async () => {
  const open = async () => {
    await card("Groceries").getByRole("button", { name: "Change a task …" }).click();
    return page.getByRole("dialog", { name: "Change a task" });
  };
  await card("Groceries").locator("summary", { hasText: "Coffee" }).click();
  const untouched = await open();
  await page.keyboard.press("Escape");
  await untouched.waitFor({ state: "detached" });
  const sheet = await open();
  await sheet.getByLabel("Title").fill("Black coffee");
  for (let press = 0; press < 4; press++) await page.keyboard.press("Escape");
  await sheet.getByText("Discard what you have entered?").waitFor();
  expect(await sheet.getByLabel("Title").inputValue()).toBe("Black coffee");
  await sheet.getByRole("button", { name: "Keep editing" }).click();
  expect(await sheet.getByLabel("Title").inputValue()).toBe("Black coffee");
  await sheet.getByRole("button", { name: "Close" }).click();
  await sheet.getByRole("button", { name: "Discard" }).click();
  await sheet.waitFor({ state: "detached" });
  expect(taskOf("Coffee")).toBeDefined();
});

test("a step of a task is chosen by its title, although the list does not show steps", async () => {
  const { todo } = rig.emulator.control;
  const list = todo.lists(mainUser).find(({ displayName }) => displayName === "Groceries")!.id;
  const onions = taskOf("Onions")!.id;
  for (const displayName of ["Red ones", "White ones"]) todo.setChecklistItem(mainUser, list, onions, { displayName });
  // The first six are shown, in an order that the other tests change.
  await card("Groceries")
    .getByRole("button", { name: /^\d+ more$/ })
    .press("Enter");
  await card("Groceries").locator("summary", { hasText: "Onions" }).press("Enter");
  await card("Groceries").getByRole("button", { name: "Delete a step …" }).press("Enter");
  const sheet = page.getByRole("dialog", { name: "Delete a step" });
  await sheet.getByLabel("Step").selectOption("White ones");
  await sheet.getByRole("button", { name: "Delete a step" }).press("Enter");
  await notes().getByText("Onions").waitFor();
  await changeOfMind();
  await expect.poll(() => taskOf("Onions")?.checklistItems?.map(({ displayName }: any) => displayName)).toEqual(["Red ones"]);
});

test("a message is answered in place; it leaves after the question whether others shall learn of it", async () => {
  const inbox = card("Inbox");
  const message = inbox.locator("details").first();
  const subject = (await message.locator(".line-text > span").nth(1).textContent())!;
  await message.locator("summary").click();
  await message.getByRole("button", { name: /^Reply to the sender/ }).click();
  const sheet = page.getByRole("dialog", { name: "Reply to the sender" });
  await sheet.getByText(subject, { exact: true }).waitFor();
  await sheet.getByLabel("Text", { exact: true }).fill("Yes, with pleasure.");
  await sheet.getByRole("button", { name: "Reply to the sender" }).click();
  const question = page.getByRole("dialog").filter({ hasText: "Other people will learn of it." });
  await question.getByRole("button", { name: "Cancel" }).click();
  // What was written is still there.
  expect(await sheet.getByLabel("Text", { exact: true }).inputValue()).toBe("Yes, with pleasure.");
  await sheet.getByRole("button", { name: "Reply to the sender" }).click();
  await question.getByRole("button", { name: "Reply to the sender" }).click();
  await expect.poll(() => rig.emulator.control.mail.sent().length).toBe(1);
  await page.locator("dialog").first().waitFor({ state: "detached" });
});

test("a call that fails says why, and the form is there again with what was entered", async () => {
  await card("Groceries").locator("summary", { hasText: "Coffee" }).click();
  await card("Groceries").getByRole("button", { name: "Change a task …" }).click();
  const sheet = page.getByRole("dialog", { name: "Change a task" });
  await sheet.getByLabel("Title").fill("Tea");
  rig.emulator.control.faults.add({ path: "/me/todo/*", method: "PATCH", status: 403, code: "ErrorAccessDenied" });
  await sheet.getByRole("button", { name: "Change a task" }).click();
  await notes().getByText("Coffee").waitFor();
  expect(await sheet.isVisible()).toBe(false);
  await changeOfMind();
  await sheet.getByText(/ErrorAccessDenied/).waitFor();
  expect(await sheet.getByLabel("Title").inputValue()).toBe("Tea");
  rig.emulator.control.faults.clear();
});

test("leaving the page sends what waits for a change of mind", async () => {
  const line = card("Groceries").getByRole("textbox", { name: "Create a task" });
  await line.fill("Vanilla");
  await line.press("Enter");
  await notes().getByText("Vanilla").waitFor();
  expect(taskOf("Vanilla")).toBeUndefined();
  await page.goto("about:blank");
  await expect.poll(() => taskOf("Vanilla")).toMatchObject({ status: "notStarted" });
});

test("turning to another tab or app sends what waits: a phone may end the page without a word", async () => {
  const line = card("Groceries").getByRole("textbox", { name: "Create a task" });
  await line.fill("Cardamom");
  await line.press("Enter");
  await notes().getByText("Cardamom").waitFor();
  expect(taskOf("Cardamom")).toBeUndefined();
  await page.evaluate(
    `Object.defineProperty(document, "visibilityState", { value: "hidden" }); document.dispatchEvent(new Event("visibilitychange"))`,
  );
  await expect.poll(() => taskOf("Cardamom")).toMatchObject({ status: "notStarted" });
});

test("leaving the page while a long text waits is asked about: the browser would not send it", async () => {
  const line = card("Groceries").getByRole("textbox", { name: "Create a task" });
  await line.fill("Cinnamon ".repeat(1_000));
  await line.press("Enter");
  await notes().getByText("Cinnamon").waitFor();
  const asked = page.waitForEvent("dialog");
  void page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  // The page is still there. A real click waits for a frame, which Chromium does not draw after the question.
  await notes().getByRole("button", { name: "Undo" }).dispatchEvent("click");
  await notes().getByText("Cinnamon").waitFor({ state: "detached" });
  expect(taskOf("Cinnamon")).toBeUndefined();
});

test("a switch that reaches others asks first, and what it turned on is turned off at once, with an undo", async () => {
  const replies = () => rig.emulator.control.mailboxSettings.get(mainUser).automaticRepliesSetting.status;
  const control = page.getByRole("switch", { name: "Automatic replies" });
  const question = page.getByRole("dialog", { name: "Turn on automatic replies" });
  await control.press("Enter");
  await question.getByText("Other people will learn of it.").waitFor();
  await question.getByRole("button", { name: "Cancel" }).press("Enter");
  await question.waitFor({ state: "detached" });
  expect(replies()).toBe("disabled");
  expect(await control.getAttribute("aria-checked")).toBe("false");
  await control.press("Enter");
  await question.getByRole("button", { name: "Turn on automatic replies" }).press("Enter");
  await page.getByRole("switch", { name: "Automatic replies", checked: true }).waitFor();
  expect(replies()).toBe("alwaysEnabled");
  await control.press("Enter");
  await page.getByRole("switch", { name: "Automatic replies", checked: false }).waitFor();
  expect(replies()).toBe("disabled");
  await notes().getByRole("button", { name: "Undo" }).press("Enter");
  await question.getByRole("button", { name: "Cancel" }).press("Enter");
  expect(replies()).toBe("disabled");
});

test("a choice of a state waits for a change of mind; another choice takes its place", async () => {
  const presence = () => rig.emulator.control.presence.get(mainUser).availability;
  const before = presence();
  const control = page.getByRole("combobox", { name: "Set your preferred presence" });
  const shown = await control.inputValue();
  await control.selectOption("Away");
  await notes().getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => control.inputValue()).toBe(shown);
  await control.focus();
  await control.selectOption("Away");
  await control.selectOption("DoNotDisturb");
  expect(await control.evaluate("document.activeElement.tagName")).toBe("SELECT");
  await expect.poll(() => countChangesOfMind(page)).toBe(1);
  expect(presence()).toBe(before);
  await changeOfMind();
  await expect.poll(presence).toBe("DoNotDisturb");
});
