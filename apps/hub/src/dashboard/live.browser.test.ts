import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountYamlWith, createDashboardRig, type DashboardRig, launchBrowser, mainUser } from "../../test/dashboard/dashboard.fixture.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const inAnHour = () => {
  const at = (hours: number) => ({ dateTime: new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 19), timeZone: "UTC" });
  return { start: at(1), end: at(2) };
};
const calendarAndLists = accountYamlWith("calendar: { every: { events: 15s } }", "todo: {}");

test("a change in Microsoft 365 appears in the agenda and on the events page", async () => {
  await using rig = await createDashboardRig(browser, calendarAndLists);
  await rig.signIn();
  const page = await rig.open();
  await page.getByRole("link", { name: "Family" }).waitFor();
  let answer = () => {};
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/api/v1/events**", (route) => mayAnswer.then(() => route.continue()));
  await page.getByRole("link", { name: "Events" }).click();
  await page.reload();
  await page.getByText("Not known yet").waitFor();
  expect(await page.getByText("No events yet").count()).toBe(0);
  answer();
  await page.getByRole("listitem").first().waitFor();
  await page.getByRole("link", { name: "Home" }).click();
  const { calendar } = rig.emulator.control;
  const running = calendar.events(mainUser).find(({ subject }) => subject === "Materials check-in")!;
  calendar.patchEvent(mainUser, running.id, { subject: "Oak or larch" });
  await page.getByText("Oak or larch").first().waitFor();
  await page.getByRole("link", { name: "Events" }).click();
  const line = page.getByRole("listitem").filter({ hasText: "Event modified" });
  await line.getByText("home · Outlook calendars · Oak or larch").waitFor();
  await line.getByText("Event modified").click();
  await line.getByText("external").waitFor();
  await page.getByLabel("Type").selectOption("account/signed-in");
  expect(await page.getByText("Oak or larch").count()).toBe(0);
});

test("the form of a service marks missing and invalid fields, and then calls the service", async () => {
  await using rig = await createDashboardRig(browser, calendarAndLists);
  await rig.signIn();
  const page = await rig.open();
  await page.getByRole("link", { name: "Actions" }).click();
  await page.getByRole("link", { name: "Create an event" }).click();
  const form = page.locator("form.service-form");
  await form.getByRole("button", { name: "Create an event" }).click();
  await expect.poll(() => form.getByText("Required.").count()).toBe(3);
  await form.getByLabel("Sensor").selectOption("family");
  await form.getByLabel("Subject").fill("Dinner & dance");
  await form.getByLabel("Start").fill("2027-03-01T19:00");
  await form.getByLabel("End", { exact: true }).fill("2027-03-01T18:00");
  await form.getByRole("button", { name: "Create an event" }).click();
  await form.locator("[aria-invalid=true]").first().waitFor();
  await form.getByLabel("End", { exact: true }).fill("2027-03-01T22:00");
  await form.getByText("Use in scripts and automations").click();
  await expect
    .poll(() => form.locator("pre").first().textContent())
    .toContain("casement call home calendar/create-event sensor=family 'subject=Dinner & dance'");
  await form.getByRole("button", { name: "Create an event" }).click();
  await form.getByText("Done.").waitFor();
  const made = rig.emulator.control.calendar.events(mainUser).find(({ subject }) => subject === "Dinner & dance");
  expect(made?.start).toMatchObject({ dateTime: expect.stringContaining("2027-03-01T") });
});

test("checking off a task completes it in Microsoft 365", async () => {
  await using rig = await createDashboardRig(browser, calendarAndLists);
  await rig.signIn();
  const page = await rig.open();
  const groceries = page.getByRole("region", { name: "Groceries" });
  await groceries.getByRole("checkbox", { name: "Done: Coffee" }).click();
  await groceries.getByText("Coffee").waitFor({ state: "detached" });
  const { todo } = rig.emulator.control;
  const list = todo.lists(mainUser).find(({ displayName }) => displayName === "Groceries")!;
  expect(todo.tasks(mainUser, list.id).find(({ title }) => title === "Coffee")).toMatchObject({ status: "completed" });
});

