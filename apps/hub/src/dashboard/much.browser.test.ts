import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountYamlWith, createDashboardRig, type DashboardRig, launchBrowser, mainUser } from "../../test/dashboard/dashboard.fixture.ts";

const calendarCount = 50;
const perDay = 70;

let browser: Browser;
let rig: DashboardRig;
beforeAll(async () => {
  browser = await launchBrowser();
  rig = await createDashboardRig(browser, accountYamlWith("calendar: {}"));
  const { calendar } = rig.emulator.control;
  for (let number = calendar.calendars(mainUser).length; number < calendarCount; number++)
    calendar.createCalendar(mainUser, { name: `Calendar ${number + 1}` });
  // From 1 to 28 June 2027, 1,960 in all.
  for (let number = 0; number < 28 * perDay; number++) {
    const start = Date.parse("2027-06-01T05:00:00Z") + (number % 28) * 86_400_000 + Math.floor(number / 28) * 600_000;
    const at = (time: number) => ({ dateTime: new Date(time).toISOString().slice(0, 19), timeZone: "UTC" });
    calendar.createEvent(
      mainUser,
      { subject: `Round ${Math.floor(number / 28) + 1}`, start: at(start), end: at(start + 600_000) },
      "Family",
    );
  }
  await rig.signIn();
});
afterAll(async () => {
  await rig[Symbol.asyncDispose]();
  await browser.close();
});

/** Only the family's calendar, in the month in which it is full. */
async function openFullMonth(): Promise<{ page: Page; listed: string[] }> {
  const page = await rig.open({ viewport: { width: 1280, height: 900 } });
  await page.getByRole("link", { name: "Calendar", exact: true }).first().click();
  const legend = page.getByText(`Calendars: ${calendarCount} of ${calendarCount}`, { exact: false });
  await legend.click();
  await page.getByRole("button", { name: "Hide all" }).click();
  await page.getByRole("checkbox", { name: "Family" }).check();
  const listed: string[] = [];
  page.on("request", (request) => {
    const input = request.postData() ?? "";
    if (request.url().endsWith("/calendar/list-events") && input.includes('"start":"2027-05')) listed.push(input);
  });
  await page.getByRole("button", { name: "Month", exact: true }).click();
  await page.getByLabel("Go to date").fill("2027-06-09");
  await page.getByRole("button", { name: /Round 1 Wednesday,? 9 June 2027/ }).waitFor();
  await page.getByText(/Reading the striped days/).waitFor({ state: "detached" });
  return { page, listed };
}

test("a month of 1,960 events is read in three calls, and draws no more events than have room in it", async () => {
  const { page, listed } = await openFullMonth();
  expect(listed.length).toBeLessThanOrEqual(3);
  // What is drawn costs the browser time: with all of them, over a minute.
  expect(await page.locator(".ec-event").count()).toBeLessThan(450);
  const day = page.locator('.ec-day:has(time[datetime="2027-06-09"])');
  const link = day.getByRole("button");
  const seen = await page.getByRole("button", { name: /Round \d+ Wednesday,? 9 June 2027/ }).count();
  expect(seen).toBeGreaterThan(1);
  await expect.poll(() => link.textContent()).toContain(`${perDay - seen} more`);
  await link.focus();
  await page.keyboard.press("Enter");
  const shown = page.locator(".ec-popup").getByRole("button", { name: /Round \d+ Wednesday,/ });
  await expect.poll(() => shown.count()).toBe(perDay);
  await page.keyboard.press("Escape");
  await shown.first().waitFor({ state: "detached" });
});

test("a printed month of 1,960 events has the first of each day, and says how many others there are", async () => {
  const { page } = await openFullMonth();
  const counts = page.locator(".ec-event", { hasText: /^\s*\d+ more\s*$/ });
  expect(await counts.count()).toBe(0);
  await page.evaluate('dispatchEvent(new Event("beforeprint"))');
  await expect.poll(() => counts.count()).toBe(28);
  const drawn = await page.getByRole("button", { name: /Round \d+ Wednesday,? 9 June 2027/ }).count();
  expect((await counts.first().textContent())!.trim()).toBe(`${perDay - drawn} more`);
  expect(await page.locator(".ec-event").count()).toBeLessThan(700);
  await page.evaluate('dispatchEvent(new Event("afterprint"))');
  await expect.poll(() => counts.count()).toBe(0);
});

test("of fifty calendars the home page names the first in full lines, and the others when asked", async () => {
  const page = await rig.open({ viewport: { width: 820, height: 900 } });
  const legend = page.locator(".agenda-card .legend");
  const names = legend.getByRole("link");
  const more = legend.getByRole("button");
  await more.waitFor();
  expect(await names.count()).toBeLessThan(calendarCount / 2);
  await more.click();
  expect(await names.count()).toBe(calendarCount);
  const last = (await names.last().boundingBox())!;
  const list = (await legend.boundingBox())!;
  expect(last.y + last.height).toBeLessThanOrEqual(list.y + list.height);
});
