import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import type { HouseholdHub } from "./household-hub.ts";
import { type PageLook, showPage, withDashboard } from "./take-screenshots.ts";

/** The time in all pictures of the README: a Thursday afternoon at the household. */
export const readmeClock = "2026-11-19T15:50:00Z";

interface ReadmeImage extends Omit<PageLook, "language" | "clock"> {
  readonly file: string;
  readonly address: string;
  readonly prepare?: Parameters<typeof showPage>[1]["prepare"];
}

/** The week of the calendar page, with everything that is in it. */
export async function showWeek(page: Page): Promise<void> {
  await page.locator(".calendar-toolbar .segments button").nth(1).click();
  // Of the calendar that arrives last. Days that are being read are striped.
  await page.locator(".calendar-page").getByText("Paper collection").first().waitFor();
  await page.locator(".gap-notes .muted").waitFor({ state: "detached" });
}

/** The wall without the list that is empty in the household, arranged as a person does it. */
export async function arrangeWall(page: Page): Promise<void> {
  const arrange = page.getByRole("button", { name: "Arrange the wall" });
  await arrange.click();
  await page.getByRole("checkbox", { name: "Flagged Emails", exact: true }).uncheck();
  await page.getByRole("button", { name: "Save" }).click();
  await arrange.waitFor();
  await page.evaluate("scrollTo({ top: 0, behavior: 'instant' })");
  // Off the cards, one of which would look chosen.
  await page.mouse.move(0, 0);
}

const themes = ["light", "dark"] as const;
const wide = { width: 1360, height: 900 };

const readmeImages: readonly ReadmeImage[] = [
  { ...wide, file: "dashboard-light.png", theme: "light", address: "/" },
  {
    ...wide,
    file: "dashboard-dark.png",
    theme: "dark",
    address: "/calendar",
    prepare: showWeek,
  },
  ...themes.map((theme) => ({ file: `phone-${theme}.png`, theme, width: 390, height: 844, address: "/" })),
  ...themes.map((theme) => ({ file: `wall-${theme}.png`, theme, width: 1280, height: 800, address: "/wall", prepare: arrangeWall })),
];

/** Takes the pictures of the dashboard that documents show. */
export async function takeReadmeImages(browser: Browser, { link }: HouseholdHub, folder: string): Promise<void> {
  for (const { file, address, prepare, ...look } of readmeImages)
    await withDashboard(browser, link, { ...look, language: "en-GB", clock: readmeClock }, async (page) => {
      await showPage(page, { name: file, address, ...(prepare && { prepare }) });
      await page.screenshot({ path: join(folder, file) });
    });
}
