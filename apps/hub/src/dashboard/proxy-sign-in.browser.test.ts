import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountYamlWith, createDashboardRig, launchBrowser, type ProxyChoice } from "../../test/dashboard/dashboard.fixture.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const html = { "content-type": "text/html" };
const signInPage = "<title>Who are you?</title><h1>Sign in to the house</h1>";

test.each<[what: string, answer: NonNullable<ProxyChoice["answer"]>]>([
  ["redirects to a page of its own", (path) => (path === "/login" ? undefined : { status: 302, headers: { location: "/login" } })],
  ["shows its page in place", () => ({ status: 200, headers: html, body: signInPage })],
  ["refuses what is not signed in", () => ({ status: 401, headers: html, body: signInPage })],
])("a proxy that %s is not hidden by the page that is open or kept", async (_, ask) => {
  let isSignedIn = true;
  const answer: ProxyChoice["answer"] = (path) => {
    if (isSignedIn) return undefined;
    return ask(path) ?? { status: 200, headers: html, body: signInPage };
  };
  await using rig = await createDashboardRig(browser, accountYamlWith("todo: {}"), { path: "", stripsPath: false, answer });
  await rig.signIn();
  const page = await rig.open();
  await page.getByRole("checkbox", { name: "Done: Coffee" }).waitFor();
  await page.evaluate("navigator.serviceWorker.ready");
  isSignedIn = false;
  await page.getByRole("checkbox", { name: "Done: Coffee" }).click();
  await page.getByText("Another server answers instead of the hub").first().waitFor();
  await page.getByRole("button", { name: "Reload" }).click();
  await page.getByRole("heading", { name: "Sign in to the house" }).waitFor();
  isSignedIn = true;
  await page.goto(`${rig.address}/`);
  await page.getByRole("checkbox", { name: "Done: Coffee" }).waitFor();
  expect(await page.getByText("Another server answers").count()).toBe(0);
});

test("a proxy without a hub behind it says nothing about the sign-in", async () => {
  let isDown = false;
  const answer: ProxyChoice["answer"] = () => (isDown ? { status: 502, headers: html, body: "<h1>Bad gateway</h1>" } : undefined);
  await using rig = await createDashboardRig(browser, accountYamlWith("todo: {}"), { path: "", stripsPath: false, answer });
  await rig.signIn();
  const page = await rig.open();
  await page.getByRole("checkbox", { name: "Done: Coffee" }).waitFor();
  await page.evaluate("navigator.serviceWorker.ready");
  isDown = true;
  await page.reload();
  await page.getByText(/^The hub cannot be reached/).waitFor();
  isDown = false;
  await page.getByRole("checkbox", { name: "Done: Coffee" }).waitFor();
});
