import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { expect, it } from "vitest";
import { secret, startTestWebhooks } from "../test/test-webhooks.fixture.ts";

it("sends an event, and what a sensor became, so that the library of Standard Webhooks accepts them", async () => {
  await using w = await startTestWebhooks();
  expect(w.receiver.received).toEqual([]);
  w.addTask("Buy a lamp");
  await w.advance("30s");
  expect(w.typesOf().toSorted()).toEqual(["sensor-changed", "tasks/task-created"]);
  for (const { body, headers } of w.receiver.received) {
    expect(headers).toMatchObject({ "content-type": "application/json", "user-agent": "casement/1.2.3" });
    const timestamp = new Date(Number(headers["webhook-timestamp"]) * 1_000);
    expect(Math.abs(w.t.clock.now().getTime() - timestamp.getTime())).toBeLessThan(60_000);
    expect(headers["webhook-signature"]).toBe(new Webhook(secret).sign(String(headers["webhook-id"]), timestamp, body));
  }
  const [event] = w.messagesOf("tasks/task-created");
  expect(event!.message.data).toMatchObject({ account: "home", type: "tasks/task-created", id: expect.stringMatching(/^\d+$/) });
  expect(event!.headers["webhook-id"]).toBe(`event-${event!.message.data.id}`);
  const [sensor] = w.messagesOf("sensor-changed");
  expect(sensor!.message.data).toMatchObject({ id: "home/tasks/tasks", state: 1, gone: false });
});

it("sends only what is wanted, also for one account", async () => {
  await using w = await startTestWebhooks({ webhook: { events: ["office/tasks/*"], sensors: ["home/tasks/groceries"] } });
  w.addTask("Buy a lamp");
  await w.advance("30s");
  expect(w.receiver.received).toEqual([]);
  await using other = await startTestWebhooks({ webhook: { events: ["home/tasks/task-created"], sensors: undefined } });
  other.addTask("Buy a lamp");
  await other.advance("30s");
  expect(other.typesOf()).toEqual(["tasks/task-created"]);
});

it("leaves out the texts of tasks unless bodies is on", async () => {
  const task = { title: "Renew the passport", body: { contentType: "text", content: "Bring two photographs" } };
  for (const bodies of [false, true]) {
    await using w = await startTestWebhooks({ webhook: { bodies } });
    w.t.emulator.control.todo.addTask("ada@contoso.example", "Tasks", task);
    await w.advance("30s");
    expect(w.messagesOf("tasks/task-created")).toHaveLength(1);
    expect(w.receiver.received.some(({ body }) => body.includes("two photographs"))).toBe(bodies);
  }
});

it("keeps the order of a sensor's changes while one fails, and lets other sensors pass", async () => {
  await using w = await startTestWebhooks({ webhook: { events: undefined } });
  w.t.emulator.control.todo.addList("ada@contoso.example", "Attic");
  await w.t.account.rescan();
  await w.advance("1m");
  w.receiver.received.length = 0;
  w.receiver.respond = ({ message }) => (message?.data.id === "home/tasks/tasks" ? 503 : 204);
  for (const title of ["one", "two", "three"]) {
    w.addTask(title);
    await w.advance("20s");
  }
  w.addTask("A box", "Attic");
  await w.advance("20s");
  const states = (id: string) => w.messagesOf("sensor-changed").filter(({ message }) => message.data.id === id);
  expect(states("home/tasks/attic").map(({ message }) => message.data.state)).toEqual([1]);
  expect(new Set(states("home/tasks/tasks").map(({ message }) => message.data.state))).toEqual(new Set([1]));
  w.receiver.received.length = 0;
  w.receiver.respond = () => 204;
  await w.advance("10m");
  expect(states("home/tasks/tasks").map(({ message }) => message.data.state)).toEqual([1, 2, 3]);
});

it("is switched off at once when the receiver responds with 410, and on when it gets another address", async () => {
  await using w = await startTestWebhooks();
  w.receiver.respond = () => 410;
  w.addTask("Buy a lamp");
  await w.advance("30s");
  expect(w.surface.statuses()[0]).toMatchObject({ state: "off", waiting: 0 });
  const raised = w.t.events.filter(({ type }) => type === "account/webhook-switched-off");
  const reason = "It responded with status 410: it wants no more";
  expect(raised).toMatchObject([{ account: "home", payload: { webhook: "flows", reason } }]);
  w.receiver.respond = () => 204;
  const same = await w.restart();
  expect(same.surface.statuses()[0]).toMatchObject({ state: "off" });
  await using other = await same.restart({ webhook: { url: `${w.receiver.url}/new` } });
  expect(other.surface.statuses()[0]).toMatchObject({ state: "working" });
});

