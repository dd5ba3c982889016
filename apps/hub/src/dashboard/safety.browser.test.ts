import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { householdUsers } from "@casement/graph-emulator/household";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountYamlWith, createDashboardRig, type DashboardRig, launchBrowser } from "../../test/dashboard/dashboard.fixture.ts";
import { hostileTexts } from "../../test/dashboard/hostile-texts.fixture.ts";
import { showPage } from "../../test/dashboard/show-page.fixture.ts";

const { main: mainUser } = householdUsers;
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const everything = accountYamlWith(
  "calendar: {}",
  "todo: {}",
  "email: { sensors: [{ name: Inbox, folder: inbox, body: html, preview: true }] }",
);

/** Elements that the dashboard itself does not use. */
const foreignElements =
  "#app :is(script, iframe:not(.message-frame), img, object, embed, style, link, meta, base, video, form[action], math)";

/** Puts every hostile text into each place where other people can write. */
function addHostileTexts({ emulator: { control } }: DashboardRig): void {
  const list = control.todo.addList(mainUser, "<img src=x onerror=window.hacked=20>");
  for (const [at, text] of hostileTexts.entries()) {
    const start = new Date(Date.now() + at * 60_000).toISOString().slice(0, 19);
    control.calendar.createEvent(mainUser, {
      subject: text,
      body: { contentType: "html", content: `<html><body>${text}</body></html>` },
      location: { displayName: text },
      start: { dateTime: start, timeZone: "UTC" },
      end: { dateTime: new Date(Date.now() + 3_600_000 + at * 60_000).toISOString().slice(0, 19), timeZone: "UTC" },
    });
    control.todo.addTask(mainUser, list, { title: text, body: { contentType: "html", content: text } });
    control.mail.addMessage(mainUser, "inbox", {
      subject: text,
      body: { contentType: "html", content: `<html><body>${text}</body></html>` },
      from: { emailAddress: { name: text, address: "x@evil.example" } },
    });
  }
}

/** Opens everything that can be opened on the page. */
async function openAll(page: Page): Promise<void> {
  for (;;) {
    const more = page.getByRole("button", { name: /\d+ more|Show completed/ }).first();
    if (!(await more.isVisible())) break;
    await more.click();
  }
  await page.evaluate(`for (const each of document.querySelectorAll("details")) each.open = true`);
}

test("content of messages, events and tasks runs no script and loads nothing", async () => {
  await using rig = await createDashboardRig(browser, everything);
  addHostileTexts(rig);
  await rig.signIn();
  const page = await rig.open();
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(rig.address)) foreign.push(request.url());
  });
  page.on("dialog", (dialog) => foreign.push(dialog.message()));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) foreign.push(message.text());
  });
  await page.getByText("<script>window.hacked = 1</script>").first().waitFor();
  for (const where of ["#/", "#/events", `#/sensor/home/email/inbox`, `#/sensor/home/calendar/calendar`]) {
    await page.goto(`${rig.address}/${where}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await openAll(page);
    const found = await page.evaluate(`({
      hacked: window.hacked,
      elements: [...document.querySelectorAll(${JSON.stringify(foreignElements)})].map((element) => element.outerHTML),
      links: [...document.links].map(({ href }) => href).filter((href) => !/^https?:/.test(href)),
      handlers: [...document.querySelectorAll("#app *")].flatMap((element) =>
        element.getAttributeNames().filter((name) => name.startsWith("on") || name === "srcdoc")),
    })`);
    expect(found, where).toEqual({ hacked: undefined, elements: [], links: [], handlers: [] });
  }
  expect(foreign).toEqual([]);
});

test("the page allows no inline script, and without a session shows only the sign-in", async () => {
  await using rig = await createDashboardRig(browser, everything);
  const response = await fetch(`${rig.address}/`);
  const policy = response.headers.get("content-security-policy")!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/unsafe|\*/);
  expect(await response.text()).not.toMatch(/<script(?![^>]*src=)|<style| on\w+=/);

  const page = await rig.newPage();
  await page.goto(`${rig.address}/#/accounts`);
  await page.getByRole("heading", { name: "Sign in to your hub" }).waitFor();
  expect(await page.getByText(mainUser).count()).toBe(0);
  await page.getByLabel("Access token").fill("a-wrong-token");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("This access token is wrong").waitFor();
  const old = await rig.newPage();
  await old.goto(`${rig.address}/#session=a-link-that-was-used`);
  await old.getByText("This link was already used").waitFor();
  await page.getByLabel("Access token").fill("the-token-of-this-test-hub");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Accounts" }).waitFor();
});

