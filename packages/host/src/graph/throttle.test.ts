import { createFakeClock } from "@casement/graph-emulator";
import { expect, test } from "vitest";
import { createScriptedGateway, createThrottledReply, settlePending } from "../../test/graph/gateway.fixture.ts";
import { createSleep } from "../async/sleep.ts";
import type { GraphRequest } from "./graph-request.ts";
import { createThrottle } from "./throttle.ts";

test("an account throttled for an hour does not delay another", async () => {
  const clock = createFakeClock();
  const [busy, free] = [
    createScriptedGateway(() => createThrottledReply("3600"), { clock }),
    createScriptedGateway(() => ({ body: { ok: 1 } }), { clock }),
  ];
  const refused = expect(busy.graph.get("/me/events")).rejects.toMatchObject({
    code: "graph-throttled",
    details: { service: "outlook", until: "2026-03-02T09:00:00.000Z" },
  });
  expect(await free.graph.get("/me/events")).toEqual({ ok: 1 });
  await refused;
  expect(clock.now().toISOString()).toBe("2026-03-02T08:00:00.000Z");
  expect([busy.gateway.throttledUntil(), free.gateway.throttledUntil()]).toEqual([{ outlook: new Date("2026-03-02T09:00:00Z") }, {}]);
});

test("a pause applies to every plugin, but only to that workload", async () => {
  const s = createScriptedGateway((seen) => (seen.path.startsWith("/me/events") ? createThrottledReply("3600") : undefined));
  await expect(s.run(s.graph.get("/me/events"))).rejects.toMatchObject({ code: "graph-throttled" });
  s.http.length = 0;
  await expect(s.run(s.as({ plugin: "other" }).get("/me/messages"))).rejects.toMatchObject({ code: "graph-throttled" });
  await expect(s.run(s.as({ purpose: "service" }).send("POST", "/me/sendMail", {}))).rejects.toMatchObject({ code: "graph-throttled" });
  expect(s.http).toEqual([]);
  for (const path of ["/me/todo/lists", "/me/chats", "/me/presence"]) await s.run(s.graph.get(path));
  expect(s.http).toHaveLength(3);
});

test("requests are sent again when the pause is over", async () => {
  let tries = 0;
  const s = createScriptedGateway(() => (tries++ === 0 ? createThrottledReply("3600") : undefined));
  await expect(s.run(s.graph.get("/me/events"))).rejects.toMatchObject({ code: "graph-throttled" });
  await s.clock.advance(3599_000);
  await expect(s.run(s.graph.get("/me/events"), 1)).resolves.toEqual({});
  expect([s.gateway.throttledUntil(), tries]).toEqual([{}, 2]);
});

test.each([
  ["read", "15", "16"],
  ["service", "10", "11"],
] as const)("a %s waits for a pause of %s s, but not of %s s", async (purpose, longestPause, tooLong) => {
  const once = async (header: string) => {
    let tries = 0;
    const s = createScriptedGateway(() => (tries++ === 0 ? createThrottledReply(header) : undefined));
    return s.run(s.as({ purpose }).get("/me/events")).then(
      () => s.http.map((seen) => seen.at),
      (error) => error.code,
    );
  };
  expect(await once(longestPause)).toEqual([0, Number(longestPause)]);
  expect(await once(tooLong)).toBe("graph-throttled");
});

test("without Retry-After the pause doubles for all requests, and ends in an error with its end time", async () => {
  const s = createScriptedGateway(() => createThrottledReply(undefined));
  await expect(s.run(s.graph.get("/me/events"))).rejects.toMatchObject({
    code: "graph-throttled",
    details: { until: "2026-03-02T08:00:15.000Z" },
  });
  expect(s.http.map((seen) => seen.at)).toEqual([0, 1, 3, 7]);
});

test("setting the clock back does not prolong a pause", async () => {
  let tries = 0;
  const s = createScriptedGateway(() => (tries++ === 0 ? createThrottledReply("3600") : undefined));
  await expect(s.run(s.graph.get("/me/events"))).rejects.toMatchObject({ code: "graph-throttled" });
  s.clock.jump(new Date("2026-03-01T00:00:00Z"));
  await expect(s.run(s.graph.get("/me/events"))).resolves.toEqual({});
});

test("a waiting request can be aborted", async () => {
  const s = createScriptedGateway(() => createThrottledReply("10"));
  const controller = new AbortController();
  const promise = s.as({ signal: controller.signal }).get("/me/events");
  await settlePending();
  controller.abort(new Error("enough"));
  await expect(promise).rejects.toThrow("enough");
  expect(s.http).toHaveLength(1);
});

test("at most four requests at a time, in the order they came", async () => {
  let [open, most] = [0, 0];
  const s = createScriptedGateway(async () => {
    most = Math.max(most, ++open);
    await settlePending();
    open--;
    return undefined;
  });
  await s.run(Promise.all(Array.from({ length: 11 }, (_, index) => s.graph.send("PATCH", `/me/events/${index}`, {}))));
  expect(most).toBe(4);
  expect(s.http.map((seen) => seen.path)).toEqual(Array.from({ length: 11 }, (_, index) => `/me/events/${index}`));
});

test("requests that were queued before the pause wait for it too", async () => {
  const s = createScriptedGateway(() => createThrottledReply("3600"));
  const graph = s.as({ purpose: "service" });
  const results = await s.run(Promise.allSettled(Array.from({ length: 12 }, (_, index) => graph.send("PATCH", `/me/events/${index}`, {}))));
  expect(results.every((result) => result.status === "rejected" && result.reason.code === "graph-throttled")).toBe(true);
  expect(s.http).toHaveLength(4);
});

test("the longest requested pause applies and is logged once", async () => {
  const pauses = new Map([
    ["/me/events/1", "10"],
    ["/me/events/2", "4"],
  ]);
  const s = createScriptedGateway((seen) => {
    const pause = pauses.get(seen.path);
    pauses.delete(seen.path);
    return pause === undefined ? undefined : createThrottledReply(pause);
  });
  await s.run(Promise.all(["/me/events/1", "/me/events/2"].map((path) => s.graph.get(path))));
  expect(s.http.map((seen) => seen.at)).toEqual([0, 10]);
  expect(s.log.filter((line) => line.includes("throttles"))).toHaveLength(1);
});

test("the longest wait includes pauses that Graph prolongs", async () => {
  const clock = createFakeClock();
  const silent = () => {};
  const throttle = createThrottle({ clock, sleep: createSleep(clock), log: { debug: silent, info: silent, warn: silent, error: silent } });
  const request = {
    method: "GET",
    shape: "/me/events",
    workload: "outlook",
    maxThrottleWaitMs: 15_000,
    signal: new AbortController().signal,
  };
  throttle.pause("outlook", 10_000);
  const passing = expect(throttle.wait(request as GraphRequest)).rejects.toMatchObject({ details: { until: "2026-03-02T08:00:19.000Z" } });
  await clock.advance(9_000, settlePending);
  throttle.pause("outlook", 10_000);
  await clock.advance(2_000, settlePending);
  await passing;
});
