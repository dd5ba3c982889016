import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import type { Shot } from "./pages.ts";

const sizes = { desktop: { width: 1360, height: 900 }, phone: { width: 390, height: 844 } } as const;
const themes = ["light", "dark"] as const;
/** In the README: by name, size and theme. */
const best: Readonly<Record<string, string>> = {
  "home-desktop-light": "dashboard-light.png",
  "home-week-desktop-dark": "dashboard-dark.png",
};

export interface Album {
  readonly link: string;
  readonly pages: readonly Shot[];
  readonly out: string;
  /** Where the best go. */
  readonly images: string;
}

/** Takes every page at every size in every theme, each in a browser that was never here. */
export async function photograph(browser: Browser, { link, pages, out, images }: Album): Promise<void> {
  for (const [size, viewport] of Object.entries(sizes))
    for (const colorScheme of themes)
      for (const { name, address, act, whole = false } of pages) {
        const context = await browser.newContext({ viewport, colorScheme, locale: "en-GB", timezoneId: "Europe/Berlin" });
        const page = await context.newPage();
        await page.goto(link);
        await page.locator("main h1").waitFor();
        await page.evaluate(`location.hash = ${JSON.stringify(address)}`);
        await page.locator("main :is(.card, .service-list)").filter({ visible: true }).first().waitFor();
        await page.locator("main [aria-busy=true]").first().waitFor({ state: "detached" });
        await act?.(page);
        // What came last is drawn.
        await page.waitForTimeout(250);
        const id = `${name}-${size}-${colorScheme}`;
        const file = join(out, `${id}.png`);
        await page.screenshot({ path: file, fullPage: whole });
        if (best[id]) await copyFile(file, join(images, best[id]));
        await context.close();
      }
}
