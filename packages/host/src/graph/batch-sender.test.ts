import { expect, test, vi } from "vitest";
import { createScriptedGateway, createThrottledReply, settlePending } from "../../test/graph/gateway.fixture.ts";

const ids = (count: number) => Array.from({ length: count }, (_, index) => `/me/events/${index + 1}`);
const sizes = (http: readonly { path: string; body: any }[]) =>
  http.map((seen) => (seen.path === "/$batch" ? seen.body.requests.length : 1));

test("reads of one turn share a batch, in whatever order the parts are returned", async () => {
  const s = createScriptedGateway((seen) => (seen.path === "/$batch" ? undefined : { body: { path: seen.path, method: seen.method } }));
  const answers = await s.run(
    Promise.all([
      s.graph.get("/me/events/1"),
      s.as({ plugin: "other" }).query("/communications/getPresencesByUserId", { ids: ["u1"] }),
      s.graph.get("/me/todo/lists", { query: { $top: 2 } }),
    ]),
  );
  expect(answers).toMatchObject([
    { path: "/me/events/1" },
    { path: "/communications/getPresencesByUserId", method: "POST" },
    { path: "/me/todo/lists?$top=2" },
  ]);
  expect(s.http.map((seen) => seen.path)).toEqual(["/$batch"]);
  expect(s.http[0]!.body.requests).toEqual([
    { id: "1", method: "GET", url: "/me/events/1", headers: { Prefer: 'outlook.timezone="UTC", IdType="ImmutableId"' } },
    {
      id: "2",
      method: "POST",
      url: "/communications/getPresencesByUserId",
      headers: { Prefer: 'IdType="ImmutableId"', "Content-Type": "application/json" },
      body: { ids: ["u1"] },
    },
    { id: "3", method: "GET", url: "/me/todo/lists?$top=2", headers: { Prefer: 'IdType="ImmutableId"' } },
  ]);
});

test("a single read is sent on its own, and so is every change", async () => {
  const s = createScriptedGateway(() => undefined);
  await s.run(s.graph.get("/me/events/1"));
  await s.run(Promise.all([s.graph.get("/me/events/1"), s.graph.send("PATCH", "/me/events/1", { subject: "x" })]));
  expect(s.http.map((seen) => `${seen.method} ${seen.path}`).sort()).toEqual([
    "GET /me/events/1",
    "GET /me/events/1",
    "PATCH /me/events/1",
  ]);
});

test("many reads of one call are no leak of listeners, of which Node would warn", async () => {
  const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  const s = createScriptedGateway((seen) => (seen.path === "/$batch" ? undefined : { body: {} }));
  await s.run(Promise.all(ids(12).map((path) => s.graph.get(path))));
  expect(warn).not.toHaveBeenCalled();
});

test("at most 20 parts, and one batch at a time", async () => {
  let [open, most] = [0, 0];
  const s = createScriptedGateway(async (seen) => {
    if (seen.path !== "/$batch") return { body: {} };
    most = Math.max(most, ++open);
    await settlePending();
    open--;
    return undefined;
  });
  const early = Promise.all(ids(43).map((path) => s.graph.get(path)));
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  const late = Promise.all(ids(2).map((path) => s.graph.get(path)));
  await s.run(Promise.all([early, late]));
  expect(sizes(s.http)).toEqual([20, 20, 5]);
  expect([most, s.units.length]).toEqual([1, 45]);
});

test("large reads are never batched", async () => {
  const s = createScriptedGateway(() => undefined);
  await s.run(
    Promise.all(["/me/messages/1/attachments/2", "/me/messages/1/$value", "/me/events/1", "/me/events/2"].map((path) => s.graph.get(path))),
  );
  expect(s.http.map((seen) => seen.path).sort()).toEqual(["/$batch", "/me/messages/1/$value", "/me/messages/1/attachments/2"]);
});

test("only a throttled part is retried, after its own Retry-After; a failed part fails alone", async () => {
  const tried = new Map<string, number>();
  const s = createScriptedGateway((seen) => {
    const count = (tried.get(seen.path) ?? 0) + 1;
    tried.set(seen.path, count);
    if (seen.path === "/me/events/2" && count === 1) return createThrottledReply("2,5");
    if (seen.path === "/me/todo/lists/3" && count === 1) return createThrottledReply("5", 503);
    if (seen.path === "/me/events/4") return { status: 404, body: { error: { code: "ErrorItemNotFound" } } };
    return undefined;
  });
  const answers = await s.run(
    Promise.allSettled(["/me/events/1", "/me/events/2", "/me/todo/lists/3", "/me/events/4"].map((path) => s.graph.get(path))),
  );
  expect(answers.map((answer) => (answer.status === "fulfilled" ? "ok" : answer.reason.code))).toEqual([
    "ok",
    "ok",
    "ok",
    "graph-not-found",
  ]);
  expect(s.http.map((seen) => [seen.path, seen.at])).toEqual([
    ["/$batch", 0],
    ["/me/events/2", 3],
    ["/me/todo/lists/3", 5],
  ]);
});

