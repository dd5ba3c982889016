import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCasement } from "../test/command-line.fixture.ts";
import { accountYamlWith, launchBrowser } from "../test/dashboard/dashboard.fixture.ts";

let browser: Browser;
let folder: string;
let address: string;
beforeAll(async () => {
  browser = await launchBrowser();
  folder = await mkdtemp(join(tmpdir(), "casement-request-"));
  await writeFile(join(folder, "casement.yaml"), accountYamlWith("calendar: {}", "email: {}", "status: {}", "todo: {}"));
  const { code, err } = await runCasement(["scopes", "--format", "request", "--out", "request.html"], { cwd: folder });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  address = pathToFileURL(join(folder, "request.html")).href;
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

test("on a phone, each cell has the head of its column, and nothing is wider than the screen", async () => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(address);
  const cell = page
    .getByRole("row", { name: /Calendars\.Read / })
    .locator("td")
    .last();
  const label = await page.evaluate("getComputedStyle(document.querySelector('td[data-label^=Needs]'), '::before').content");
  expect([label, await cell.textContent()]).toEqual(['"Needs an administrator: "', "where Microsoft manages consent"]);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
  await page.close();
});

test.each(["A4", "Letter"])("on %s, the request has few pages, and none is half empty because of a command", async (format) => {
  const page = await browser.newPage();
  await page.goto(address);
  const pdf = (await page.pdf({ format })).toString("latin1");
  expect(pdf.match(/\/Type \/Page\b(?!s)/g)!.length).toBeLessThanOrEqual(5);
  await page.close();
});
