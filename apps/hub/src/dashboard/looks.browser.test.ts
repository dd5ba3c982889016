import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { dashboardFolder } from "@casement/dashboard";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountYamlWith, createDashboardRig, type DashboardRig, launchBrowser } from "./dashboard.fixture.ts";

let browser: Browser;
let rig: DashboardRig;
beforeAll(async () => {
  browser = await launchBrowser();
  rig = await createDashboardRig(
    browser,
    accountYamlWith("calendar: {}", "todo: {}", "autoreply: {}", "email: { sensors: [{ name: Inbox, preview: true }] }"),
  );
  await rig.signIn();
}, 60_000);
afterAll(async () => {
  await rig[Symbol.asyncDispose]();
  await browser.close();
});

const pages = [
  "",
  "services",
  "services/home/calendar/create-event",
  "events",
  "accounts",
  "permissions",
  "settings",
  "set-up",
  "sensor/home/todo/groceries",
];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function show(page: Page, where: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(`/${where}`)}`);
  await page.locator("main h1").waitFor();
  await page.locator("main [aria-busy=true]").first().waitFor({ state: "detached" });
}

type AxeResults = Record<"violations" | "passes", { id: string; impact: string; nodes: { html: string }[] }[]>;

async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate<AxeResults>("axe.run(document)");
  if (passes.length < 10) return ["axe checked nothing"];
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}

test.each(["light", "dark"] as const)(
  "axe finds no serious problem on any page (%s)",
  async (colorScheme) => {
    const page = await rig.open({ colorScheme });
    await page.getByRole("region", { name: "Groceries" }).waitFor();
    for (const where of pages) {
      await show(page, where);
      expect(await seriousViolations(page), where).toEqual([]);
    }
    await show(page, "");
    await page.getByRole("button", { name: "Week" }).click();
    expect(await seriousViolations(page), "week").toEqual([]);
  },
  120_000,
);

test("no page scrolls sideways on a phone, in German", async () => {
  const page = await rig.open({ viewport: { width: 360, height: 740 }, locale: "de-DE", hasTouch: true });
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  for (const where of pages) {
    await show(page, where);
    const beyond = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
    expect(beyond, where).toBeLessThanOrEqual(0);
  }
  await page.getByRole("link", { name: "Konten" }).click();
  await page.getByRole("heading", { name: "Konten" }).waitFor();
  await page.getByText("Angemeldet").waitFor();
}, 60_000);

test("works with the keyboard alone", async () => {
  const page = await rig.open();
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  await page.keyboard.press("Tab");
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to content");
  await page.keyboard.press("Enter");
  expect(await page.evaluate("document.activeElement.id")).toBe("content");
  await page.getByRole("button", { name: "Week" }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Next week" }).waitFor();
  await page.getByRole("checkbox", { name: "Done: Onions" }).focus();
  await page.keyboard.press("Space");
  await page.getByText("Onions").waitFor({ state: "detached" });
});

test("the page is small and its layout does not shift", async () => {
  const sizes = readdirSync(dashboardFolder, { recursive: true, withFileTypes: true })
    .filter(({ name }) => name.endsWith(".br"))
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size);
  expect(sizes.length).toBeGreaterThan(2);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000);
  const page = await rig.open();
  await page.addInitScript(`
    layoutShift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { layoutShift += value; })).observe({ type: "layout-shift", buffered: true });
  `);
  await page.reload();
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  expect(await page.evaluate("layoutShift")).toBeLessThan(0.1);
});
