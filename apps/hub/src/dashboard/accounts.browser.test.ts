import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountYamlWith, createDashboardRig, launchBrowser, mainUser } from "../../test/dashboard/dashboard.fixture.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
const openAccount = async (page: Page): Promise<void> => {
  await page.getByRole("link", { name: "Accounts" }).click();
  await page.getByRole("link", { name: "Edit: home" }).click();
  await page.getByRole("heading", { name: "Features" }).waitFor();
};

test("on a phone, a feature is switched off, on, added and removed, and the sensors follow without a restart", async () => {
  await using rig = await createDashboardRig(browser, accountYamlWith("calendar: {} # the family's", "todo: {}"));
  await rig.signIn();
  const page = await rig.open(phone);
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  await openAccount(page);
  const config = () => readFile(join(rig.folder, "casement.yaml"), "utf8");
  const todo = page.getByRole("switch", { name: "Microsoft To Do" });
  await todo.click();
  await page.getByRole("switch", { name: "Microsoft To Do", checked: false }).waitFor();
  expect(await config()).toContain("todo: { enabled: false }");
  await page.getByRole("link", { name: "Home" }).click();
  await page.getByRole("link", { name: "Family" }).waitFor();
  await page.getByRole("region", { name: "Groceries" }).waitFor({ state: "detached" });

  await openAccount(page);
  await todo.click();
  await page.getByRole("switch", { name: "Microsoft To Do", checked: true }).waitFor();
  await page.getByRole("switch", { name: "Automatic replies" }).click();
  await page.getByRole("switch", { name: "Automatic replies", checked: true }).waitFor();
  await page.getByText("New permissions are needed. Sign in again to grant them.").waitFor();
  await page.getByText("Settings: Automatic replies").click();
  await page.getByRole("button", { name: "Remove feature: Automatic replies" }).click();
  await page.getByRole("switch", { name: "Automatic replies", checked: false }).waitFor();
  await page.getByRole("link", { name: "Home" }).click();
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  expect(await config()).toContain("calendar: {} # the family's");
  expect(await config()).not.toContain("autoreply");
});

test("settings of a feature and details of the account are edited, and a mistake is named at its field", async () => {
  await using rig = await createDashboardRig(browser, accountYamlWith("calendar: {}"));
  await rig.signIn();
  const page = await rig.open();
  await openAccount(page);
  await page.getByText("Settings: Outlook calendar").click();
  await page.getByLabel("Exclude declined").selectOption("Yes");
  await page.getByRole("region", { name: "Features" }).getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  const config = () => readFile(join(rig.folder, "casement.yaml"), "utf8");
  expect(await config()).toContain("calendar: { excludeDeclined: true }");

  const details = page.getByRole("form", { name: "Account" });
  await details.getByLabel("Time zone").fill("Europe/Berln");
  await details.getByRole("button", { name: "Save" }).click();
  await details.getByText(/is not an IANA time zone/).waitFor();
  await details.getByLabel("Time zone").fill("Europe/Madrid");
  await details.getByRole("button", { name: "Save" }).click();
  await details.getByText("Saved.").waitFor();
  expect(await config()).toContain("timeZone: Europe/Madrid");
});

test("a change of an account that somebody else has changed meanwhile overwrites nothing, and says so", async () => {
  await using rig = await createDashboardRig(browser, accountYamlWith("calendar: {}", "todo: {}"));
  await rig.signIn();
  const [page, other] = [await rig.open(), await rig.open()];
  for (const each of [page, other]) await openAccount(each);
  await page.getByText("Settings: Outlook calendar").click();
  await page.getByLabel("Exclude declined").selectOption("Yes");
  // One after the other in the same page is no conflict.
  await other.getByRole("switch", { name: "Microsoft To Do" }).click();
  await other.getByRole("switch", { name: "Automatic replies" }).click();
  await other.getByRole("switch", { name: "Automatic replies", checked: true }).waitFor();
  await other.getByRole("switch", { name: "Microsoft To Do", checked: false }).waitFor();
  const save = page.getByRole("region", { name: "Features" }).getByRole("button", { name: "Save" });
  await save.click();
  await page.getByText(/changed elsewhere meanwhile/).waitFor();
  const config = () => readFile(join(rig.folder, "casement.yaml"), "utf8");
  expect(await config()).not.toContain("excludeDeclined");
  await page.reload();
  await page.getByRole("switch", { name: "Microsoft To Do", checked: false }).waitFor();
  await page.getByText("Settings: Outlook calendar").click();
  await page.getByLabel("Exclude declined").selectOption("Yes");
  await save.click();
  await page.getByText("Saved.").waitFor();
  expect(await config()).toContain("excludeDeclined: true");
});

