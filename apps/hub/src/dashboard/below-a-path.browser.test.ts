import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountYamlWith, createDashboardRig, launchBrowser } from "../../test/dashboard/dashboard.fixture.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test.each([
  ["keeps the path", false],
  ["strips the path", true],
])("behind a proxy that %s, the dashboard opens, acts, and stays signed in, and its addresses lead back", async (_, stripsPath) => {
  const path = "/apps/casement";
  await using rig = await createDashboardRig(browser, accountYamlWith("todo: {}"), { path, stripsPath });
  await rig.signIn();
  const outside: string[] = [];
  const page = await rig.newPage();
  page.on("response", (response) => {
    if (!response.url().startsWith(`${rig.address}/`)) outside.push(response.url());
    if (response.status() >= 400) outside.push(`${response.status()} ${response.url()}`);
  });
  await rig.openIn(page);
  expect(page.url()).toBe(`${rig.address}/`);
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  const [cookie] = await page.context().cookies(rig.address);
  expect(cookie?.path).toBe(path);
  expect(await page.context().cookies(new URL(rig.address).origin)).toEqual([]);

  await page.getByRole("checkbox", { name: "Done: Coffee" }).click();
  await page.getByText("Coffee", { exact: true }).waitFor({ state: "detached" });
  // Another language is another file.
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByLabel("Language").selectOption("Deutsch");
  await page.getByRole("heading", { name: "Einstellungen" }).waitFor();
  await page.getByLabel("Sprache").selectOption("English");

  // Links that the page gives out lead back below the path.
  await page.getByRole("link", { name: "Access" }).click();
  await page.getByRole("button", { name: "Add" }).click();
  expect(await page.locator("pre").textContent()).toMatch(`${rig.address}/#session=`);
  await page.goto(`${rig.address}/#/services/home/todo/create-task`);
  await page.getByText("Use in scripts and automations").click();
  await page.getByText(`${rig.address}/api/v1/accounts/home/services/todo/create-task`).first().waitFor();

  await page.reload();
  await page.getByRole("heading", { name: "Actions" }).waitFor();
  const manifest = await page.evaluate<string>(`document.querySelector("link[rel=manifest]").href`);
  const { start_url: startUrl } = (await (await fetch(manifest)).json()) as { start_url: string };
  expect(new URL(startUrl, manifest).href).toBe(`${rig.address}/`);
  expect(outside).toEqual([]);
});