test("a list that is longer than what the hub keeps says how much of it is shown, and reads the rest", async () => {
  await using rig = await createDashboardRig(browser, accountYamlWith("todo: {}"));
  const { todo } = rig.emulator.control;
  const list = todo.addList(mainUser, "Long");
  for (let at = 0; at < 209; at++) todo.addTask(mainUser, list, { title: `Task ${at}` });
  await rig.signIn();
  const page = await rig.open();
  const asked: (string | null)[] = [];
  page.on("request", (request) => request.url().endsWith("/services/todo/list-tasks") && asked.push(request.postData()));
  const card = page.getByRole("region", { name: "Long" });
  await card.getByText("209 tasks").waitFor();
  await card.getByText("Only the first 100 are shown.").waitFor();
  await card.getByRole("button", { name: "94 more" }).click();
  await card.getByText("Only the first 100 are shown.").waitFor();
  await expect.poll(() => card.getByRole("checkbox").count()).toBe(100);
  await card.getByRole("button", { name: "Show more" }).click();
  await expect.poll(() => card.getByRole("checkbox").count()).toBeGreaterThanOrEqual(200);
  await card.getByRole("button", { name: "Show more" }).click();
  await expect.poll(() => card.getByRole("checkbox").count()).toBe(209);
  // No part of the list is read twice.
  expect(asked.length).toBeGreaterThan(1);
  expect(new Set(asked).size).toBe(asked.length);
  expect(await card.getByText(/Only the first/).count()).toBe(0);
  expect(await card.getByRole("button", { name: "Show more" }).count()).toBe(0);
});

test("each card says why its sensors cannot be read, until they can", async () => {
  await using rig = await createDashboardRig(browser, accountYamlWith("todo: { every: { tasks: 15s } }", "status: {}"));
  await rig.signIn();
  const page = await rig.open();
  const card = page.getByRole("region", { name: "Groceries" });
  await card.getByRole("checkbox").first().waitFor();
  rig.emulator.control.faults.add({ path: "/me/todo/*", status: 403, code: "ErrorAccessDenied" });
  const reason = card.getByText(/Graph refused|ErrorAccessDenied/);
  await reason.waitFor({ timeout: 60_000 });
  expect(
    await page
      .getByRole("region", { name: "Teams status" })
      .getByText(/ErrorAccessDenied/)
      .count(),
  ).toBe(0);
  await card.getByRole("link", { name: "Groceries" }).click();
  await page.getByRole("heading", { name: "Groceries" }).first().waitFor();
  await expect.poll(() => page.getByText(/ErrorAccessDenied/).count()).toBe(1);
  rig.emulator.control.faults.clear();
  await reason.waitFor({ state: "detached", timeout: 60_000 });
});

test("during a restart of the hub the page says so, reconnects, and misses no event", async () => {
  await using rig = await createDashboardRig(browser, calendarAndLists);
  await rig.signIn();
  const page = await rig.open();
  await page.getByRole("link", { name: "Family" }).waitFor();
  await rig.stopHub();
  await page.getByText("Lost connection to the hub").waitFor();
  rig.emulator.control.calendar.createEvent(mainUser, {
    subject: "While away",
    ...inAnHour(),
  });
  await rig.startHub();
  await page.getByText("While away").first().waitFor();
  await page.getByText("Lost connection to the hub").waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Events" }).click();
  await page.getByRole("listitem").filter({ hasText: "While away" }).first().waitFor();
});

/**
 * Stops the clock of the page, and lets a message of the hub arrive. How long the page has heard nothing is then known, however long the test took
 * until here.
 */