test("the list of what agents did says that it is longer, and shows more", async () => {
  await using rig = await createDashboardRig(browser, accountYamlWith("todo: {}"));
  const page = await rig.open();
  const calls = Array.from({ length: 1_200 }, (_, at) => ({
    at: new Date(Date.parse("2026-03-28T12:00:00Z") - at * 1_000).toISOString(),
    ...{ client: "Assistant", tool: `tool-${at}`, account: "home", outcome: "done" },
  }));
  await page.route("**/api/v1/audit?*", (route) =>
    route.fulfill({ json: { calls: calls.slice(0, Number(new URL(route.request().url()).searchParams.get("limit"))) } }),
  );
  await page.getByRole("navigation").waitFor();
  await page.evaluate('location.hash = "/settings/audit"');
  const lines = page.getByRole("region", { name: "What agents did" }).getByRole("listitem");
  for (const count of [500, 1_000]) {
    await page.getByText(`Only the first ${count} are shown.`).waitFor();
    expect(await lines.count()).toBe(count);
    await page.getByRole("button", { name: "Show more" }).click();
  }
  await expect.poll(() => lines.count()).toBe(1_200);
  expect(await page.getByText(/Only the first/).count()).toBe(0);
});

test("an account is removed after one more question, and the set-up begins again", async () => {
  await using rig = await createDashboardRig(browser, accountYamlWith("todo: {}"));
  await rig.signIn();
  const page = await rig.open();
  await openAccount(page);
  await page.getByRole("button", { name: "Remove account …" }).click();
  await page.getByText("Remove home? This cannot be undone.").waitFor();
  await page.getByRole("button", { name: "Remove account", exact: true }).click();
  await page.getByRole("heading", { name: "Welcome to Casement" }).waitFor();
  expect(await readFile(join(rig.folder, "casement.yaml"), "utf8")).not.toContain("name: home");
  expect(existsSync(join(rig.folder, ".casement/accounts/home"))).toBe(false);
});

test("another page follows an account that is removed elsewhere", async () => {
  const second = "  - { name: second, signIn: home, plugins: { todo: {} } }\n";
  await using rig = await createDashboardRig(browser, accountYamlWith("autoreply: {}") + second);
  await rig.signIn();
  const [page, other] = [await rig.open(), await rig.open()];
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  await other.evaluate("location.hash = '/accounts/second'");
  await other.getByRole("button", { name: "Remove account …" }).click();
  await other.getByRole("button", { name: "Remove account", exact: true }).click();
  await page.getByRole("region", { name: "Groceries" }).waitFor({ state: "detached" });
});

test("a German page says of accounts with the same user, and of sensors that cannot be read, what is wrong in German", async () => {
  const second = accountYamlWith("todo: {}").replace("accounts:", "").replace("name: home", "name: second");
  await using rig = await createDashboardRig(browser, accountYamlWith("todo: {}") + second);
  await rig.signIn();
  const page = await rig.open({ locale: "de-DE" });
  await page.goto(`${rig.address}/#/accounts`);
  await page.getByRole("region", { name: "second" }).getByText("Nicht angemeldet").first().waitFor();
  await rig.signIn(mainUser, "second");
  const cardOf = (name: string) => page.getByRole("region", { name, exact: true });
  await cardOf("second").getByText("Mit derselben Person angemeldet: home.").waitFor();
  await cardOf("home").getByText("Mit derselben Person angemeldet: second.").waitFor();
  rig.emulator.control.faults.add({ path: "/me/*", status: 403, code: "ErrorAccessDenied" });
  await rig.refresh("home/todo/groceries");
  await page.goto(`${rig.address}/#/`);
  await page
    .getByText(/^Nicht aktuell: \d von \d Sensoren\. Microsoft erlaubt das nicht/)
    .first()
    .waitFor();
  await page.getByText("Casement versucht es weiter.").first().waitFor();
});

