import { describe, expect, test } from "vitest";
import { createScriptedGateway, createThrottledReply, graphOrigin, type ReplyScript } from "../../test/graph/gateway.fixture.ts";

const path = "/me/mailFolders/inbox/messages/delta";
const link = (query: string) => `${graphOrigin}/v1.0${path}?${query}`;
const round: ReplyScript = ({ path: asked }) => {
  if (asked === "/$batch") return undefined;
  if (asked.includes("$skiptoken=s2")) return { body: { value: [{ id: "3" }], "@odata.deltaLink": link("$deltatoken=d1") } };
  if (asked.includes("$deltatoken=d1"))
    return { body: { value: [{ id: "1", "@removed": { reason: "deleted" } }], "@odata.deltaLink": link("$deltatoken=d2%2B") } };
  return { body: { value: [{ id: "1" }, { id: "2" }], "@odata.nextLink": link("$skiptoken=s2") } };
};

describe("delta", () => {
  test("a full round is read page by page, then only changes", async () => {
    const s = createScriptedGateway(round);
    const options = { query: { $select: "id" }, headers: { Prefer: "odata.maxpagesize=2" } };
    const first = await s.run(s.graph.delta(path, undefined, options));
    expect(first).toEqual({
      put: { 1: { id: "1" }, 2: { id: "2" } },
      removed: [],
      cursor: `${path}?$skiptoken=s2`,
      more: true,
      restart: true,
    });
    const second = await s.run(s.graph.delta(path, first.cursor, options));
    expect(second).toEqual({ put: { 3: { id: "3" } }, removed: [], cursor: `${path}?$deltatoken=d1`, more: false });
    const third = await s.run(s.graph.delta(path, second.cursor, options));
    expect(third).toEqual({ put: {}, removed: ["1"], cursor: `${path}?$deltatoken=d2%2B`, more: false });
    expect(s.units.map((seen) => seen.path)).toEqual([`${path}?$select=id`, `${path}?$skiptoken=s2`, `${path}?$deltatoken=d1`]);
    expect(s.units.every((seen) => seen.headers.prefer?.includes("odata.maxpagesize=2"))).toBe(true);
  });

  test("the last entry of an item wins", async () => {
    const removed = { "@removed": { reason: "changed" } };
    const value = [
      { id: "1", n: 1 },
      { id: "2", ...removed },
      { id: "1", ...removed },
      { id: "2", n: 2 },
      { id: "3", n: 1 },
      { id: "3", n: 2 },
    ];
    const s = createScriptedGateway(() => ({ body: { value, "@odata.deltaLink": link("$deltatoken=d") } }));
    expect(await s.run(s.graph.delta(path, undefined))).toMatchObject({
      put: { 2: { id: "2", n: 2 }, 3: { id: "3", n: 2 } },
      removed: ["1"],
    });
  });

  test("entries without an ID are left out, and named once", async () => {
    const value = [null, { subject: "x" }, { id: 7 }, { "@removed": { reason: "deleted" } }, { id: "1" }];
    const s = createScriptedGateway(() => ({ body: { value, "@odata.deltaLink": link("$deltatoken=d") } }));
    for (let n = 0; n < 2; n++) expect(await s.run(s.graph.delta(path, undefined))).toMatchObject({ put: { 1: { id: "1" } }, removed: [] });
    const named = s.log.filter((line) => line.includes("left out an entry"));
    expect(named).toEqual([expect.stringMatching(/GET \/me\/mailFolders\/\{id\}\/messages\/delta: left out an entry without an ID\./)]);
    const t = createScriptedGateway(({ path: asked }) => (asked.includes("delta") ? { status: 403, body: {} } : { body: { value } }));
    expect(await t.run(t.graph.delta(path, undefined, { list: { path: "/me/messages" } }))).toMatchObject({ put: { 1: { id: "1" } } });
  });

  test.each([
    ["410", 410, { code: "SyncStateNotFound" }],
    ["410 without a code", 410, undefined],
    ["400 syncStateNotFound", 400, { code: "syncStateNotFound" }],
    ["400 with the code inside", 400, { code: "BadRequest", innerError: { code: "resyncRequired" } }],
    ["404 syncStateInvalid", 404, { code: "SyncStateInvalid" }],
  ])("an expired cursor (%s) starts a full read at once", async (_, status, error) => {
    const s = createScriptedGateway((seen) => (seen.path.includes("$deltatoken=old") ? { status, body: { error } } : round(seen)));
    const page = await s.run(s.graph.delta(path, `${path}?$deltatoken=old`, { query: { $select: "id" } }));
    expect(page).toMatchObject({ restart: true, more: true, put: { 1: { id: "1" } } });
    expect(s.units.map((seen) => seen.path)).toEqual([`${path}?$deltatoken=old`, `${path}?$select=id`]);
  });

  test.each([
    ["without a cursor", undefined, 2 /* tries */ - 1],
    ["with one", `${path}?$deltatoken=old`, 2],
  ])("a full read that is refused as expired is an error, not a loop (%s)", async (_, cursor, requests) => {
    const s = createScriptedGateway(() => ({ status: 410, body: { error: { code: "resyncRequired" } } }));
    await expect(s.run(s.graph.delta(path, cursor))).rejects.toMatchObject({ details: { status: 410 } });
    expect(s.http).toHaveLength(requests);
  });

  test("another refusal does not start a full read", async () => {
    const s = createScriptedGateway(() => ({ status: 400, body: { error: { code: "ErrorInvalidRequest" } } }));
    await expect(s.run(s.graph.delta(path, `${path}?$deltatoken=d1`))).rejects.toMatchObject({ code: "graph-error" });
  });

  test("throttling in the middle of a round keeps the cursor valid", async () => {
    let busy = true;
    const s = createScriptedGateway((seen) => (busy && seen.path.includes("s2") ? createThrottledReply("100") : round(seen)));
    const { cursor } = await s.run(s.graph.delta(path, undefined));
    await expect(s.run(s.graph.delta(path, cursor))).rejects.toMatchObject({ code: "graph-throttled" });
    busy = false;
    await s.clock.advance(100_000);
    expect(await s.run(s.graph.delta(path, cursor))).toMatchObject({ put: { 3: {} }, more: false });
  });

  test.each([
    ["no link", {}],
    ["a link to itself", { "@odata.nextLink": link("$skiptoken=s1") }],
  ])("%s is an error", async (_, links) => {
    const s = createScriptedGateway(() => ({ body: { value: [], ...links } }));
    await expect(s.run(s.graph.delta(path, `${path}?$skiptoken=s1`))).rejects.toMatchObject({ code: "graph-error" });
  });
});

