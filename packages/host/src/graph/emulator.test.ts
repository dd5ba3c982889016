import { createPermissionMap, type FeedPage, type Graph } from "@casement/core";
import { createEmulator, createFakeClock, type Emulator, type FakeClock } from "@casement/graph-emulator";
import { expect, test } from "vitest";
import { settlePending } from "../../test/graph/gateway.fixture.ts";
import { createGateway, type GraphGateway } from "./gateway.ts";

// The gateway against the emulator, which returns the same links and refusals as Graph.

const ada = "ada@contoso.example";
const scopes = ["Calendars.ReadWrite", "Mail.ReadWrite", "Presence.Read.All", "Tasks.ReadWrite"];

interface TestGateway {
  readonly emulator: Emulator;
  readonly gateway: GraphGateway;
  readonly graph: Graph;
  /** Advances the clock until the promise settles. */
  run<T>(promise: Promise<T>): Promise<T>;
}

async function createTestGateway(clock: FakeClock = createFakeClock()): Promise<TestGateway> {
  const emulator = createEmulator({ clock });
  emulator.directory.addTenant({ domain: "contoso.example" });
  emulator.directory.addUser({ userPrincipalName: ada, displayName: "Ada Reed" });
  const token = await emulator.control.tokens.issue(ada, ["User.Read", ...scopes]);
  emulator.control.counters.reset();
  const silent = () => {};
  const gateway = createGateway({
    permissionMap: createPermissionMap(),
    accountKind: "work",
    graphOrigin: "https://graph.microsoft.com",
    fetch: emulator.fetch,
    getToken: async () => ({ token }),
    lease: { token: "", sure: () => true },
    sharedLimits: { governor: { take: () => "go", pause() {} }, share: () => undefined },
    clock,
    log: { debug: silent, info: silent, warn: silent, error: silent },
    random: () => 0.5,
  });
  const signal = new AbortController().signal;
  const graph = gateway.graphFor({
    plugin: "test",
    scopes: { declared: scopes, inForce: scopes },
    signal,
    purpose: "service",
    repeatable: true,
  });
  return {
    emulator,
    gateway,
    graph,
    async run(promise) {
      let pending = true;
      const ended = () => {
        pending = false;
      };
      promise.then(ended, ended);
      for (let second = 0; second < 300 && pending; second++) {
        await settlePending();
        if (pending) await clock.advance(1000, settlePending);
      }
      return promise;
    },
  };
}

const inbox = "/me/mailFolders/inbox/messages/delta";
const maxPageSize = { headers: { Prefer: "odata.maxpagesize=100" } };

async function round(
  graph: Graph,
  cursor?: string,
): Promise<{ items: Map<string, { id: string }>; pages: FeedPage<{ id: string }>[]; cursor: string }> {
  const items = new Map<string, { id: string }>();
  const pages: FeedPage<{ id: string }>[] = [];
  let next = cursor;
  do {
    const page = await graph.delta<{ id: string }>(inbox, next, maxPageSize);
    pages.push(page);
    for (const [id, item] of Object.entries(page.put)) items.set(id, item);
    for (const id of page.removed) items.delete(id);
    next = page.cursor;
  } while (pages.at(-1)!.more);
  return { items, pages, cursor: next! };
}

test("a folder is read by delta, kept up to date, and read again when the cursor has expired", async () => {
  const { emulator, graph, run } = await createTestGateway();
  emulator.control.mail.addMany(ada, "inbox", 450);
  const first = await run(round(graph));
  expect([first.items.size, first.pages.map((page) => page.restart === true).filter(Boolean).length]).toEqual([450, 1]);
  expect(first.pages.length).toBeGreaterThan(4);

  emulator.control.mail.addMany(ada, "inbox", 1);
  const second = await run(round(graph, first.cursor));
  expect([second.items.size, second.pages.some((page) => page.restart)]).toEqual([1, false]);

  emulator.control.delta.expire();
  const third = await run(round(graph, second.cursor));
  expect([third.items.size, third.pages.map((page) => page.restart === true).indexOf(true)]).toEqual([451, 0]);
});

test("reads of one turn are one request, and metrics match Graph's counts", async () => {
  const { emulator, gateway, graph, run } = await createTestGateway();
  const results = await run(
    Promise.all([
      graph.get("/me"),
      graph.get("/me/calendars"),
      graph.get("/me/mailFolders"),
      graph.get("/me/todo/lists"),
      graph.delta(inbox, undefined),
    ]),
  );
  expect(results).toHaveLength(5);
  const report = emulator.control.counters.report();
  expect([report.requests, report.units]).toEqual([1, 5]);
  expect(gateway.metrics().total).toMatchObject({ requests: 1, units: 5, items: report.items });
});

test("throttled parts are retried on their own, with every format of Retry-After", async () => {
  const clock = createFakeClock();
  const { emulator, graph, run } = await createTestGateway(clock);
  const start = clock.now().getTime();
  emulator.control.faults.add({ path: "/me/mailFolders*", only: "parts", count: 1, status: 429, retryAfter: "2,5" });
  emulator.control.faults.add({
    path: "/me/todo/*",
    only: "parts",
    count: 1,
    status: 503,
    retryAfter: new Date(start + 5000).toUTCString(),
  });
  const at = async (path: string) => {
    await graph.get(path);
    return (clock.now().getTime() - start) / 1000;
  };
  expect(await run(Promise.all([at("/me"), at("/me/mailFolders"), at("/me/todo/lists")]))).toEqual([0, 3, 5]);
});

test("dropped connections and slow responses are retried", async () => {
  const { emulator, graph, run } = await createTestGateway();
  emulator.control.faults.add({ count: 1, drop: true });
  emulator.control.faults.add({ path: "/me/calendars", count: 1, delay: 90_000 });
  const answers = await run(Promise.all([graph.get("/me"), graph.get<{ value: unknown[] }>("/me/calendars")]));
  expect(answers[1].value.length).toBeGreaterThan(0);
});

test("a change is written and read back with the immutable id, in UTC", async () => {
  const { graph, run } = await createTestGateway();
  const made = await run(
    graph.send<{ id: string }>("POST", "/me/events", {
      subject: "Review",
      start: { dateTime: "2026-03-02T10:00:00", timeZone: "Europe/Berlin" },
      end: { dateTime: "2026-03-02T11:00:00", timeZone: "Europe/Berlin" },
    }),
  );
  const view = { query: { startDateTime: "2026-03-02T00:00:00Z", endDateTime: "2026-03-03T00:00:00Z" } };
  const seen: { id: string; start: { dateTime: string; timeZone: string } }[] = [];
  const collect = async () => {
    for await (const event of graph.pages<(typeof seen)[0]>("/me/calendarView", view)) seen.push(event);
  };
  await run(collect());
  expect(seen).toMatchObject([{ id: made.id, start: { dateTime: expect.stringMatching(/^2026-03-02T09:00:00/), timeZone: "UTC" } }]);
  await run(graph.send("DELETE", `/me/events/${made.id}`));
  await expect(run(graph.get(`/me/events/${made.id}`))).rejects.toMatchObject({ code: "graph-not-found" });
});
