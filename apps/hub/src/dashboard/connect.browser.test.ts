import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { axeFindings } from "../../test/dashboard/axe-check.fixture.ts";
import { accountYamlWith, createDashboardRig, type DashboardRig, launchBrowser } from "../../test/dashboard/dashboard.fixture.ts";
import { startOAuthProgram } from "../../test/dashboard/oauth-program.fixture.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const yaml = `mcp: true\n${accountYamlWith("calendar: {}", "todo: {}", "email: {}")}`;

/** Opens what the program opens, in the browser of a person who is signed in. */
async function openConsent(rig: DashboardRig, page: Page, address: string): Promise<void> {
  expect(address.startsWith(`${rig.address}/oauth/authorize?`)).toBe(true);
  await page.goto(address);
  await page.getByRole("heading", { name: "Connect Travel agent?" }).waitFor();
}
/** The label of an option begins with its name, and can end with a hint. */
const option = (page: Page, name: string) =>
  page
    .locator("label.option")
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator("input");

test.each([
  ["old", undefined],
  ["current", undefined],
  ["old", { path: "/apps/casement", stripsPath: true }],
  ["current", { path: "/apps/casement", stripsPath: false }],
] as const)(
  "the client of the official SDK (%s, proxy: %j) connects, works within its limits, goes on after a restart, refreshes, and ends when it is revoked",
  async (sdk, proxy) => {
    await using rig = await createDashboardRig(browser, yaml, proxy);
    await rig.signIn();
    const page = await rig.open();
    await page.locator("main h1").waitFor();
    await using program = await startOAuthProgram(rig.address, sdk);
    await openConsent(rig, page, await program.authorizationAddress());
    expect(await page.locator("dl").textContent()).toContain("a program on this device (127.0.0.1)");
    // Least first: nothing that the person did not choose.
    await expect.poll(() => page.getByRole("radio", { checked: true }).count()).toBe(1);
    expect(await option(page, "Read only").isChecked()).toBe(true);
    expect(await page.getByRole("button", { name: "Allow", exact: true }).isDisabled()).toBe(true);
    await option(page, "Microsoft To Do").check();
    await page.getByRole("button", { name: "Allow", exact: true }).click();
    await page.getByRole("heading", { name: "Back in the program" }).waitFor();
    expect(program.answers.at(-1)!.get("state")).toBe("the-state");

    await program.finish();
    const tools = await program.tools();
    expect(tools.filter((name) => !/^(todo|casement)_/.test(name))).toEqual([]);
    expect(tools).toContain("todo_list-tasks");
    expect(tools).not.toContain("todo_create-task");
    expect(await program.call("casement_sensors", {})).toContain("home/todo/groceries");
    const before = program.tokens()!;

    await rig.stopHub();
    await rig.startHub();
    await program.reconnect();
    expect(await program.tools()).toContain("todo_list-tasks");
    expect(program.tokens()!.access_token).toBe(before.access_token);
    program.spoilAccessToken();
    await program.reconnect();
    expect(await program.tools()).toContain("todo_list-tasks");
    const after = program.tokens()!;
    expect([after.access_token === before.access_token, after.refresh_token === before.refresh_token]).toEqual([false, false]);

    await rig.openIn(page);
    await page.locator("main h1").waitFor();
    await page.evaluate('location.hash = "/settings/access"');
    await page.getByText("127.0.0.1 · home · todo_*").waitFor();
    await page.evaluate('location.hash = "/settings/hub"');
    await page.getByRole("link", { name: "What agents did" }).click();
    await page.getByText("Travel agent casement_sensors").first().waitFor();
    await page.evaluate('location.hash = "/settings/access"');
    await page.getByRole("button", { name: "Revoke: Travel agent" }).click();
    await page.getByRole("button", { name: "Revoke", exact: true }).click();
    await page.getByRole("button", { name: "Revoke: Travel agent" }).waitFor({ state: "detached" });
    await page.getByText("127.0.0.1 · home").waitFor({ state: "detached" });
    await expect(program.tools()).rejects.toThrow();
  },
);

test.each([
  ["light", 1280, "en-GB", "Connect Travel agent?"],
  ["dark", 360, "de-DE", "Travel agent verbinden?"],
] as const)(
  "the page that asks is usable (%s, %i pixels wide, %s), also for a browser that is not signed in yet, and takes no for an answer",
  async (colorScheme, width, locale, title) => {
    await using rig = await createDashboardRig(browser, yaml);
    await rig.signIn();
    await using program = await startOAuthProgram(rig.address, "current");
    const page = await rig.open({ colorScheme, locale, viewport: { width, height: 740 } });
    await page.locator("main h1").waitFor();
    await page.evaluate("localStorage.clear()");
    await page.goto(await program.authorizationAddress());
    await page.locator("#token").fill("the-token-of-this-test-hub");
    await page.locator("form button").click();
    await page.getByRole("heading", { name: title }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await option(page, "Microsoft To Do").check();
    await page.getByRole("radio").nth(2).check();
    await page.locator("summary").click();
    await page.locator("#connect-recipients").fill("@example.com");
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await page.getByRole("button", { name: /^(Do not allow|Nicht erlauben)$/ }).click();
    await page.getByRole("heading", { name: "Back in the program" }).waitFor();
    const answer = program.answers.at(-1)!;
    expect([answer.get("error"), answer.get("state"), answer.has("code")]).toEqual(["access_denied", "the-state", false]);
  },
);

test("the page that asks shows what is wrong with a request, and sends nobody anywhere by itself", async () => {
  await using rig = await createDashboardRig(browser, yaml);
  await using program = await startOAuthProgram(rig.address, "current");
  const page = await rig.open();
  await page.locator("main h1").waitFor();
  const address = new URL(await program.authorizationAddress());
  address.searchParams.set("code_challenge_method", "plain");
  await page.goto(address.href);
  await page.getByText("This request cannot be allowed").waitFor();
  await page.getByRole("button", { name: "Back to the program" }).waitFor();
  address.searchParams.set("redirect_uri", "https://evil.example/");
  await page.goto(address.href);
  await page.getByText("an address that it has not registered").waitFor();
  expect(await page.getByRole("button", { name: /Back|Allow/ }).count()).toBe(0);
  expect(program.answers).toEqual([]);
});

test("no page can show the page that asks in a frame", async () => {
  await using rig = await createDashboardRig(browser, yaml);
  await using program = await startOAuthProgram(rig.address, "current");
  const address = await program.authorizationAddress();
  const page = await rig.open();
  await page.locator("main h1").waitFor();
  const redirect = new URL(address).searchParams.get("redirect_uri")!;
  await page.goto(new URL("/", redirect).href);
  const refused = page.waitForEvent("console", { predicate: (message) => /frame-ancestors|X-Frame-Options/i.test(message.text()) });
  await page.evaluate(`document.body.append(Object.assign(document.createElement("iframe"), { src: ${JSON.stringify(address)} }))`);
  await refused;
});
