import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { accountYamlWith, createDashboardRig, type DashboardRig, launchBrowser, mainUser } from "../../test/dashboard/dashboard.fixture.ts";

let browser: Browser;
let rig: DashboardRig;
beforeAll(async () => {
  browser = await launchBrowser();
  rig = await createDashboardRig(browser, accountYamlWith("calendar: { every: { events: 15s } }"));
  await rig.signIn();
});
afterEach(async () => {
  rig.emulator.control.faults.clear();
  // What a sensor that failed says of it goes away with its next read, and moves the calendar under the mouse of the next test.
  const headers = { authorization: "Bearer the-token-of-this-test-hub" };
  const { sensors } = (await (await fetch(`${rig.address}/api/v1/sensors`, { headers })).json()) as { sensors: any[] };
  for (const { id, error } of sensors) if (error !== null) await rig.refresh(id);
});
afterAll(async () => {
  await rig[Symbol.asyncDispose]();
  await browser.close();
});

async function openCalendar(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await rig.open({ viewport: { width: 1280, height: 900 }, ...options });
  await page.getByRole("link", { name: "Calendar", exact: true }).first().click();
  await page.locator(".calendar-grid").waitFor();
  await page.getByText(/Reading the striped days/).waitFor({ state: "detached" });
  return page;
}
const storedEvent = (subject: string) => rig.emulator.control.calendar.events(mainUser).find((event) => event.subject === subject)!;
const timeOf = (subject: string, end: "start" | "end" = "start"): string =>
  (storedEvent(subject)[end] as { dateTime: string }).dateTime.slice(0, 16);
/** The height of an hour in the calendar. */
const hour = 60;
const later = (time: string, minutes: number): string => new Date(Date.parse(`${time}Z`) + minutes * 60_000).toISOString().slice(0, 16);

test("a drag over hours and a tap on a day open the form with the times filled in, and the new event appears", async () => {
  const page = await openCalendar();
  await page.getByLabel("Go to date").fill("2027-03-03");
  await page.getByText("1 Mar – 7 Mar 2027").waitFor();
  await page.getByText(/Reading the striped days/).waitFor({ state: "detached" });
  const column = page.locator(".ec-body .ec-day").nth(2);
  const box = (await column.boundingBox())!;
  const grid = (await page.locator(".calendar-grid").boundingBox())!;
  await page.mouse.move(box.x + 40, grid.y + 250);
  await page.mouse.down();
  await page.mouse.move(box.x + 40, grid.y + 280, { steps: 4 });
  await page.mouse.move(box.x + 40, grid.y + 320, { steps: 4 });
  await page.mouse.up();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Subject").fill("Paint the fence");
  await dialog.getByLabel("Calendar", { exact: true }).selectOption({ label: "Family" });
  const start = await dialog.getByLabel("Start").inputValue();
  expect(start).toMatch(/^2027-03-03T(09|10):/);
  await dialog.getByRole("button", { name: "Create an event" }).click();
  await page.getByRole("button", { name: /Paint the fence/ }).waitFor();
  expect(timeOf("Paint the fence")).toBe(later(start, -60));
  await page.getByRole("button", { name: "Month", exact: true }).click();
  await page.locator('.ec-day:has(time[datetime="2027-03-18"]) .ec-day-head').click();
  await dialog.getByLabel("Subject").fill("Hotel");
  await dialog.getByRole("button", { name: "Create an event" }).click();
  await page.getByRole("button", { name: /Hotel/ }).waitFor();
  expect(storedEvent("Hotel")).toMatchObject({ isAllDay: true });
  expect(timeOf("Hotel")).toBe("2027-03-18T00:00");
});

