import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountYamlWith, createDashboardRig, type DashboardRig, launchBrowser } from "../../test/dashboard/dashboard.fixture.ts";

let browser: Browser;
let rig: DashboardRig;
beforeAll(async () => {
  browser = await launchBrowser();
  rig = await createDashboardRig(browser, accountYamlWith("calendar: {}", "todo: {}", "status: {}"));
  await rig.signIn();
}, 60_000);
afterAll(async () => {
  await rig[Symbol.asyncDispose]();
  await browser.close();
});

/** Lets a test add messages to the hub's stream: `addToStream(text)`. */
const openStream = `
  const send = fetch;
  fetch = async (address, init) => {
    const response = await send(address, init);
    if (!String(address).endsWith("/api/v1/stream") || !response.ok) return response;
    const { readable, writable } = new TransformStream();
    const writer = writable.getWriter();
    addToStream = (text) => writer.write(new TextEncoder().encode(text));
    (async () => {
      for (const reader = response.body.getReader(); ; ) {
        const { value, done } = await reader.read();
        if (done) return;
        await writer.write(value);
      }
    })();
    return new Response(readable, response);
  };
`;

/** Sends updates of every sensor and events, as the hub does, until `count` have been sent. */
const sendUpdates = (count: number) => `(async () => {
  const known = await (await fetch("/api/v1/sensors", { headers: { "Casement-Session-Key": localStorage.getItem(Object.keys(localStorage).find((name) => name.startsWith("session key"))) } })).json();
  const { sensors } = known;
  for (let sent = 0; sent < ${count}; sent++) {
    const sensor = sensors[sent % sensors.length];
    const at = new Date(Date.parse("2026-01-01T00:00:00Z") + sent * 1000).toISOString();
    addToStream("event: sensor\\ndata: " + JSON.stringify({ ...sensor, updatedAt: at }) + "\\n\\n");
    const id = (lastId += 1);
    const event = { id: String(id), account: "home", type: "todo/task-created", at, payload: { id: "x".repeat(100), title: "Task " + id } };
    addToStream("id: " + id + "\\nevent: event\\ndata: " + JSON.stringify(event) + "\\n\\n");
    if (sent % 100 === 99) await new Promise((resolve) => setTimeout(resolve, 20));
  }
})()`;

async function measure(session: CDPSession, page: Page): Promise<{ heap: number; nodes: number; listeners: number }> {
  await page.waitForTimeout(200);
  for (let round = 0; round < 3; round++) await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const metricOf = (name: string) => metrics.find((metric) => metric.name === name)!.value;
  return { heap: metricOf("JSHeapUsedSize"), nodes: metricOf("Nodes"), listeners: metricOf("JSEventListeners") };
}

test("10,000 updates leave the page as large as 2,500 did", async () => {
  const page = await rig.newPage();
  await page.addInitScript(openStream);
  await rig.openIn(page);
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  await page.waitForFunction("typeof addToStream === 'function'");
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  // Far above the hub's own events.
  await page.evaluate("lastId = 1e6");
  await page.evaluate(sendUpdates(2_500));
  const before = await measure(session, page);
  await page.evaluate(sendUpdates(10_000));
  const after = await measure(session, page);
  expect(after.heap - before.heap).toBeLessThan(1_500_000);
  expect(after.nodes).toBeLessThan(before.nodes * 1.1);
  expect(after.listeners).toBeLessThan(before.listeners * 1.1);
  // They have arrived, and the page keeps the newest.
  await page.evaluate("location.hash = '/events'");
  await page.getByText("home · todo · Task 1012500").waitFor();
}, 120_000);

test("a page is drawn without asking for anything twice, and what is long comes compressed", async () => {
  const page = await rig.open();
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  const asked: string[] = [];
  const uncompressed: string[] = [];
  page.on("response", async (response) => {
    const url = new URL(response.url());
    asked.push(`${response.request().method()} ${url.pathname}${url.search}`);
    const { "content-encoding": encoding, "content-length": length, "content-type": type = "" } = response.headers();
    const isLong = length === undefined || Number(length) > 1_024;
    if (encoding === undefined && isLong && !type.startsWith("text/event-stream")) uncompressed.push(url.pathname);
  });
  await page.reload();
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  // What is loaded for later, and what the stream's beginning causes.
  await page.waitForTimeout(2_500);
  // Files that are preloaded come from the browser's memory the second time.
  const twice = asked.filter((line, at) => asked.indexOf(line) !== at && !line.includes("/assets/"));
  expect(twice).toEqual([]);
  expect(uncompressed).toEqual([]);
  expect(asked).toContain("GET /api/v1/services");
}, 60_000);
