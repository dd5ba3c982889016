import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type AxeResults = Record<"violations" | "passes", { id: string; nodes: { html: string }[] }[]>;

/** What is wrong with the page: what axe finds, what is beyond its right edge, a missing title, landmarks with the same name. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate<AxeResults>("axe.run(document)");
  if (passes.length < 10) return ["axe checked nothing"];
  const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
  const beyond = await page.evaluate<string[]>(`
    document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("main *")]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map((element) => element.outerHTML.slice(0, 160))`);
  if (beyond.length > 0) faults.push(`beyond the right edge: ${beyond.join(" | ")}`);
  if (!/ · Casement$/.test(await page.title())) faults.push(`the title is "${await page.title()}"`);
  return faults;
}