test("the hub's page has version, health, cost, log, diagnostics and a backup", async () => {
  await using rig = await createDashboardRig(browser, accountYamlWith("todo: {}"));
  await rig.signIn();
  const page = await rig.open();
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "This hub" }).click();
  await page.getByText(/^Casement \d/).waitFor();
  await page.getByText("No problems found.").waitFor();
  await page.getByText(/^home: [1-9]\d* in all, at most/).waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save diagnostics" }).click();
  const diagnostics = await readFile((await (await download).path())!, "utf8");
  expect(JSON.parse(diagnostics).accounts).toMatchObject([{ account: "account-1", state: "signed-in" }]);
  expect(diagnostics).not.toContain("home");

  const backup = page.waitForEvent("download");
  await page.getByLabel("Passphrase for the key").fill("a long enough one");
  await page.getByRole("button", { name: "Save backup" }).click();
  expect((await backup).suggestedFilename()).toMatch(/^casement-\d{4}-\d\d-\d\d\.backup$/);

  await page.getByRole("link", { name: "Log" }).click();
  await page.getByText("Nothing was logged.").waitFor();
  await page.evaluate("location.hash = '/services/home/todo/create-task'");
  await page.getByLabel("Sensor").selectOption("groceries");
  await page.getByLabel("Title").fill("Bread");
  await page.getByRole("button", { name: "Create a task" }).click();
  await page.getByText("Done.").waitFor();
  await page.evaluate("location.hash = '/settings/log'");
  await page.getByText("http called home todo/create-task: done").waitFor();
  expect(await page.getByText("Bread").count()).toBe(0);
  await page.getByLabel("Level").selectOption("error");
  await page.getByText("Nothing was logged.").waitFor();
});

test("a sensor's page shows when its state changed", async () => {
  await using rig = await createDashboardRig(browser, accountYamlWith("todo: {}"));
  await rig.signIn();
  const page = await rig.open(phone);
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  await page.evaluate("location.hash = '/sensor/home/todo/groceries'");
  const history = page.getByRole("region", { name: "History" });
  await history
    .getByText(/^\d+ tasks?$/)
    .first()
    .waitFor();
  const before = await history.locator("ol.changes > li").count();
  await page.getByRole("checkbox").first().click();
  await history.locator(`ol.changes > li:nth-child(${before + 1})`).waitFor();
  await history.getByRole("button", { name: "30 days" }).click();
  // In a month, these few seconds are too narrow to be visible.
  await history.locator("svg rect").first().waitFor({ state: "attached" });
});

test("a notification appears for an event that was chosen, and for no other", async () => {
  await using rig = await createDashboardRig(browser, accountYamlWith("todo: {}"));
  await rig.signIn();
  const page = await rig.open({ permissions: ["notifications"] });
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Notifications" }).click();
  await page.getByLabel("Task completed").check();
  await page.reload();
  await page.getByRole("link", { name: "Home" }).click();
  const box = page.getByRole("region", { name: "Groceries" }).getByRole("checkbox").first();
  await box.click();
  const shown = () =>
    page.evaluate<string[]>(
      "navigator.serviceWorker.ready.then((worker) => worker.getNotifications()).then((all) => all.map(({ title }) => title))",
    );
  await expect.poll(shown, { timeout: 15_000 }).toEqual(["Task completed"]);
});

test("the page opens while the hub does not run, and says that it does not", async () => {
  await using rig = await createDashboardRig(browser, accountYamlWith("todo: {}"));
  await rig.signIn();
  const page = await rig.open();
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  await page.evaluate("navigator.serviceWorker.ready");
  await rig.stopHub();
  await page.reload();
  const notReached = page.getByText(/^The hub cannot be reached/);
  await notReached.waitFor();
  await rig.startHub();
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  rig.frozen = true;
  await page.reload();
  await notReached.waitFor();
  rig.frozen = false;
  await page.getByRole("region", { name: "Groceries" }).waitFor();
});
