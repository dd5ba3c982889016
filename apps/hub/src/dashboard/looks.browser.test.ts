import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { dashboardFolder } from "@casement/dashboard";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { axeFindings } from "../../test/dashboard/axe-check.fixture.ts";
import { accountYamlWith, createDashboardRig, type DashboardRig, launchBrowser, mainUser } from "../../test/dashboard/dashboard.fixture.ts";
import { showPage } from "../../test/dashboard/show-page.fixture.ts";

let browser: Browser;
let rig: DashboardRig;
beforeAll(async () => {
  browser = await launchBrowser();
  rig = await createDashboardRig(
    browser,
    accountYamlWith("calendar: {}", "todo: {}", "autoreply: {}", "email: { sensors: [{ name: Inbox, preview: true }] }"),
  );
  await rig.signIn();
});
afterAll(async () => {
  await rig[Symbol.asyncDispose]();
  await browser.close();
});

const pages = [
  "",
  "calendar",
  "wall",
  "services",
  "services/home/calendar/create-event",
  "events",
  "accounts",
  "permissions",
  "settings",
  "settings/access",
  "settings/audit",
  "settings/hub",
  "settings/log",
  "settings/notifications",
  "settings/webhooks",
  "accounts/home",
  "set-up",
  "sensor/home/todo/groceries",
  "read/home/email/inbox",
];

test.each(["light", "dark"] as const)("axe finds nothing on any page, and in no dialog (%s)", async (colorScheme) => {
  const page = await rig.open({ colorScheme });
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  for (const where of pages) {
    await showPage(page, where);
    expect(await axeFindings(page), where).toEqual([]);
  }
  await showPage(page, "");
  await page.getByRole("region", { name: "Groceries" }).locator("summary").first().click();
  await page.getByRole("button", { name: "Change a task" }).click();
  await page.getByRole("dialog").waitFor();
  expect(await axeFindings(page), "sheet").toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Delete a task" }).click();
  await page.getByRole("dialog").waitFor();
  expect(await axeFindings(page), "question").toEqual([]);
  await page.keyboard.press("Escape");
  await showPage(page, "wall");
  await page.getByRole("button", { name: "Arrange the wall" }).click();
  expect(await axeFindings(page), "arranging the wall").toEqual([]);
  await showPage(page, "calendar");
  for (const view of ["Day", "Week", "Month", "Agenda"]) {
    await page.getByRole("button", { name: view, exact: true }).click();
    expect(await axeFindings(page), view).toEqual([]);
  }
  await page.locator(".agenda-entry").first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Change an event" }).waitFor();
  expect(await axeFindings(page), "event").toEqual([]);
});

test("no page scrolls sideways at 320 pixels, which is 1280 at 400 %, in German", async () => {
  const page = await rig.open({ viewport: { width: 320, height: 640 }, locale: "de-DE", hasTouch: true });
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  for (const where of pages) {
    await showPage(page, where);
    const beyond = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
    expect(beyond, where).toBeLessThanOrEqual(0);
  }
  await page.getByRole("link", { name: "Konten" }).click();
  await page.getByRole("heading", { name: "Konten" }).waitFor();
  await page.getByText("Angemeldet").waitFor();
});

