import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import type { ScreenshotPage } from "./screenshot-pages.ts";

const sizes = { desktop: { width: 1360, height: 900 }, phone: { width: 390, height: 844 } } as const;
const themes = ["light", "dark"] as const;
/** The images of the README, by name, size and theme. */
const readmeImages: Readonly<Record<string, string>> = {
  "home-desktop-light": "dashboard-light.png",
  "home-week-desktop-dark": "dashboard-dark.png",
};

export interface ScreenshotOptions {
  readonly link: string;
  readonly pages: readonly ScreenshotPage[];
  readonly out: string;
  /** Folder for the images of the README. */
  readonly images: string;
}

/** Takes a screenshot of every page at every size in every theme, each in a new browser context. */
export async function takeScreenshots(browser: Browser, { link, pages, out, images }: ScreenshotOptions): Promise<void> {
  for (const [size, viewport] of Object.entries(sizes))
    for (const colorScheme of themes)
      for (const { name, address, prepare, fullPage = false } of pages) {
        const context = await browser.newContext({ viewport, colorScheme, locale: "en-GB", timezoneId: "Europe/Berlin" });
        const page = await context.newPage();
        await page.goto(link);
        await page.locator("main h1").waitFor();
        await page.evaluate(`location.hash = ${JSON.stringify(address)}`);
        await page.locator("main :is(.card, .service-list)").filter({ visible: true }).first().waitFor();
        await page.locator("main [aria-busy=true]").first().waitFor({ state: "detached" });
        await prepare?.(page);
        // Wait until the last change is drawn.
        await page.waitForTimeout(250);
        const id = `${name}-${size}-${colorScheme}`;
        const file = join(out, `${id}.png`);
        await page.screenshot({ path: file, fullPage: fullPage });
        if (readmeImages[id]) await copyFile(file, join(images, readmeImages[id]));
        await context.close();
      }
}
