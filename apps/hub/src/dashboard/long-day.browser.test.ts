import type { Browser, CDPSession } from "playwright-core";
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

/** Sends updates of every sensor and events, as the hub does, until `count` have been sent and the page has taken them. */
const sendUpdates = (count: number) => `(async () => {
  const known = await (await fetch("/api/v1/sensors", { headers: { "Casement-Session-Key": localStorage.getItem(Object.keys(localStorage).find((name) => name.startsWith("session key"))) } })).json();
  const { sensors } = known;
  let taken;
  for (let sent = 0; sent < ${count}; sent++) {
    const sensor = sensors[sent % sensors.length];
    const at = new Date(Date.parse("2026-01-01T00:00:00Z") + sent * 1000).toISOString();
    addToStream("event: sensor\\ndata: " + JSON.stringify({ ...sensor, updatedAt: at }) + "\\n\\n");
    const id = (lastId += 1);
    const event = { id: String(id), account: "home", type: "todo/task-created", at, payload: { id: "x".repeat(100), title: "Task " + id } };
    taken = addToStream("id: " + id + "\\nevent: event\\ndata: " + JSON.stringify(event) + "\\n\\n");
    if (sent % 100 === 99) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await taken;
})()`;

async function measure(session: CDPSession): Promise<{ heap: number; nodes: number; listeners: number }> {
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
  const before = await measure(session);
  await page.evaluate(sendUpdates(10_000));
  // What a busy machine has yet to draw or to free goes. What the page keeps stays.
  const grown = async () => {
    const after = await measure(session);
    return [after.heap - before.heap > 1_500_000, after.nodes > before.nodes * 1.1, after.listeners > before.listeners * 1.1];
  };
  await expect.poll(grown, { message: "heap, nodes, listeners" }).toEqual([false, false, false]);
  // They have arrived, and the page keeps the newest.
  await page.evaluate("location.hash = '/events'");
  await page.getByText("home · Microsoft To Do · Task 1012500").waitFor();
});

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
  await expect.poll(() => asked).toContain("GET /api/v1/services");
  // What is loaded for later, and what the stream's beginning causes.
  await page.waitForTimeout(2_500);
  // Files that are preloaded come from the browser's memory the second time.
  const twice = asked.filter((line, at) => asked.indexOf(line) !== at && !line.includes("/assets/"));
  expect(twice).toEqual([]);
  expect(uncompressed).toEqual([]);
});

test("a hub that answers slowly is asked once", async () => {
  const page = await rig.newPage();
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 5_000);
  let asked = 0;
  let answer = () => {};
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/api/v1/accounts", async (route) => {
    asked += 1;
    await mayAnswer;
    await route.continue();
  });
  await rig.openIn(page);
  await expect.poll(() => asked).toBe(1);
  await page.clock.runFor(5_000);
  answer();
  await page.clock.resume();
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  expect(asked).toBe(1);
});