it("follows no redirect", async () => {
  await using w = await startTestWebhooks({ webhook: { sensors: undefined } });
  w.receiver.respond = () => ({ status: 302, headers: { location: "/elsewhere" } });
  w.addTask("Buy a lamp");
  await w.advance("16s");
  expect(new Set(w.receiver.received.map(({ path }) => path))).toEqual(new Set(["/hook"]));
  expect(w.surface.statuses()[0]!.reason).toContain("redirects (status 302)");
});

it("gives a receiver 15 seconds", async () => {
  await using w = await startTestWebhooks({ webhook: { sensors: undefined } });
  w.receiver.isSilent = true;
  w.addTask("Buy a lamp");
  await w.advance("15s");
  await expect.poll(() => w.receiver.received).toHaveLength(1);
  await w.t.advance("16s");
  w.receiver.isSilent = false;
  await w.advance("5s");
  expect(w.surface.statuses()[0]).toMatchObject({ failedAttempts: 1 });
  expect(w.log.join("\n")).toContain("did not respond within 15 seconds");
  await w.advance("10s");
  expect(w.surface.statuses()[0]).toMatchObject({ state: "working", delivered: 1 });
});

it("rejects a test of a webhook that does not exist", async () => {
  await using w = await startTestWebhooks();
  await expect(w.surface.test("flow")).rejects.toMatchObject({ code: "not-found", message: expect.stringContaining("There are: flows") });
});

it("repeats a delivery with the same id, and its test switches it on again", async () => {
  await using w = await startTestWebhooks();
  w.receiver.respond = () => 500;
  w.addTask("Buy a lamp");
  await w.advance("1m");
  const tries = w.messagesOf("tasks/task-created");
  expect(tries.length).toBeGreaterThan(2);
  expect(new Set(tries.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect(new Set(tries.map(({ headers }) => headers["webhook-timestamp"])).size).toBe(tries.length);
  expect(await w.surface.test("flows")).toMatchObject({ delivered: false, status: 500 });
  w.receiver.respond = () => 410;
  await w.advance("2m");
  expect(w.surface.statuses()[0]).toMatchObject({ state: "off" });
  w.receiver.received.length = 0;
  w.receiver.respond = () => 204;
  w.addTask("While it is off");
  await w.advance("30s");
  expect(w.receiver.received).toEqual([]);
  expect(await w.surface.test("flows")).toMatchObject({ delivered: true });
  w.addTask("Afterward");
  await w.advance("30s");
  w.addTask("And again");
  await w.advance("30s");
  expect(w.messagesOf("tasks/task-created")).toHaveLength(2);
  // The first value after it was off is the one to compare with.
  expect(w.messagesOf("sensor-changed").map(({ message }) => message.data.state)).toEqual([4]);
});

it("loses nothing over a restart and a kill, and delivers what waited under its id", async () => {
  const w = await startTestWebhooks();
  w.receiver.respond = () => 500;
  w.addTask("Before");
  await w.advance("30s");
  const ids = new Set(w.receiver.received.map(({ headers }) => headers["webhook-id"]));
  expect(ids.size).toBe(2);
  const killed = await w.restart({ killed: true });
  killed.addTask("Between");
  await killed.advance("30s");
  killed.receiver.received.length = 0;
  killed.receiver.respond = () => 204;
  await using again = await killed.restart();
  await again.advance("30s");
  const delivered = again.receiver.received.map(({ headers }) => headers["webhook-id"]!);
  expect(delivered).toEqual(expect.arrayContaining([...ids]));
  expect(again.messagesOf("tasks/task-created")).toHaveLength(2);
  expect(again.messagesOf("sensor-changed").map(({ message }) => message.data.state)).toEqual([1, 2]);
  expect(again.surface.statuses()[0]).toMatchObject({ state: "working", waiting: 0 });
});

it("sends what a sensor became while the surface did not run, and no event twice", async () => {
  await using w = await startTestWebhooks();
  w.addTask("One");
  await w.advance("30s");
  w.receiver.received.length = 0;
  await using again = await w.restart({
    prepare: async (t) => {
      t.emulator.control.todo.addTask("ada@contoso.example", "Tasks", { title: "Two" });
      await t.advance("30s");
    },
  });
  await again.advance("30s");
  expect(again.messagesOf("tasks/task-created")).toHaveLength(1);
  expect(again.messagesOf("sensor-changed").map(({ message }) => message.data.state)).toEqual([2]);
});

it("keeps what waits encrypted", async () => {
  await using w = await startTestWebhooks();
  w.receiver.respond = () => 500;
  w.addTask("Buy a lamp");
  await w.advance("30s");
  const stored = await readFile(join(w.t.dataDir, "surfaces", "webhooks"));
  expect(stored.length).toBeGreaterThan(500);
  for (const text of ["Buy a lamp", "tasks/task-created", w.receiver.url]) expect(stored.includes(text)).toBe(false);
  expect(w.log.join("\n")).not.toContain("127.0.0.1");
});
