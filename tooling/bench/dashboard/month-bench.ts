import { chromium, type Page } from "playwright-core";
import { type HouseholdHub, startHouseholdHub } from "../../screenshots/household-hub.ts";

/** What a month with so many events costs the browser (ms). */
export interface MonthFigures {
  readonly events: number;
  /** From the choice of its date until its events are drawn, the calls to the hub included. */
  readonly show: number;
  /** Until its sheets are a PDF. */
  readonly print: number;
}

const user = "robin@harbour-lane.example";
const days = 28;
/** Months in which the household has nothing of its own that weighs. */
const months = [
  { month: "2028-02", events: 20 },
  { month: "2028-06", events: 2_000 },
];

/** A month of 2,000 events beside one of 20, in the same page. */
export async function runMonthBench(folder: string): Promise<readonly MonthFigures[]> {
  const hub = await startHouseholdHub(folder, undefined);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    for (const each of months) await fillMonth(hub, each.month, each.events);
    await hub.signIn();
    const page = await browser.newPage({ locale: "en-GB", timezoneId: "Europe/Berlin", viewport: { width: 1280, height: 900 } });
    await page.goto(hub.link);
    await page.getByRole("link", { name: "Calendar", exact: true }).first().click();
    await page.getByRole("button", { name: "Month", exact: true }).click();
    const figures: MonthFigures[] = [];
    for (const { month, events } of months) figures.push({ events, ...(await measureMonth(page, month)) });
    return figures;
  } finally {
    await browser.close();
    await hub.stop();
  }
}

async function fillMonth({ control }: HouseholdHub, month: string, events: number): Promise<void> {
  for (let number = 0; number < events; number++) {
    const start = Date.parse(`${month}-01T05:00:00Z`) + (number % days) * 86_400_000 + Math.floor(number / days) * 600_000;
    const at = (time: number) => ({ dateTime: new Date(time).toISOString().slice(0, 19), timeZone: "UTC" });
    await control("calendar/createEvent", [user, { subject: `Round ${number + 1}`, start: at(start), end: at(start + 600_000) }, "Family"]);
  }
}

async function measureMonth(page: Page, month: string): Promise<Omit<MonthFigures, "events">> {
  const begun = performance.now();
  await page.getByLabel("Go to date").fill(`${month}-09`);
  await page
    .getByRole("button", { name: /Round / })
    .first()
    .waitFor();
  await page.getByText(/Reading the striped days/).waitFor({ state: "detached" });
  const show = performance.now() - begun;
  const printed = performance.now();
  await page.pdf({ preferCSSPageSize: true });
  const print = performance.now() - printed;
  return { show, print };
}