test("a dragged event waits for an undo, and is then moved", async () => {
  const page = await openCalendar();
  await page.clock.install();
  const event = page.getByRole("button", { name: /Film night/ });
  await event.scrollIntoViewIfNeeded();
  const before = timeOf("Film night");
  const drag = async () => {
    const box = (await event.boundingBox())!;
    await page.mouse.move(box.x + 20, box.y + 8);
    await page.mouse.down();
    await page.mouse.move(box.x + 20, box.y - 20, { steps: 5 });
    await page.mouse.move(box.x + 20, box.y + 8 - hour, { steps: 5 });
    await page.mouse.up();
  };
  await drag();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.clock.fastForward(10_000);
  expect(timeOf("Film night")).toBe(before);
  await drag();
  await page.getByRole("button", { name: "Undo" }).waitFor();
  await page.clock.fastForward(6_000);
  await expect.poll(() => timeOf("Film night")).toBe(later(before, -60));
});

test("keys move an event and its end, and a series asks whether all of it moves", async () => {
  const page = await openCalendar();
  await page.clock.install();
  const [before, endBefore] = [timeOf("Film night"), timeOf("Film night", "end")];
  await page.getByRole("button", { name: /Film night/ }).focus();
  const focused = page.locator(".event-button:focus");
  const shownMove = () => page.locator(".undo-bar span").textContent();
  let shown: string | null = null;
  for (const keys of ["Alt+ArrowUp", "Alt+ArrowUp", "Alt+Shift+ArrowDown"]) {
    await page.keyboard.press(keys);
    // The hub says first whether others learn of it.
    await expect.poll(shownMove).not.toBe(shown);
    shown = await shownMove();
    await focused.waitFor();
  }
  await page.clock.fastForward(6_000);
  await expect.poll(() => timeOf("Film night")).toBe(later(before, -30));
  expect(timeOf("Film night", "end")).toBe(later(endBefore, -15));

  const series = timeOf("Morning run");
  await page
    .getByRole("button", { name: /Morning run/ })
    .first()
    .focus();
  await page.keyboard.press("Alt+ArrowDown");
  await page.getByText("This event repeats.").waitFor();
  await page.getByRole("button", { name: "All events" }).click();
  await page.clock.fastForward(6_000);
  await expect.poll(() => timeOf("Morning run").slice(11)).toBe(later(series, 15).slice(11));
  expect(timeOf("Morning run").slice(0, 10)).toBe(series.slice(0, 10));
});

test("days that cannot be read are striped, and the reason is named", async () => {
  const page = await openCalendar();
  await page.getByText(/Reading the striped days/).waitFor({ state: "detached" });
  rig.emulator.control.faults.add({ path: "/me/calendars/*", status: 403, code: "ErrorAccessDenied" });
  await page.getByLabel("Go to date").fill("2028-06-07");
  await page
    .getByText(/Could not be read on the striped days: .*Family/)
    .first()
    .waitFor();
  await expect.poll(() => page.locator(".ec-body .ec-day.ec-highlight").count()).toBe(7);
  const stripes = await page.evaluate("getComputedStyle(document.querySelector('.ec-body .ec-day')).backgroundImage");
  expect(stripes).toContain("repeating-linear-gradient");
  await page.getByRole("button", { name: "Agenda", exact: true }).click();
  await expect.poll(() => page.getByText("Not known", { exact: true }).count()).toBe(30);
});

/** The middle of a part of the page, after it was scrolled there. */
async function centerOf(page: Page, selector: string, hasText: string | RegExp): Promise<{ x: number; y: number; height: number }> {
  const part = page.locator(selector, { hasText }).first();
  await part.evaluate((element: any) => element.scrollIntoView({ block: "center" }));
  const { x, y, width, height } = (await part.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2, height };
}

/** An event from 12:00 to 13:00 UTC. `guest`: the address of somebody who takes part, so that a move is asked about. */
function addOn(day: string, subject: string, guest?: string): void {
  const at = (time: string) => ({ dateTime: `${day}T${time}:00`, timeZone: "UTC" });
  const attendees = guest === undefined ? [] : [{ type: "required" as const, emailAddress: { address: guest } }];
  rig.emulator.control.calendar.createEvent(mainUser, { subject, start: at("12:00"), end: at("13:00"), attendees });
}