describe("delta rounds without end", () => {
  const endless =
    (page: (n: number) => { value: object[]; link: string }): ReplyScript =>
    ({ path: asked }) => {
      const { value, link: next } = page(Number(/skiptoken=(\d+)/.exec(asked)?.[1] ?? 0));
      return { body: { value, "@odata.nextLink": link(`$skiptoken=${next}`) } };
    };
  const readRound = async (s: ReturnType<typeof createScriptedGateway>) => {
    let cursor: string | undefined;
    for (let pages = 0; pages < 200; pages++) ({ cursor } = await s.run(s.graph.delta(path, cursor)));
  };

  test.each([
    ["links that go round", (n: number) => ({ value: [{ id: `${n}` }], link: String((n % 3) + 1) }), 5],
    ["changing links and the same items", (n: number) => ({ value: [{ id: "1" }, { id: "2" }], link: String(n + 1) }), 30],
    ["changing links and empty pages", (n: number) => ({ value: [], link: String(n + 1) }), 30],
  ])("%s end with an error", async (_, page, requests) => {
    const s = createScriptedGateway(endless(page));
    await expect(readRound(s)).rejects.toMatchObject({ code: "graph-error" });
    expect(s.units.length).toBeLessThan(requests);
  });

  test("a long round with news on every page goes on", async () => {
    const s = createScriptedGateway(endless((n) => ({ value: [{ id: `${n}` }], link: String(n + 1) })));
    await readRound(s);
    expect(s.units).toHaveLength(200);
  });
});

describe("a cursor that Graph refuses for good", () => {
  test.each([
    [400, "ErrorInvalidSyncStateData"],
    [404, "ErrorItemNotFound"],
    [500, "ErrorInternalServerError"],
  ])("with %i is given up after three rounds, and everything is read again", async (status, code) => {
    const s = createScriptedGateway((seen) => (seen.path.includes("=old") ? { status, body: { error: { code } } } : round(seen)));
    const cursor = `${path}?$deltatoken=old`;
    await expect(s.run(s.graph.delta(path, cursor))).rejects.toMatchObject({ details: { status } });
    await expect(s.run(s.graph.delta(path, cursor))).rejects.toMatchObject({ details: { status } });
    expect(await s.run(s.graph.delta(path, cursor))).toMatchObject({ restart: true, put: { 1: { id: "1" } } });
  });

  test("is kept during an outage and while the permission is missing", async () => {
    let status = 503;
    const s = createScriptedGateway(() => ({ status, body: { error: { code: "x" } } }));
    for (status of [503, 503, 503, 503, 403, 403, 403, 403])
      await expect(s.run(s.graph.delta(path, `${path}?$deltatoken=d1`))).rejects.toMatchObject({ details: { status } });
    expect(s.units.every(({ path: asked }) => asked.includes("=d1"))).toBe(true);
  });
});

