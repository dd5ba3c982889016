import type { Page } from "playwright-core";

/** Goes to a page by its address, such as `settings/log`, and waits until it is drawn. */
export async function showPage(page: Page, where: string): Promise<void> {
  await page.evaluate(`new Promise((shown) => {
    const address = ${JSON.stringify(`#/${where}`)};
    if (location.hash === address) return shown();
    addEventListener("hashchange", () => requestAnimationFrame(shown), { once: true });
    location.hash = address;
  })`);
  await page.locator("main h1").waitFor();
  await page.locator("main [aria-busy=true]").first().waitFor({ state: "detached" });
}