async function goTo(page: Page, day: string): Promise<void> {
  const title = await page.locator(".calendar-toolbar h2").textContent();
  await page.getByLabel("Go to date").fill(day);
  // Only then it can be known whether these days are being read. What is said of them moves the calendar.
  await expect.poll(() => page.locator(".calendar-toolbar h2").textContent()).not.toBe(title);
  await page.getByText(/Reading the striped days/).waitFor({ state: "detached" });
}

test("the lower edge of an event is dragged, and an event goes to the row of whole days and back to hours", async () => {
  addOn("2027-06-09", "Market");
  const page = await openCalendar();
  await page.clock.install();
  await goTo(page, "2027-06-09");
  const drag = async (from: { x: number; y: number }, to: { x: number; y: number }) => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
    // The hub does not keep this week. Nobody takes part, so nothing is asked.
    await page.locator(".undo-bar span").waitFor();
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.clock.fastForward(6_000);
  };
  const event = await centerOf(page, ".ec-event", "Market");
  await drag({ x: event.x, y: event.y + event.height / 2 - 2 }, { x: event.x, y: event.y + event.height / 2 - 2 + hour });
  await expect.poll(() => timeOf("Market", "end")).toBe("2027-06-09T14:00");
  expect(timeOf("Market")).toBe("2027-06-09T12:00");
  const wholeDays = page.locator(".ec-all-day .ec-day");
  const thursday = (await wholeDays.nth(3).boundingBox())!;
  await drag(await centerOf(page, ".ec-event", "Market"), { x: thursday.x + 40, y: thursday.y + thursday.height / 2 });
  await expect.poll(() => storedEvent("Market")).toMatchObject({ isAllDay: true });
  expect(timeOf("Market")).toBe("2027-06-10T00:00");
  const friday = (await page.locator(".ec-body .ec-day").nth(4).boundingBox())!;
  const grid = (await page.locator(".calendar-grid").boundingBox())!;
  await drag(await centerOf(page, ".ec-all-day .ec-event", "Market"), { x: friday.x + 40, y: grid.y + grid.height / 2 });
  await expect.poll(() => storedEvent("Market")).toMatchObject({ isAllDay: false });
  expect(timeOf("Market").slice(0, 10)).toBe("2027-06-11");
  expect(Date.parse(timeOf("Market", "end")) - Date.parse(timeOf("Market"))).toBe(3_600_000);
});

test("what is said above the calendar does not move it under an event that is dragged", async () => {
  addOn("2027-06-30", "Sail", "ada@example.com");
  const page = await openCalendar();
  await goTo(page, "2027-06-30");
  const event = await centerOf(page, ".ec-event", "Sail");
  const edge = event.y + event.height / 2 - 2;
  await page.mouse.move(event.x, edge);
  await page.mouse.down();
  await page.mouse.move(event.x, edge + hour / 2, { steps: 4 });
  rig.emulator.control.faults.add({ path: "/me/*", status: 403, code: "ErrorAccessDenied" });
  // The days that are shown are not kept. They are listed again as soon as the calendar has news.
  const listed = page.waitForResponse(/services\/calendar\/list-events$/);
  await rig.refresh("home/calendar/calendar");
  await page.locator(".calendar-page .health-reason").first().waitFor({ state: "attached" });
  expect((await listed).ok()).toBe(false);
  await page
    .locator(".calendar-page")
    .getByText(/Could not be read on the striped days/)
    .first()
    .waitFor({ state: "attached" });
  await page.mouse.move(event.x, edge + hour, { steps: 4 });
  await page.mouse.up();
  const dialog = page.getByRole("dialog");
  expect(await dialog.locator("p").first().textContent()).toContain("14:00 – 16:00");
  await dialog.getByText("The people who take part are notified.").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.locator(".calendar-page .health-reason").first().waitFor();
});

