import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountYamlWith, createDashboardRig, type DashboardRig, launchBrowser, mainUser } from "../../test/dashboard/dashboard.fixture.ts";

let browser: Browser;
let rig: DashboardRig;
beforeAll(async () => {
  browser = await launchBrowser();
  rig = await createDashboardRig(browser, accountYamlWith("calendar: {}"));
  await rig.signIn();
});
afterAll(async () => {
  await rig[Symbol.asyncDispose]();
  await browser.close();
});

test.for(["en-GB", "de", "fr", "es", "nl"])("the toolbar of a laptop is one line in %s", async (locale) => {
  const page = await rig.open({ viewport: { width: 1280, height: 800 }, locale });
  await page.goto(`${rig.address}/#/calendar/2027-09-29`);
  const toolbar = page.locator(".calendar-toolbar");
  for (const view of await toolbar.locator(".segments button").all()) {
    await view.click();
    expect((await toolbar.boundingBox())!.height).toBeLessThan(60);
  }
});

async function goToDay(page: Page, day: string): Promise<void> {
  await page.goto(`${rig.address}/#/calendar/${day}`);
  await page.locator(".calendar-grid").waitFor();
  await page.getByText(/Reading the striped days/).waitFor({ state: "detached" });
}

test("an event of a quarter of an hour shows its title", async () => {
  const at = (time: string) => ({ dateTime: `2027-07-07T${time}:00`, timeZone: "UTC" });
  rig.emulator.control.calendar.createEvent(mainUser, { subject: "Pills", start: at("12:00"), end: at("12:15") });
  const page = await rig.open({ viewport: { width: 1360, height: 900 }, locale: "en-GB" });
  await goToDay(page, "2027-07-07");
  const event = await page.locator(".ec-event", { hasText: "Pills" }).boundingBox();
  const title = await page.locator(".ec-event-title", { hasText: "Pills" }).boundingBox();
  expect(title!.y).toBeGreaterThanOrEqual(event!.y);
  expect(title!.y + title!.height).toBeLessThanOrEqual(event!.y + event!.height);
});

test("on a phone, an event of three quarters of an hour beside another shows all of its title", async () => {
  const at = (time: string) => ({ dateTime: `2027-07-08T${time}:00`, timeZone: "UTC" });
  for (const subject of ["Dentist with Grace and Theo", "Parents evening"])
    rig.emulator.control.calendar.createEvent(mainUser, { subject, start: at("12:00"), end: at("12:45") });
  const page = await rig.open({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await goToDay(page, "2027-07-08");
  await page.getByRole("button", { name: "Day", exact: true }).click();
  await page.getByText(/Reading the striped days/).waitFor({ state: "detached" });
  const event = page.locator(".ec-event", { hasText: "Dentist with Grace" });
  const [box, title] = [(await event.boundingBox())!, (await event.locator(".ec-event-title").boundingBox())!];
  expect(title.y).toBeGreaterThanOrEqual(box.y);
  expect(title.y + title.height).toBeLessThanOrEqual(box.y + box.height);
});

/** What each event says, and where it is in the month. */
const shownPlaces = `JSON.stringify(
  [...document.querySelectorAll(".ec-events > .ec-event:not(.ec-preview)")]
    .filter((event) => event.checkVisibility({ visibilityProperty: true }))
    .map((event) => [event.textContent, event.offsetLeft, event.offsetTop])
    .sort(),
)`;

test("in a month, the events of all days stay where they are while one is dragged, and after it was put back", async () => {
  const at = (time: string) => ({ dateTime: `2027-10-13T${time}:00`, timeZone: "UTC" });
  // The first one of its day is shown.
  for (const [subject, hour] of Object.entries({ Bass: "02", Alto: "12", Tenor: "13", Soprano: "14" }))
    rig.emulator.control.calendar.createEvent(mainUser, { subject, start: at(`${hour}:00`), end: at(`${hour}:30`) });
  const page = await rig.open({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${rig.address}/#/calendar/2027-10-13`);
  await page.getByRole("button", { name: "Month", exact: true }).click();
  const bass = page.locator(".ec-event", { hasText: "Bass" });
  await bass.waitFor();
  await page.getByText(/Reading the striped days/).waitFor({ state: "detached" });
  const places = () => page.evaluate<string>(shownPlaces);
  let before = "";
  const isSettled = async () => {
    const last = before;
    before = await places();
    return before === last;
  };
  await expect.poll(isSettled, { interval: 500 }).toBe(true);
  const { x, y } = (await bass.boundingBox())!;
  await page.mouse.move(x + 30, y + 8);
  await page.mouse.down();
  await page.mouse.move(x + 230, y + 18, { steps: 4 });
  await page.locator(".ec-preview").waitFor();
  await expect.poll(places).toBe(before);
  await page.mouse.move(x + 30, y + 8, { steps: 4 });
  await page.mouse.up();
  await page.locator(".ec-preview").waitFor({ state: "detached" });
  await expect.poll(places).toBe(before);
});