describe("a link", () => {
  const list = "/me/todo/lists/AAMkA/tasks/delta";
  test.each([
    [list, "/me/todo/lists/AAMkB/tasks/delta?$deltatoken=1", false],
    [list, "/me/todo/lists/delta?$deltatoken=1", false],
    [list, "/me/todo/lists('AAMkA')/tasks/delta()?$deltatoken=1", true],
    [list, "/users('0b4f')/todo/lists/AAMkA/tasks/delta?$deltatoken=1", true],
    [path, "/me/mailfolders('AQMkA')/messages/delta?$deltatoken=1", true],
    [path, "/me/calendarView/delta?$deltatoken=1", false],
    [path, "/me/mailFolders/inbox/messages?$skip=1", false],
    ["/me/calendarView/delta", "/me/calendarView/delta?$deltatoken=1", true],
  ])("of %s to %s is accepted: %s", async (asked, next, accepted) => {
    const s = createScriptedGateway(() => ({ body: { value: [], "@odata.deltaLink": `${graphOrigin}/v1.0${next}` } }));
    const page = s.run(s.graph.delta(asked, undefined));
    if (accepted) expect(await page).toMatchObject({ cursor: next });
    else await expect(page).rejects.toMatchObject({ code: "graph-error" });
  });
});

describe("a collection without delta", () => {
  const options = { list: { path: "/me/calendarView", query: { $top: 10 } } };
  const listScript =
    (state: { refused: boolean }): ReplyScript =>
    ({ path: asked }) => {
      if (!asked.includes("/delta")) return { body: { value: [{ id: "1" }] } };
      if (state.refused) return { status: 405, body: { error: { code: "x" } } };
      return { body: { value: [{ id: "2" }], "@odata.deltaLink": `${graphOrigin}/v1.0/me/calendarView/delta?$deltatoken=1` } };
    };

  test("is read as a list every five minutes, or on demand, and delta is tried again after a day", async () => {
    const state = { refused: true };
    const s = createScriptedGateway(listScript(state));
    const read = (cursor?: string, onDemand = false) => s.run(s.graph.delta("/me/calendarView/delta", cursor, { ...options, onDemand }));
    const first = await read();
    expect(first).toMatchObject({ put: { 1: { id: "1" } }, restart: true, isList: true });
    expect(await read(first!.cursor)).toBeUndefined();
    expect(await read(first!.cursor, true)).toMatchObject({ isList: true });
    await s.clock.advance(285_000);
    const second = await read(first!.cursor);
    expect(second).toMatchObject({ isList: true });
    expect(s.units.filter((seen) => seen.path.includes("/delta"))).toHaveLength(1);
    state.refused = false;
    await s.clock.advance(86_400_000);
    expect(await read(second!.cursor)).toMatchObject({ put: { 2: { id: "2" } }, restart: true });
  });

  test("without a list is an error", async () => {
    const s = createScriptedGateway(listScript({ refused: true }));
    await expect(s.run(s.graph.delta("/me/calendarView/delta", undefined))).rejects.toMatchObject({ details: { status: 405 } });
  });
});

describe("pages", () => {
  const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
    const all: T[] = [];
    for await (const item of items) all.push(item);
    return all;
  };
  const calendars =
    (next: (page: number) => number | undefined): ReplyScript =>
    (seen) => {
      const page = Number(/\$skip=(\d+)/.exec(seen.path)?.[1] ?? 0);
      const following = next(page);
      return {
        body: {
          value: [page],
          ...(following === undefined ? {} : { "@odata.nextLink": `${graphOrigin}/v1.0/me/calendars?$skip=${following}` }),
        },
      };
    };

  test("return every item of every page", async () => {
    const s = createScriptedGateway(calendars((page) => (page < 6 ? page + 1 : undefined)));
    expect(await s.run(collect(s.graph.pages("/me/calendars", { query: { $top: 1 } })))).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(s.gateway.metrics().total).toMatchObject({ requests: 7, units: 7, items: 7 });
    expect(await s.run(s.graph.list("/me/calendars", { query: { $top: 1 } }))).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test("a link back ends in an error, not in a loop", async () => {
    const s = createScriptedGateway(calendars((page) => (page + 1) % 3 || 1));
    await expect(s.run(collect(s.graph.pages("/me/calendars")))).rejects.toMatchObject({ code: "graph-error" });
    expect(s.http.length).toBeLessThan(5);
  });

  test("no further page is read when the caller stops", async () => {
    const s = createScriptedGateway(calendars((page) => page + 1));
    for await (const item of s.graph.pages<number>("/me/calendars")) if (item === 2) break;
    expect(s.http).toHaveLength(3);
  });

  test("a single resource is an error", async () => {
    const s = createScriptedGateway(() => ({ body: { id: "1" } }));
    await expect(s.run(collect(s.graph.pages("/me/calendar")))).rejects.toMatchObject({ code: "graph-error" });
  });
});
