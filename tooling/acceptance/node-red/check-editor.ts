import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { chromium, type Page } from "playwright-core";
import type { DemoHousehold } from "../harness/demo-household.ts";
import type { AcceptanceRun } from "../harness/run-acceptance.ts";
import { waitFor } from "../harness/wait-for.ts";
import type { NodeRed } from "./node-red.ts";

const browser = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const kinds = ["hub", "sensor", "event", "call", "state"] as const;

/** The editor: what it offers to choose from, the form of a service, help, and what it stores. */
export async function checkEditor(red: NodeRed, { api }: DemoHousehold, token: string, { phase, ok, skip }: AcceptanceRun): Promise<void> {
  if (!existsSync(browser)) return skip(`the editor: there is no ${browser}`);
  const chromiumProcess = await chromium.launch({ executablePath: browser, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await chromiumProcess.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await phase("Editor: a call's form", 90, async () => {
      await page.goto(red.address);
      await openNode(page, "add");
      const title = page.locator('.casement-field[data-name="title"]  input.red-ui-typedInput-input');
      assert.equal(await title.inputValue(), "From the form");
      await title.fill("From the editor");
      await page.locator("#node-dialog-ok").click();
      await page.locator("#red-ui-header-button-deploy").click();
      await waitFor("the flow to be deployed", 20, async () => JSON.stringify(await red.flows()).includes("From the editor"));
      const stored = await red.flows();
      const fields: { name: string }[] = stored.find(({ id }) => id === "add")?.fields;
      assert.deepEqual(
        fields.toSorted((a, b) => a.name.localeCompare(b.name)),
        [
          { name: "sensor", type: "choice", value: '"groceries"' },
          { name: "title", type: "str", value: "From the editor" },
        ],
      );
      assert.ok(!JSON.stringify(stored).includes(token), "the token is not in the flow");
    });
    ok("the editor shows the form of the service with what was filled, stores it, and keeps the token out of the flow");

    await phase("Editor: what was filled is called", 60, async () => {
      await red.press("press-empty");
      await waitFor("the task of the editor", 20, async () => {
        const { attributes } = await api("GET", "sensors/home/todo/groceries");
        return JSON.stringify(attributes).includes("From the editor");
      });
    });
    ok("a press of the button calls the service with the editor's values");

    await phase("Editor: choices and help", 60, async () => {
      const offered = async (node: string, list: string): Promise<readonly string[]> => {
        await openNode(page, node);
        const options = page.locator(`#casement-${list} option`);
        await options.first().waitFor({ state: "attached" });
        const values = await options.evaluateAll((all) => all.map((one) => one.getAttribute("value") ?? ""));
        await page.locator("#node-dialog-cancel").click();
        await page.locator("#node-dialog-cancel").waitFor({ state: "hidden" });
        return values;
      };
      assert.ok((await offered("groceries", "sensors")).includes("home/todo/groceries"));
      assert.ok((await offered("created", "events")).includes("todo/task-created"));
      const services = await offered("add", "services");
      assert.ok(services.includes("calendar/create-event") && new Set(services).size === services.length);
      for (const kind of kinds) {
        const help = await page.evaluate(`RED.nodes.getNodeHelp("casement-${kind}")`);
        assert.match(String(help), /<p>/, `casement-${kind} has no help`);
      }
    });
    assert.deepEqual(faults, [], "errors in the editor");
    ok("the editor offers the hub's sensors, events and services, has help for each node, and shows no error");
  } finally {
    await chromiumProcess.close();
  }
}

async function openNode(page: Page, id: string): Promise<void> {
  await page.locator(`.red-ui-flow-node-group[id="${id}"]`).waitFor();
  await page.evaluate(`RED.editor.edit(RED.nodes.node("${id}"))`);
  await page.locator("#node-dialog-ok").waitFor();
  await page.locator(".casement-field, .form-row").first().waitFor();
  if (id === "add") await page.locator(".casement-field").first().waitFor();
}
