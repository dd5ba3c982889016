import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countChangesOfMind, holdChangesOfMind, passChangeOfMind } from "../../test/dashboard/change-of-mind.fixture.ts";
import { accountYamlWith, createDashboardRig, type DashboardRig, launchBrowser } from "../../test/dashboard/dashboard.fixture.ts";
import { showPage } from "../../test/dashboard/show-page.fixture.ts";

let browser: Browser;
let rig: DashboardRig;
beforeAll(async () => {
  browser = await launchBrowser();
  rig = await createDashboardRig(
    browser,
    accountYamlWith("calendar: {}", "todo: {}", "status: {}", "email: { sensors: [{ name: Inbox, preview: true }] }"),
  );
  await rig.signIn();
});
afterAll(async () => {
  await rig[Symbol.asyncDispose]();
  await browser.close();
});

const pages = [
  ["", "calendar", "wall", "services", "services/home/calendar/create-event", "events", "accounts", "accounts/home", "permissions"],
  ["settings", "settings/access", "settings/audit", "settings/hub", "settings/log", "settings/notifications", "settings/webhooks"],
  ["set-up", "sensor/home/todo/groceries", "read/home/email/inbox"],
].flat();

/** Marks all that can be used, as the keyboard must reach it: one of a group of radio buttons, and what is neither hidden nor disabled. */
const markUsable = `(() => {
  const usable = "a[href], button, input, select, textarea, summary, iframe, [role=button], [role=link], [role=checkbox], [tabindex='0']";
  const groups = new Set();
  let count = 0;
  for (const element of document.querySelectorAll("[data-usable]")) delete element.dataset.usable;
  for (const element of document.querySelectorAll(usable)) {
    const box = element.getBoundingClientRect();
    const isShown = box.width > 0 && box.height > 0 && element.checkVisibility({ visibilityProperty: true });
    if (!isShown || element.disabled || element.closest("[inert]")) continue;
    if (element.type === "radio" && groups.has(element.name)) continue;
    if (element.type === "radio") groups.add(element.name);
    element.dataset.usable = String(count++);
  }
  return count;
})()`;
/** The element that has the focus, whether it shows that, and whether anything of it can be seen. */
const focused = `(() => {
  const element = document.activeElement;
  const name = element.tagName + " " + (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 60);
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const ring = element.tagName === "IFRAME" || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
  const box = element.getBoundingClientRect();
  const isInView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const group = element.type === "radio" ? [...document.getElementsByName(element.name)].find((each) => each.dataset.usable) : undefined;
  return { at: (group ?? element).dataset.usable, name, ring, isInView };
})()`;

test.each([
  ["desktop", 1440, 900],
  ["phone", 390, 844],
] as const)(
  "Tab reaches all that can be used, on every page, and shows where it is (%s)",
  async (_, width, height) => {
    const page = await rig.open({ viewport: { width, height } });
    await page.getByRole("region", { name: "Groceries" }).waitFor();
    const faults: string[] = [];
    for (const where of pages) {
      await showPage(page, where);
      const count = await page.evaluate<number>(markUsable);
      const reached = new Set<string>();
      // From the beginning of the page.
      await page.evaluate("document.body.tabIndex = -1, document.body.focus(), document.body.removeAttribute('tabindex')");
      // A field for a date and a time has several stops.
      for (let step = 0; step < count * 3 + 60 && reached.size < count; step++) {
        await page.keyboard.press("Tab");
        const { at, name, ring, isInView } = await page.evaluate<{ at?: string; name: string; ring: boolean; isInView: boolean }>(focused);
        if (at === undefined || reached.has(at)) continue;
        reached.add(at);
        if (!ring) faults.push(`${where}: no ring on ${name}`);
        if (!isInView) faults.push(`${where}: out of view: ${name}`);
      }
      const missed = await page.evaluate<string[]>(
        `[...document.querySelectorAll("[data-usable]")].filter((each) => !${JSON.stringify([...reached])}.includes(each.dataset.usable)).map((each) => each.outerHTML.slice(0, 140))`,
      );
      if (count < 3) faults.push(`${where}: nothing to reach`);
      faults.push(...missed.map((html) => `${where}: not reached: ${html}`));
    }
    expect(faults).toEqual([]);
  },
  180_000,
);