test("a week and a month are printed on one sheet each, the month with all its events", async () => {
  for (const subject of ["Tea", "Cake", "Bread", "Soup", "Fish", "Salad", "Plums"]) addOn("2027-09-08", subject);
  const page = await openCalendar();
  await goTo(page, "2027-09-08");
  const sheets = async () => (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g)?.length;
  expect(await sheets()).toBe(1);
  await page.getByRole("button", { name: "Month", exact: true }).click();
  await page.getByText(/Reading the striped days/).waitFor({ state: "detached" });
  const more = () => page.getByText(/^\d more$/).count();
  await expect.poll(more).toBeGreaterThan(0);
  const onPaper = (is: "before" | "after") => page.evaluate(`dispatchEvent(new Event("${is}print"))`);
  await onPaper("before");
  await expect.poll(more).toBe(0);
  for (const subject of ["Tea", "Plums"]) expect(await page.locator(".ec-event", { hasText: subject }).isVisible()).toBe(true);
  await onPaper("after");
  await expect.poll(more).toBeGreaterThan(0);
  expect(await sheets()).toBe(1);
});

test("a moved event stays where it was put while its calendar is read again", async () => {
  addOn("2027-06-23", "Rehearsal");
  const page = await openCalendar();
  await page.clock.install();
  await goTo(page, "2027-06-23");
  const event = page.getByRole("button", { name: /Rehearsal/ });
  await event.focus();
  await page.keyboard.press("Alt+ArrowUp");
  await page.locator(".undo-bar span").waitFor();
  let answer = () => {};
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let asked = 0;
  await page.route("**/services/calendar/list-events", async (route) => {
    asked += 1;
    await mayAnswer;
    await route.continue();
  });
  await page.clock.fastForward(6_000);
  await expect.poll(() => timeOf("Rehearsal")).toBe("2027-06-23T11:45");
  await expect.poll(() => asked).toBeGreaterThan(0);
  await page.clock.runFor(10_000);
  expect(await event.textContent()).toContain("13:45");
  answer();
  await page.clock.runFor(30_000);
  await page.getByRole("button", { name: /13:45.*Rehearsal/ }).waitFor();
});

