import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type AxeResults = Record<"violations" | "passes", { id: string; nodes: { html: string }[] }[]>;

/** What axe finds on the page, also what it calls minor. It looks at colors, so it waits until none changes. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(`new Promise(requestAnimationFrame).then(() => {
    const ending = document.getAnimations().filter((each) => Number.isFinite(each.effect.getComputedTiming().endTime));
    return Promise.allSettled(ending.map(({ finished }) => finished)).then(() => undefined);
  })`);
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate<AxeResults>("axe.run(document)");
  if (passes.length < 10) return ["axe checked nothing"];
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}