test("an item is opened, its form is left with Escape, and the focus is where it was", async () => {
  const page = await rig.open();
  const groceries = page.getByRole("region", { name: "Groceries" });
  await groceries.locator("summary").first().press("Enter");
  const button = groceries.getByRole("button", { name: "Change a task …" });
  await button.press("Enter");
  await page.getByRole("dialog", { name: "Change a task" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await button.evaluate("document.activeElement.textContent")).toContain("Change a task");
});

test("the heading of a page has the focus, also of a page that loads on its first visit", async () => {
  // A request of a service worker cannot be held up.
  const page = await rig.open({ serviceWorkers: "block" });
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  // The time that a slow line takes.
  let goOn = () => {};
  const slow = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route("**/calendar-page-*", async (route) => {
    await slow;
    await route.continue();
  });
  await page.getByRole("link", { name: "Calendar", exact: true }).first().click();
  await page.locator("main [aria-busy=true]").waitFor({ state: "attached" });
  await page.evaluate("new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)))");
  goOn();
  await page.locator("main h1").waitFor();
  expect(await page.evaluate("document.activeElement.tagName")).toBe("H1");
});

test("an event of the calendar is opened, the form of an action is left with Escape, and the focus is on the event", async () => {
  const page = await rig.open();
  await page.getByRole("link", { name: "Calendar", exact: true }).first().click();
  const event = page.getByRole("button", { name: /^Invoices / }).first();
  const focused = () => page.evaluate<string>("document.activeElement.textContent");
  await event.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Change an event …" }).press("Enter");
  await page.getByRole("dialog", { name: "Change an event" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await focused()).toContain("Invoices");
  await event.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Remove an event …" }).press("Enter");
  await page.getByRole("dialog", { name: "Remove an event" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await focused()).toContain("Invoices");
});

test("a ticked task gives the focus to the next one, and Ctrl+Z takes back what was done last, except in a text", async () => {
  const page = await rig.newPage();
  await holdChangesOfMind(page);
  await rig.openIn(page);
  const groceries = page.getByRole("region", { name: "Groceries" });
  const boxes = groceries.getByRole("checkbox");
  await boxes.first().waitFor();
  await page.locator(".call-notes").waitFor({ state: "attached" });
  const [first, second] = await Promise.all([0, 1].map((at) => boxes.nth(at).getAttribute("aria-label")));
  const focused = () => page.evaluate<string | null>("document.activeElement.ariaLabel");
  const undo = page.getByRole("button", { name: "Undo" });
  await boxes.first().press("Space");
  await groceries.getByRole("checkbox", { name: first!, exact: true }).waitFor({ state: "detached" });
  await undo.waitFor();
  await expect.poll(focused).toBe(second);
  await page.keyboard.press("Control+z");
  await groceries.getByRole("checkbox", { name: first!, exact: true }).waitFor();
  expect(await focused()).toBe(second);

  const line = groceries.getByRole("textbox", { name: "Create a task" });
  await line.fill("Eggs");
  await line.press("Enter");
  await undo.waitFor();
  await line.pressSequentially("Mi");
  await page.keyboard.press("Control+z");
  expect(await countChangesOfMind(page)).toBe(1);
  await line.fill("");
  await page.keyboard.press("Control+z");
  await undo.waitFor({ state: "detached" });
  expect(await countChangesOfMind(page)).toBe(0);
  await expect.poll(() => line.inputValue()).toBe("Eggs");

  await line.press("Enter");
  await undo.press("Enter");
  await undo.waitFor({ state: "detached" });
  expect(await page.evaluate("document.activeElement.placeholder ?? document.activeElement.tagName")).toBe("Create a task");
});

test("a call that the hub does not answer is shown until it does", async () => {
  const page = await rig.newPage();
  await holdChangesOfMind(page);
  await rig.openIn(page);
  const groceries = page.getByRole("region", { name: "Groceries" });
  const line = groceries.getByRole("textbox", { name: "Create a task" });
  await line.fill("Slow peas");
  await line.press("Enter");
  await page.getByRole("button", { name: "Undo" }).waitFor();
  rig.frozen = true;
  await passChangeOfMind(page);
  const note = page.locator(".call-notes li", { hasText: "Slow peas" });
  await note.getByText("Running …").waitFor();
  rig.frozen = false;
  await note.waitFor({ state: "detached" });
  await groceries.locator("summary", { hasText: "Slow peas" }).waitFor();
});
