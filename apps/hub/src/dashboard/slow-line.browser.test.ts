import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountYamlWith, createDashboardRig, type DashboardRig, launchBrowser } from "../../test/dashboard/dashboard.fixture.ts";

let browser: Browser;
let rig: DashboardRig;
beforeAll(async () => {
  browser = await launchBrowser();
  rig = await createDashboardRig(browser, accountYamlWith("calendar: {}", "todo: {}", "status: {}"));
  await rig.signIn();
});
afterAll(async () => {
  await rig[Symbol.asyncDispose]();
  await browser.close();
});

/** What has passed a slow line of this page, and `pass`, which lets messages of the stream through: so many in all. */
const slowLine = `(() => {
  let allowed = Number.POSITIVE_INFINITY;
  let wake = () => {};
  window.pass = (count) => { allowed = count; wake(); };
  const fetchFast = window.fetch;
  window.fetch = async (...call) => {
    const response = await fetchFast(...call);
    if (!String(call[0]).includes("/api/v1/stream") || !response.body) return response;
    let passed = 0;
    let text = "";
    const slow = new TransformStream({
      async transform(chunk, controller) {
        text += chunk;
        for (let end = text.indexOf("\\n\\n"); end >= 0; end = text.indexOf("\\n\\n")) {
          while (passed >= allowed) await new Promise((resolve) => { wake = resolve; });
          passed += 1;
          controller.enqueue(text.slice(0, end + 2));
          text = text.slice(end + 2);
        }
      },
    });
    const body = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(slow).pipeThrough(new TextEncoderStream());
    return new Response(body, response);
  };
})()`;
async function openSlowly(messages: number): Promise<Page> {
  const page = await rig.newPage();
  await page.clock.install();
  await page.addInitScript(slowLine);
  await page.addInitScript(`pass(${messages})`);
  await rig.openIn(page);
  return page;
}

test("a reconnection over a slow line takes neither cards nor typed text off the page", async () => {
  const page = await openSlowly(1_000);
  const groceries = page.getByRole("region", { name: "Groceries" });
  const line = groceries.getByRole("textbox");
  await line.fill("Half a sentence");
  const cards = await page.getByRole("region").count();
  // The first block has no message. One sensor follows, and then nothing.
  await page.evaluate("pass(2)");
  const reopened = page.waitForResponse((response) => response.url().includes("/api/v1/stream"));
  await page.context().setOffline(true);
  await page.getByText("Lost connection to the hub").waitFor();
  await page.context().setOffline(false);
  await reopened;
  await page.getByText("Lost connection to the hub").waitFor({ state: "detached" });
  // Longer than the page waits for more of the first sensors.
  await page.clock.runFor(1_000);
  expect(await page.getByRole("region").count()).toBe(cards);
  expect(await line.inputValue()).toBe("Half a sentence");
  await page.evaluate("pass(1000)");
  await page.clock.runFor(1_000);
  expect(await page.getByRole("region").count()).toBe(cards);
  expect(await line.inputValue()).toBe("Half a sentence");
});

test("what a slow line has not brought yet is shown as not known, and not as empty", async () => {
  const page = await openSlowly(0);
  await page.getByRole("navigation").waitFor();
  await page.clock.runFor(3_000);
  await page.getByText("Not known yet").waitFor();
  await page.evaluate("location.hash = '/calendar'");
  await page.getByRole("heading", { name: "Calendar" }).waitFor();
  await page.getByRole("button", { name: "Agenda" }).click();
  await page.getByText("Not known", { exact: true }).first().waitFor();
  expect(await page.getByText("Nothing planned").count()).toBe(0);
  await page.evaluate("location.hash = '/wall'");
  await page.getByText("Not known yet").waitFor();
  await page.evaluate("location.hash = '/sensor/home/todo/groceries'");
  await page.getByText("Not known yet").waitFor();
  await page.evaluate("pass(1000)");
  await page.getByRole("heading", { name: "Groceries" }).first().waitFor();
  await page.evaluate("location.hash = '/'");
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  expect(await page.getByText("Not known yet").count()).toBe(0);
});