test("on a phone, a text to copy has the width, and its button keeps its name", async () => {
  const page = await rig.open({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  await showPage(page, "services/home/todo/create-list");
  await page.locator("details summary").last().click();
  const [block, button] = [page.locator(".code").first(), page.locator(".code").first().getByRole("button", { name: "Copy" })];
  const [whole, copy] = [(await block.boundingBox())!, (await button.boundingBox())!];
  expect(copy.width).toBeGreaterThanOrEqual(32);
  expect(copy.width / whole.width).toBeLessThan(0.18);
});

test("each page has a title and landmarks of its own", async () => {
  const page = await rig.open();
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  const titles = new Map<string, string>();
  for (const where of pages) {
    await showPage(page, where);
    titles.set(where, await page.title());
    const landmarks = await page
      .locator("nav, main, section[aria-label], section[aria-labelledby], form[aria-label]")
      .evaluateAll((all) =>
        all.map((each: any) => `${each.tagName} ${each.getAttribute("aria-label") ?? each.getAttribute("aria-labelledby")}`),
      );
    expect(new Set(landmarks).size, where).toBe(landmarks.length);
  }
  expect(titles.get("")).toBe("Home · Casement");
  expect(titles.get("settings/access")).toBe("Access · Casement");
  expect(titles.get("sensor/home/todo/groceries")).toBe("Groceries · Casement");
  // A service is opened on the page of all services.
  expect(new Set(titles.values()).size).toBe(pages.length - 1);
});

test("a screen reader hears a list by its name, its state and what can be ticked", async () => {
  const page = await rig.open();
  const list = page.getByRole("region", { name: "Groceries" });
  await list.waitFor();
  const heard = await list.ariaSnapshot();
  expect(heard.split("\n").slice(0, 4)).toEqual([
    '- region "Groceries":',
    '  - heading "Groceries" [level=2]:',
    '    - link "Groceries":',
    '      - /url: "#/sensor/home/todo/groceries"',
  ]);
  for (const part of ['- textbox "Create a task"', `- 'checkbox "Done: Coffee"'`, `- 'button "Add: Create a task"'`, "- listitem"])
    expect(heard).toContain(part);
});

const directionOf = (element: any): string => element.ownerDocument.defaultView.getComputedStyle(element).direction;

test("a title from right to left begins at the right", async () => {
  const { control } = rig.emulator;
  const [list] = control.todo.lists(mainUser).filter(({ displayName }) => displayName === "Groceries");
  const task = control.todo.addTask(mainUser, list!.id, { title: "חלב ולחם (2)" });
  const page = await rig.open();
  await page.evaluate("location.hash = '/sensor/home/todo/groceries'");
  await page.getByRole("button", { name: "Refresh" }).click();
  const more = page.getByRole("button", { name: /more$/ });
  const title = page.locator(".items .line-text", { hasText: "חלב" });
  await page.getByText("חלב").or(more).first().waitFor();
  if (await more.isVisible()) await more.click();
  await title.waitFor();
  expect(await title.evaluate(directionOf)).toBe("rtl");
  control.todo.removeTask(mainUser, list!.id, task);
});

test("a message's title begins at its own side, whoever sent it, and on a phone its page keeps a heading", async () => {
  rig.emulator.control.mail.deliver({ from: "noa@example.com", to: [mainUser], subject: "הזמנה (15:00)" });
  await rig.refresh("home/email/inbox");
  const page = await rig.open({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const line = page.locator(".messages .line-text", { hasText: "הזמנה" });
  expect(await line.getByText("הזמנה").evaluate(directionOf)).toBe("rtl");
  expect(await line.getByText("noa").evaluate(directionOf)).toBe("ltr");
  await showPage(page, "read/home/email/inbox");
  await page.locator(".conversations a", { hasText: "הזמנה" }).click();
  await page.getByRole("heading", { name: "הזמנה" }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
});

test("works with the keyboard alone", async () => {
  const page = await rig.open();
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  await page.keyboard.press("Tab");
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to content");
  await page.keyboard.press("Enter");
  expect(await page.evaluate("document.activeElement.id")).toBe("content");
  const first = page.getByRole("region", { name: "Groceries" }).getByRole("checkbox").first();
  const label = (await first.getAttribute("aria-label"))!;
  await first.focus();
  await page.keyboard.press("Space");
  await page.getByRole("checkbox", { name: label }).waitFor({ state: "detached" });
});

test("the page is small and its layout does not shift", async () => {
  const files = readdirSync(dashboardFolder, { recursive: true, withFileTypes: true }).filter(({ name }) => name.endsWith(".br"));
  const sizesOf = (pattern: RegExp) =>
    files.filter(({ name }) => pattern.test(name)).map((file) => statSync(join(file.parentPath, file.name)).size);
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
  const languages = sizesOf(/^[a-z]{2}-/);
  expect(languages).toHaveLength(4);
  // A browser loads one language at most, and the calendar, the set-up, the page that asks and the pages about a sensor, events, permissions, accounts and the hub when they are opened.
  expect(
    sum(
      sizesOf(
        /^(?![a-z]{2}-|hub-|refusals-|problems-|calendar-|reading-|message|wall-|arrange-|connect-|access-|webhooks-|setup-|action|forms-|service-form-|event-notifier|page-worker|events-page|permissions-page|sensor-page)/,
      ),
    ) + Math.max(...languages),
  ).toBeLessThan(48_000);
  expect(sum(sizesOf(/^webhooks-page/))).toBeLessThan(6_000);
  expect(sum(sizesOf(/^connect-(page|grants)/))).toBeLessThan(4_000);
  expect(sum(sizesOf(/^access-page/))).toBeLessThan(4_000);
  expect(Math.max(...sizesOf(/^refusals-/))).toBeLessThan(2_500);
  expect(Math.max(...sizesOf(/^problems-/))).toBeLessThan(3_000);
  expect(sum(sizesOf(/^hub-pages/))).toBeLessThan(8_000);
  expect(sum(sizesOf(/^(reading-parts|message)/))).toBeLessThan(18_000);
  expect(sum(sizesOf(/^calendar-page/))).toBeLessThan(52_000);
  expect(sum(sizesOf(/^(action-parts|forms|service-form)-/))).toBeLessThan(15_000);
  const page = await rig.open();
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  await page.addInitScript(`
    layoutShift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { layoutShift += value; })).observe({ type: "layout-shift", buffered: true });
  `);
  await page.reload();
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  expect(await page.evaluate("layoutShift")).toBeLessThan(0.1);
});
