import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { axeFindings } from "../../test/dashboard/axe-check.fixture.ts";
import { accountYamlWith, createDashboardRig, type DashboardRig, launchBrowser } from "../../test/dashboard/dashboard.fixture.ts";

const packageFolder = new URL("../../../../packages/surface-webhooks/", import.meta.url);
const { openReceiver } = await import(new URL("test/webhook-receiver.fixture.ts", packageFolder).href);
const { Webhook } = createRequire(new URL("package.json", packageFolder))("standardwebhooks");

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const widthOf = (page: Page) => page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");

async function openWebhooks(rig: DashboardRig, options = {}): Promise<Page> {
  const page = await rig.open(options);
  await page.locator("main h1").waitFor();
  await page.goto(`${rig.address}/#/settings`);
  await page.getByRole("link", { name: "Webhooks" }).click();
  return page;
}

const addTask = async (rig: DashboardRig, title: string): Promise<void> => {
  const response = await fetch(`${rig.address}/api/v1/accounts/home/services/todo/create-task`, {
    method: "POST",
    headers: { authorization: "Bearer the-token-of-this-test-hub" },
    body: JSON.stringify({ sensor: "groceries", title }),
  });
  expect(response.status).toBe(200);
};

test("a webhook is added, tested, switched on again, changed and removed on the page, without a restart", async () => {
  await using rig = await createDashboardRig(browser, `# of the family${accountYamlWith("todo: {} # lists")}`);
  await using receiver = await openReceiver();
  await rig.signIn();
  const config = () => readFile(join(rig.folder, "casement.yaml"), "utf8");
  const page = await openWebhooks(rig, { viewport: { width: 360, height: 740 } });
  const list = page.getByRole("region", { name: "Webhooks" });
  await list.getByText("The hub sends nothing to other programs yet.").waitFor();

  await page.getByRole("button", { name: "Add webhook" }).click();
  await page.getByLabel("Name").fill("flows");
  await page.getByLabel("Address", { exact: true }).fill(receiver.url);
  const events = page.getByRole("group", { name: "Events" });
  await events.getByText("Microsoft To Do", { exact: true }).click();
  await events.getByLabel("Task created").check();
  const sensors = page.getByRole("group", { name: "Changes of sensors" });
  await sensors.getByText("home · Microsoft To Do", { exact: true }).click();
  await sensors.getByLabel("Groceries").check();
  expect([await axeFindings(page), await widthOf(page)]).toEqual([[], 0]);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").getByText("only for private networks").waitFor();
  await page.getByLabel("The address is in my own network").check();
  await page.getByRole("button", { name: "Save" }).click();

  await page.getByRole("heading", { name: "flows was added" }).waitFor();
  const secret = (await page.locator("pre").textContent())!;
  expect(secret).toMatch(/^whsec_/);
  await page.getByRole("button", { name: "Done" }).click();
  await page.reload();
  await list.getByText("Nothing received yet").waitFor();
  expect(await page.content()).not.toContain(secret);
  const written = await config();
  expect(written).toContain("# of the family");
  expect(written).toContain("todo: {} # lists");
  expect(written).toContain("- todo/task-created");
  expect(written).not.toContain(secret);

  await page.getByRole("button", { name: "Send a test: flows" }).click();
  await list.getByText("The test was received.").waitFor();
  await addTask(rig, "Milk");
  await expect
    .poll(() => receiver.received.map(({ message }: any) => message.type).sort())
    .toEqual(["sensor-changed", "todo/task-created", "webhook-test"]);
  for (const { body, headers } of receiver.received) expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));

  receiver.respond = () => 410;
  await addTask(rig, "Bread");
  await list.getByText("Switched off", { exact: true }).waitFor();
  await list.getByText("last failure").waitFor();
  expect([await axeFindings(page), await widthOf(page)]).toEqual([[], 0]);
  await page.getByRole("button", { name: "Switch on again: flows" }).click();
  await list.getByText("The test was not received. It responded with status 410").waitFor();
  receiver.respond = () => 204;
  await page.getByRole("button", { name: "Switch on again: flows" }).click();
  await list.getByText("Working", { exact: true }).waitFor();

  await page.getByRole("button", { name: "Edit: flows" }).click();
  await events.getByText("Microsoft To Do (1)").click();
  expect(await events.getByLabel("Task created").isChecked()).toBe(true);
  await events.locator('input[name="todo/*"]').check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect.poll(config).toMatch(/events:\s+- todo\/\*\n/);
  await page.getByRole("button", { name: "Save" }).waitFor({ state: "detached" });

  await page.getByRole("button", { name: "Remove: flows" }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await list.getByText("The hub sends nothing to other programs yet.").waitFor();
  expect(await config()).not.toContain("flows");
  expect(await config()).toContain("# of the family");
});

test("is in the language of the page", async () => {
  await using rig = await createDashboardRig(browser, accountYamlWith("todo: {}"));
  await rig.signIn();
  const page = await rig.open({ locale: "de-DE" });
  await page.locator("main h1").waitFor();
  await page.goto(`${rig.address}/#/settings/webhooks`);
  await page.getByRole("button", { name: "Webhook hinzufügen" }).click();
  await page.getByRole("group", { name: "Änderungen von Sensoren" }).waitFor();
});
