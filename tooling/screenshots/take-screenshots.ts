import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { faultsOf } from "./check-page.ts";
import type { ScreenshotPage } from "./screenshot-pages.ts";

export interface PageLook {
  readonly width: number;
  readonly theme: "light" | "dark";
  readonly language: string;
  /** Default: by the width. */
  readonly height?: number;
  /** The time that the page believes it is. Default: the machine's. */
  readonly clock?: string;
}

/** Opens the dashboard, runs `work`, and closes the browser's window. */
export async function withDashboard(browser: Browser, link: string, look: PageLook, work: (page: Page) => Promise<void>): Promise<void> {
  const viewport = { width: look.width, height: look.height ?? (look.width < 800 ? 844 : 900) };
  const context = await browser.newContext({ viewport, colorScheme: look.theme, locale: look.language, timezoneId: "Europe/Berlin" });
  context.setDefaultTimeout(15_000);
  try {
    const page = await context.newPage();
    if (look.clock !== undefined) await page.clock.setFixedTime(look.clock);
    await page.goto(link);
    await page.locator("main h1").waitFor();
    await work(page);
  } finally {
    await context.close();
  }
}

export async function showPage(page: Page, { address, prepare }: ScreenshotPage): Promise<void> {
  // From an empty page: a part that is open stays open otherwise.
  await page.evaluate(`location.hash = ${JSON.stringify(address)}`);
  await page.reload();
  await page.locator("main h1").waitFor();
  await page.locator("main [aria-busy=true]").first().waitFor({ state: "detached" });
  await page
    .locator("main :is(.card, .notice, .actions, .service-list, .wall, .calendar-page)")
    .filter({ visible: true })
    .first()
    .waitFor();
  await prepare?.(page);
  // Until the last change is drawn.
  await page.waitForTimeout(200);
}

/** On a phone, the navigation lies over the page: a picture of the whole page would have it in its middle. The page's policy forbids a style tag. */
const navigationAtTop = 'if (innerWidth <= 640) for (const nav of document.querySelectorAll("nav")) nav.style.position = "static";';

/** Takes a picture of each page and checks it. Returns what is wrong. */
export async function takeScreenshots(page: Page, pages: readonly ScreenshotPage[], out: string, look: string): Promise<string[]> {
  const faults: string[] = [];
  for (const each of pages)
    try {
      await showPage(page, each);
      for (const fault of await faultsOf(page)) faults.push(`${each.name} (${look}): ${fault}`);
      const hasDialog = (await page.locator("dialog[open]").count()) > 0;
      if (!hasDialog) await page.evaluate(`${navigationAtTop} scrollTo(0, 0)`);
      await page.screenshot({ path: join(out, `${each.name}-${look}.png`), fullPage: !hasDialog });
    } catch (error) {
      faults.push(`${each.name} (${look}): ${(error as Error).message.split("\n")[0]}`);
    }
  return faults;
}