async function pauseAfterMessage(page: Page, { emulator }: DashboardRig): Promise<void> {
  await page.clock.pauseAt(Date.now() + 5_000);
  emulator.control.calendar.createEvent(mainUser, { subject: "Just heard", ...inAnHour() });
  await expect
    .poll(async () => {
      // The page draws changes that arrive together at once, after a few milliseconds.
      await page.clock.runFor(20);
      return page.getByText("Just heard").count();
    })
    .toBeGreaterThan(0);
}

test("a connection that went silent is noticed after 45 seconds, and replaced as soon as the hub answers again", async () => {
  await using rig = await createDashboardRig(browser, calendarAndLists);
  await rig.signIn();
  const page = await rig.newPage();
  await page.clock.install();
  await rig.openIn(page);
  await page.getByRole("link", { name: "Family" }).waitFor();
  const lost = page.getByText("Lost connection to the hub");
  await pauseAfterMessage(page, rig);
  rig.frozen = true;
  await page.clock.fastForward(35_000);
  expect(await lost.count()).toBe(0);
  await page.clock.fastForward(11_000);
  await lost.waitFor();
  // New connections are accepted and stay silent, too.
  await page.clock.fastForward(60_000);
  expect(await lost.count()).toBe(1);
  rig.emulator.control.calendar.createEvent(mainUser, {
    subject: "While frozen",
    ...inAnHour(),
  });
  rig.frozen = false;
  await page.clock.fastForward(30_000);
  await page.clock.resume();
  await lost.waitFor({ state: "detached" });
  await page.getByText("While frozen").first().waitFor();
});

test("a page that was out of sight or offline checks its connection at once", async () => {
  await using rig = await createDashboardRig(browser, calendarAndLists);
  await rig.signIn();
  const page = await rig.newPage();
  await page.clock.install();
  await rig.openIn(page);
  await page.getByRole("link", { name: "Family" }).waitFor();
  const lost = page.getByText("Lost connection to the hub");
  await page.context().setOffline(true);
  await lost.waitFor();
  await page.context().setOffline(false);
  await lost.waitFor({ state: "detached" });
  await pauseAfterMessage(page, rig);
  rig.frozen = true;
  await page.clock.fastForward(30_000);
  expect(await lost.count()).toBe(0);
  await page.evaluate(`document.dispatchEvent(new Event("visibilitychange"))`);
  await page.clock.fastForward(10_000);
  await lost.waitFor();
});

test("after a revoked sign-in the page says what to do; canceling the new one offers read-only access", async () => {
  await using rig = await createDashboardRig(browser, calendarAndLists);
  await rig.signIn();
  const page = await rig.open();
  await page.getByRole("link", { name: "Family" }).waitFor();
  rig.emulator.control.entra.revoke(mainUser, "11111111-1111-4111-8111-111111111111");
  rig.emulator.control.entra.endAccessTokens("revoked", mainUser);
  // The next read of the lists notices it.
  await page.getByRole("link", { name: "Sign in again" }).click({ timeout: 60_000 });
  await page.getByText("Sign-in required").waitFor();
  const tab = page.context().waitForEvent("page");
  await page.getByRole("button", { name: "Sign in again" }).click();
  const microsoft = await tab;
  await microsoft.getByRole("button", { name: mainUser }).click();
  await microsoft.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("The sign-in was canceled").waitFor();
  const readOnlyTab = page.context().waitForEvent("page");
  await page.getByRole("button", { name: "Only read permissions" }).click();
  // Microsoft remembers who signed in.
  await (await readOnlyTab).getByRole("button", { name: "Accept" }).click();
  await page.getByText("Some permissions wait for approval").waitFor();
  await page.getByRole("link", { name: "Actions" }).click();
  await page.getByRole("link", { name: /Create an event/ }).click();
  await page.getByText("Requires Calendars.ReadWrite").waitFor();
  expect(await page.getByRole("button", { name: "Create an event" }).isDisabled()).toBe(true);
});