test("a server on another port of the same host gets the cookie of the session, and can do nothing with it", async () => {
  await using rig = await createDashboardRig(browser, everything);
  await rig.signIn();
  const page = await rig.open();
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  const { hostname, origin } = new URL(rig.address);
  let cookie: string | undefined;
  const other = createServer((request, response) => {
    cookie ??= request.headers.cookie;
    response.setHeader("content-type", "text/html").end("<title>another server</title>");
  }).listen(0);
  await once(other, "listening");
  try {
    const neighbor = await page.context().newPage();
    await neighbor.goto(`http://${hostname}:${(other.address() as AddressInfo).port}/`);
    expect(cookie).toMatch(/^casement-\d+=[\w-]{43}$/);
    const headers = { cookie: cookie!, origin, "sec-fetch-site": "same-origin" };
    for (const [method, path] of [
      ["GET", "/session"],
      ["GET", "/api/v1/sensors"],
      ["GET", "/api/v1/stream"],
      ["GET", "/metrics"],
      ["POST", "/api/v1/access"],
      ["POST", "/api/v1/accounts/home/services/email/list-messages"],
      ["DELETE", "/session"],
    ] as const)
      expect([path, (await fetch(rig.address + path, { method, headers })).status]).toEqual([path, 401]);
    // Its page reads neither the key nor an answer of the hub.
    const seen = await neighbor.evaluate(
      `(async () => [localStorage.length, await fetch("${rig.address}/session", { credentials: "include" }).then(() => "answer", () => "refused")])()`,
    );
    expect(seen).toEqual([0, "refused"]);
    await page.reload();
    await page.getByRole("region", { name: "Groceries" }).waitFor();
  } finally {
    other.closeAllConnections();
    other.close();
  }
});

test("all tabs of a browser use one session; the tab that signs out ends it for all", async () => {
  await using rig = await createDashboardRig(browser, everything);
  await rig.signIn();
  const page = await rig.open();
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  const second = await page.context().newPage();
  await second.goto(`${rig.address}/#/settings`);
  const saved = second.waitForEvent("download");
  await second.getByRole("button", { name: "Save the OpenAPI description" }).click();
  expect((await saved).suggestedFilename()).toBe("casement-openapi.json");
  await second.getByRole("button", { name: "Sign this browser out" }).click();
  await page.getByRole("heading", { name: "Sign in to your hub" }).waitFor();
  await second.getByLabel("Access token").fill("the-token-of-this-test-hub");
  await second.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("region", { name: "Groceries" }).waitFor();
});

test("a browser whose access was revoked says so, and how to get in again", async () => {
  await using rig = await createDashboardRig(browser, accountYamlWith("todo: {}"));
  await rig.signIn();
  const headers = { authorization: "Bearer the-token-of-this-test-hub" };
  for (const [locale, title, way] of [
    ["en-GB", "The access of this browser has ended", "Settings → Access"],
    ["de-DE", "Der Zugriff dieses Browsers ist beendet", "Einstellungen → Zugriff"],
  ] as const) {
    const page = await rig.open({ locale });
    const groceries = page.getByRole("region", { name: "Groceries" });
    await groceries.waitFor();
    const { grants } = (await (await fetch(`${rig.address}/api/v1/access`, { headers })).json()) as any;
    for (const { name } of grants)
      await fetch(`${rig.address}/api/v1/access?name=${encodeURIComponent(name)}`, { method: "DELETE", headers });
    await page.getByRole("alert").getByText(title).waitFor();
    await page.getByText(way).waitFor();
    expect(await page.locator("body").textContent()).not.toContain("Bearer");
    await page.reload();
    await page.getByRole("alert").getByText(title).waitFor();
    await page.locator("#token").fill("the-token-of-this-test-hub");
    await page.locator("#token").press("Enter");
    await groceries.waitFor();
  }
});