test("an aborted read leaves the batch; the others stay", async () => {
  const s = createScriptedGateway((seen) => (seen.path === "/me/events/1" ? "hang" : undefined));
  const [early, late] = [new AbortController(), new AbortController()];
  const before = s.as({ signal: early.signal }).get("/me/events/3");
  const during = s.as({ signal: late.signal }).get("/me/events/1");
  const stays = s.graph.get("/me/events/2");
  early.abort(new Error("too early"));
  await expect(before).rejects.toThrow("too early");
  await settlePending();
  expect(s.http[0]!.body.requests.map((part: any) => part.url)).toEqual(["/me/events/1", "/me/events/2"]);
  late.abort(new Error("too late"));
  await expect(during).rejects.toThrow("too late");
  await s.run(stays);
});

test("a batch is aborted when all its reads are aborted", async () => {
  const s = createScriptedGateway(() => "hang");
  const controller = new AbortController();
  const graph = s.as({ signal: controller.signal });
  const reads = Promise.allSettled([graph.get("/me/events/1"), graph.get("/me/events/2")]);
  await settlePending();
  controller.abort();
  await reads;
  const second = new AbortController();
  const later = s.as({ signal: second.signal });
  const next = Promise.allSettled([later.get("/me/events/3"), later.get("/me/events/4")]);
  await settlePending();
  expect(sizes(s.http)).toEqual([2, 2]);
  second.abort();
  await next;
});

test("a throttled batch is retried as a whole", async () => {
  let tries = 0;
  const s = createScriptedGateway((seen) => (seen.path === "/$batch" && tries++ === 0 ? createThrottledReply("4") : undefined));
  await s.run(Promise.all(ids(3).map((path) => s.graph.get(path))));
  expect(s.http.map((seen) => [seen.path, seen.at])).toEqual([
    ["/$batch", 0],
    ["/$batch", 4],
  ]);
});

test("after a lost connection the batch is retried as a whole", async () => {
  let tries = 0;
  const s = createScriptedGateway((seen) => (seen.path === "/$batch" && tries++ === 0 ? new Error("reset") : undefined), {
    random: Math.random,
  });
  await s.run(Promise.all(ids(3).map((path) => s.graph.get(path))));
  expect(sizes(s.http)).toEqual([3, 3]);
});

test("one malformed part does not break the others: a refused batch is retried part by part", async () => {
  const s = createScriptedGateway((seen) =>
    seen.path === "/$batch" ? { status: 400, body: { error: { code: "BadRequest" } } } : undefined,
  );
  await s.run(Promise.all(ids(3).map((path) => s.graph.get(path))));
  expect(sizes(s.http)).toEqual([3, 1, 1, 1]);
});

test("one slow part delays the others once; afterward it is sent on its own until it is fast again", async () => {
  let slow = true;
  const s = createScriptedGateway((seen) => (slow && seen.path === "/me/events/1" ? "hang" : undefined));
  const round = () => Promise.allSettled(ids(3).map((path) => s.graph.get(path).then(() => s.clock.now().getTime())));
  const [first, second] = await s.run(round(), 300);
  expect([first!.status, second!.status]).toEqual(["rejected", "fulfilled"]);
  const began = s.clock.now().getTime();
  s.http.length = 0;
  const later = await s.run(round(), 300);
  expect((later[1] as PromiseFulfilledResult<number>).value).toBe(began);
  expect(
    s.http
      .slice(0, 2)
      .map((seen) => seen.path)
      .sort(),
  ).toEqual(["/$batch", "/me/events/1"]);
  slow = false;
  await s.run(round());
  s.http.length = 0;
  await s.run(round());
  expect(sizes(s.http)).toEqual([3]);
});

test("a part without a response is retried", async () => {
  let tries = 0;
  const s = createScriptedGateway((seen) =>
    seen.path === "/$batch" && tries++ === 0 ? { body: { responses: [{ id: "2", status: 200, body: { two: 1 } }] } } : undefined,
  );
  expect(await s.run(Promise.all(ids(2).map((path) => s.graph.get(path))))).toEqual([{}, { two: 1 }]);
  expect(s.http.map((seen) => seen.path)).toEqual(["/$batch", "/me/events/1"]);
});

test("a slow read stays out of batches for ten minutes", async () => {
  const s = createScriptedGateway(async (seen) => {
    if (seen.path === "/me/events/1") await new Promise<void>((resolve) => s.clock.after(6_000, resolve));
    return undefined;
  });
  const round = async () => {
    s.http.length = 0;
    await s.run(Promise.all(ids(3).map((path) => s.graph.get(path))));
    return sizes(s.http).sort();
  };
  expect(await round()).toEqual([3]);
  // It is not known yet which of them is slow.
  expect(await round()).toEqual([1, 1, 1]);
  expect(await round()).toEqual([1, 2]);
  expect(await round()).toEqual([1, 2]);
  await s.clock.advance(600_000);
  expect(await round()).toEqual([3]);
});

test("a single read that timed out is kept out of later batches", async () => {
  const s = createScriptedGateway((seen) => (seen.path === "/me/events/1" ? "hang" : undefined));
  await expect(s.run(s.graph.get("/me/events/1"), 200)).rejects.toMatchObject({ code: "graph-unreachable" });
  s.http.length = 0;
  await s.run(Promise.allSettled(ids(3).map((path) => s.graph.get(path))), 200);
  expect(sizes(s.http.slice(0, 2)).sort()).toEqual([1, 2]);
});