test("a finger moves an event after a long press, changes its end, and scrolls without one", async () => {
  addOn("2027-06-16", "Swim", "ada@example.com");
  const page = await openCalendar({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await goTo(page, "2027-06-16");
  const devTools = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", x: number, y: number) =>
    devTools.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
  const drag = async ({ x, y }: { x: number; y: number }, by: number, isPressed: boolean) => {
    await touch("touchStart", x, y);
    // The library waits 350 ms for a long press. It shows the event as dragged then.
    if (isPressed) await page.locator(".ec-preview").waitFor();
    for (let step = 1; step <= 6; step++) await touch("touchMove", x, y + (by * step) / 6);
    await touch("touchEnd", x, y + by);
  };
  const shownMove = page.getByRole("dialog").locator("p").first();
  await drag(await centerOf(page, ".ec-event", "Swim"), -hour, true);
  expect(await shownMove.textContent()).toContain("13:00 – 14:00");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  const event = await centerOf(page, ".ec-event", /14:00.*Swim/);
  await drag({ ...event, y: event.y + event.height / 2 - 3 }, hour, true);
  expect(await shownMove.textContent()).toContain("14:00 – 16:00");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  const scrolled = () => page.locator(".ec-main").evaluate((element: any) => element.scrollTop);
  const before = await scrolled();
  await drag(await centerOf(page, ".ec-event", /14:00–15:00.*Swim/), 120, false);
  await expect.poll(scrolled).toBeLessThan(before);
  expect(await page.getByRole("dialog").count()).toBe(0);
  expect(timeOf("Swim")).toBe("2027-06-16T12:00");
});

test("the calendar has the clock of the household, says so on a device elsewhere, and forms have the same clock", async () => {
  addOn("2027-03-28", "Launch");
  rig.emulator.control.calendar.createEvent(mainUser, {
    subject: "Holiday",
    isAllDay: true,
    start: { dateTime: "2027-03-28T00:00:00", timeZone: "UTC" },
    end: { dateTime: "2027-03-29T00:00:00", timeZone: "UTC" },
  });
  for (const [timezoneId, launch] of [
    ["UTC", "28 March 2027 12:00"],
    ["Europe/Berlin", "28 March 2027 14:00"],
    ["America/New_York", "28 March 2027 08:00"],
    ["Pacific/Auckland", "29 March 2027 01:00"],
    ["Asia/Kolkata", "28 March 2027 17:30"],
  ] as const) {
    const page = await openCalendar({ timezoneId });
    await goTo(page, "2027-03-28");
    await page.getByRole("button", { name: "Agenda", exact: true }).click();
    const expectLaunch = async (day: string, time: string) => {
      const holidays = page.getByRole("region", { name: /28 March/ }).getByRole("button", { name: /Holiday/ });
      await holidays.waitFor();
      expect(await page.getByRole("button", { name: /Holiday/ }).count(), timezoneId).toBe(1);
      await page
        .getByRole("region", { name: day })
        .getByRole("button", { name: new RegExp(`${time.replace(/^0/, "0?")}.*Launch`) })
        .waitFor();
    };
    await expectLaunch("28 March", "14:00");
    const choice = page.getByLabel("Times are in");
    if (timezoneId === "Europe/Berlin") {
      expect(await choice.count()).toBe(0);
    } else {
      await page.getByText(/This device is in/).waitFor();
      await page.getByRole("button", { name: "New event" }).click();
      await page.getByRole("dialog").getByText("Time zone: Europe/Berlin").first().waitFor();
      await page.keyboard.press("Escape");
      await choice.selectOption({ index: 1 });
    }
    await expectLaunch(launch.slice(0, 8), launch.slice(-5));
    await page.context().close();
  }
});

test("an event in the hour that the clock of another zone skips has its own times, and a time that the own clock skips is an hour later", async () => {
  const at = (time: string) => ({ dateTime: `2027-03-14T${time}:00`, timeZone: "Europe/Berlin" });
  rig.emulator.control.calendar.createEvent(mainUser, { subject: "Night train", start: at("02:15"), end: at("03:30") });
  const page = await openCalendar({ timezoneId: "America/New_York" });
  await goTo(page, "2027-03-14");
  await page.getByRole("button", { name: /^2:15–3:30 Night train/ }).waitFor();
  await page.getByRole("button", { name: "New event" }).click();
  const start = page.getByRole("dialog").getByLabel("Start");
  await start.fill("2027-03-28T02:30");
  await expect.poll(() => start.inputValue()).toBe("2027-03-28T03:30");
});

test("the home page says until when a calendar is complete, and leads to the days after", async () => {
  const page = await rig.open();
  const card = page.getByRole("region", { name: "Outlook calendars" });
  await card.getByRole("button", { name: /more$/ }).click();
  await card.getByRole("link", { name: /^Complete up to .* Later days are in the calendar/ }).click();
  await page.locator(".calendar-grid").waitFor();
  const shown = await page.getByLabel("Go to date").inputValue();
  expect((Date.parse(shown) - Date.now()) / 86_400_000).toBeGreaterThan(12);
});

test("on a phone with fifty calendars the events come first, and hidden calendars stay hidden", async () => {
  const { calendar } = rig.emulator.control;
  for (let at = 1; at <= 46; at++) calendar.createCalendar(mainUser, { name: at === 1 ? "לוח המשפחה" : `Team ${at}` });
  const headers = { authorization: "Bearer the-token-of-this-test-hub" };
  await fetch(`${rig.address}/api/v1/accounts/home/services/account/rescan`, { method: "POST", headers, body: "{}" });
  const known = async () =>
    (await (await fetch(`${rig.address}/api/v1/sensors`, { headers })).text()).match(/"home\/calendar\/team-\d+"/g)?.length;
  await expect.poll(known).toBe(45);
  const page = await openCalendar({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await page.getByText(/Calendars: 5\d of 5\d shown/).click();
  await page.getByRole("checkbox", { name: "לוח המשפחה" }).waitFor();
  await page.getByRole("button", { name: "Hide all" }).click();
  await page.getByRole("checkbox", { name: "Family" }).check();
  await page.getByText(/Calendars: 1 of 5\d shown/).click();
  await page.reload();
  await page.getByText(/Calendars: 1 of 5\d shown/).waitFor();
  const grid = (await page.locator(".calendar-grid").boundingBox())!;
  expect(grid.y).toBeLessThan(400);
  expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
});