test("an address of nothing says what there is not, and leads on", async () => {
  await using rig = await createDashboardRig(browser, accountYamlWith("todo: {}"));
  await rig.signIn();
  const page = await rig.open();
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  for (const [address, text, to] of [
    ["services/home/todo/vanish", "There is no action “todo/vanish” in the account home.", "#/services"],
    ["services/work/todo/list-tasks", "There is no account “work”.", "#/services"],
    ["sensor/home/todo/nothing", "There is no sensor “home/todo/nothing”.", "#/"],
    ["read/home/todo/nothing/1", "There is no sensor “home/todo/nothing”.", "#/"],
    ["accounts/work", "There is no account “work”.", "#/accounts"],
    ["calendar/2027-02-30", "“2027-02-30” is not a day.", "#/calendar"],
    ["settings/nothing", "There is no page at this address.", "#/settings"],
    ["nothing", "There is no page at this address.", "#/"],
  ] as const) {
    await page.evaluate(`location.hash = "/${address}"`);
    await page.locator("main").getByText(text).waitFor();
    expect([address, await page.locator("main a.button").getAttribute("href")]).toEqual([address, to]);
    await page.getByRole("heading", { name: "Not found", level: 1 }).waitFor();
  }
});

test("a browser that may only read is offered nothing that the hub would refuse", async () => {
  await using rig = await createDashboardRig(browser, accountYamlWith("calendar: {}", "todo: {}", "email: {}"));
  await rig.signIn();
  const headers = { authorization: "Bearer the-token-of-this-test-hub" };
  const plugins = JSON.stringify({ plugins: { "group-calendar": {} } });
  await fetch(`${rig.address}/api/v1/set-up/accounts/home`, { method: "PATCH", headers, body: plugins });
  const body = JSON.stringify({ kind: "browser", name: "Guest", access: "read" });
  const { credentials } = (await (await fetch(`${rig.address}/api/v1/access`, { method: "POST", headers, body })).json()) as any;
  const page = await rig.newPage();
  const refused: string[] = [];
  page.on("response", (response) => response.status() >= 400 && refused.push(`${response.status()} ${response.url()}`));
  await page.goto(credentials.address);
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  const settings = ["access", "hub", "log", "audit", "webhooks", "notifications"].map((name) => `settings/${name}`);
  for (const where of ["", "calendar", "services", "services/home/email/send", "events", "permissions", "settings", ...settings, "set-up"])
    await showPage(page, where);
  await showPage(page, "services/home/email/send");
  const files = page.locator("form.service-form input[type=file]");
  await files.first().waitFor({ state: "attached" });
  expect(await files.and(page.locator(":enabled")).count()).toBe(0);
  await showPage(page, "calendar/2027-03-10");
  await page.getByText("Not known on the striped days").waitFor();
  await showPage(page, "accounts");
  await page.getByText("This browser has read-only access.").first().waitFor();
  expect(await page.getByRole("link", { name: "Add account" }).count()).toBe(0);
  await showPage(page, "accounts/home");
  await page.getByText("New permissions are needed").waitFor();
  expect(await page.getByRole("button", { name: /sign/i }).count()).toBe(0);
  expect(refused).toEqual([]);
});

test("a read-only link for a wall tablet opens once, and its session can be revoked", async () => {
  await using rig = await createDashboardRig(browser, everything);
  await rig.signIn();
  const page = await rig.open();
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Access" }).click();
  await page.getByLabel("For").selectOption("Wall display");
  await page.getByLabel("Name").fill("Kitchen");
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByRole("heading", { name: "Kitchen now has access" }).waitFor();
  const link = (await page.locator("pre").textContent())!.trim();
  await page.getByText("Not opened yet").waitFor();

  const wall = await rig.newPage();
  await wall.goto(link);
  await wall.getByRole("region", { name: "Groceries" }).waitFor();
  expect(wall.url()).not.toContain("session");
  expect(await wall.getByRole("checkbox", { name: "Done: Coffee" }).isDisabled()).toBe(true);
  await wall.evaluate('location.hash = "/accounts"');
  expect(await wall.locator("body").textContent()).not.toContain(mainUser);
  const second = await rig.newPage();
  await second.goto(link);
  await second.getByText("This link was already used").waitFor();
  await wall.goto(link);
  await wall.reload();
  await wall.getByRole("region", { name: "Groceries" }).waitFor();

  await page.reload();
  const row = page.getByRole("listitem").filter({ hasText: "Kitchen" });
  await row.getByText("Wall display · Read only").waitFor();
  await row.getByText("last used now").waitFor();
  await row.getByRole("button", { name: "Revoke: Kitchen" }).click();
  await row.getByText("End the access of Kitchen?").waitFor();
  await row.getByRole("button", { name: "Revoke" }).click();
  await wall.getByRole("heading", { name: "Sign in to your hub" }).waitFor();
});
