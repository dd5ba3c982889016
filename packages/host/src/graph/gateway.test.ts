import { CasementError } from "@casement/core";
import { expect, test } from "vitest";
import {
  createScriptedGateway,
  createThrottledReply,
  createWatchedSignal,
  type ReplyScript,
  settlePending,
} from "../../test/graph/gateway.fixture.ts";

const secrets = /SECRET|anna|contoso|AAMkPrivate|Dentist|Bearer/;

test("logs, errors and metrics contain no token, address, id or content", async () => {
  const replies: ReplyScript[] = [
    () => ({ body: { id: "AAMkPrivate", subject: "Dentist" } }),
    () => ({ status: 404, body: { error: { code: "ErrorItemNotFound", message: "AAMkPrivate of anna@contoso.com" } } }),
    () => ({ status: 403, body: { error: { code: "not a code: anna@contoso.com", message: "anna@contoso.com" } } }),
    () => createThrottledReply("3600"),
  ];
  const everything: string[] = [];
  for (const reply of [...replies, () => Object.assign(new Error("connect anna.contoso.com"), { code: "ECONNREFUSED" })]) {
    const s = createScriptedGateway(reply);
    const graph = s.as({ purpose: "service" });
    const calls = [
      graph.get("/users/anna@contoso.com/messages/AAMkPrivate", { query: { $search: '"Dentist"' } }),
      graph.get("/me/mailFolders('AAMkPrivate')/messages"),
      graph.send("PATCH", "/me/events/AAMkPrivate", { subject: "Dentist" }),
      graph.get("/me/anna@contoso.com"),
      graph.get("/users/anna@contoso.com/things"),
      graph.get("/me/../anna@contoso.com"),
    ];
    for (const result of await s.run(Promise.allSettled(calls)))
      if (result.status === "rejected") {
        const error = result.reason as CasementError;
        expect(CasementError.is(error)).toBe(true);
        everything.push(error.message, JSON.stringify(error.details), String(error.cause ?? ""));
      }
    everything.push(...s.log, JSON.stringify(s.gateway.metrics()), JSON.stringify(s.gateway.throttledUntil()));
  }
  expect(everything.length).toBeGreaterThan(50);
  expect(everything.filter((line) => secrets.test(line))).toEqual([]);
});

test("answers to many accounts that arrive together are taken one at a time, with other work of the process in between", async () => {
  const accounts = Array.from({ length: 20 }, () => createScriptedGateway(() => ({ body: { id: "1" } })));
  const takenAt: number[] = [];
  let iteration = 0;
  const calls = accounts.map((account) =>
    account
      .as({ purpose: "service" })
      .get("/me/messages/1")
      .then(() => takenAt.push(iteration)),
  );
  for (; takenAt.length < calls.length && iteration < 1_000; iteration++) await new Promise(setImmediate);
  await Promise.all(calls);
  expect(new Set(takenAt).size).toBe(accounts.length);
});

test("half a character in a response becomes U+FFFD, and whole ones stay", async () => {
  const s = createScriptedGateway(() => ({ body: { subject: "a\ud83d", list: ["\ude00b", { text: "😀 \ud83d\ude00" }] } }));
  expect(await s.run(s.as({ purpose: "service" }).get("/me/messages/1"))).toEqual({
    subject: "a\ufffd",
    list: ["\ufffdb", { text: "😀 😀" }],
  });
});

test("an error contains Graph's status and error codes", async () => {
  const headers = { "request-id": "5f1c-22" };
  const s = createScriptedGateway(() => ({
    status: 403,
    headers,
    body: { error: { code: "ErrorAccessDenied", innerError: { code: "Inner" } } },
  }));
  await expect(s.run(s.graph.get("/me/events/AAMk1"))).rejects.toMatchObject({
    code: "graph-error",
    message: "GET /me/events/{id}: Graph returned 403 ErrorAccessDenied. The account has no access to the item or lacks a permission.",
    details: { status: 403, code: "ErrorAccessDenied", innerCode: "Inner", requestId: "5f1c-22", method: "GET", path: "/me/events/{id}" },
  });
});

test.each([
  [404, "graph-not-found"],
  [409, "graph-conflict"],
  [412, "graph-conflict"],
  [400, "graph-error"],
  [500, "graph-error"],
])("%s is %s", async (status, code) => {
  await expect(
    (() => {
      const s = createScriptedGateway(() => ({ status }));
      return s.run(s.graph.get("/me/events/1"));
    })(),
  ).rejects.toMatchObject({ code });
});

test("an id that Graph cannot read is not found, because no item has it", async () => {
  const body = { error: { code: "ErrorInvalidIdMalformed", message: "Id is malformed." } };
  const s = createScriptedGateway(() => ({ status: 400, body }));
  await expect(s.run(s.graph.get("/me/events/dentist"))).rejects.toMatchObject({ code: "graph-not-found" });
});

test("the cost of requests is counted by plugin and path", async () => {
  let tries = 0;
  const s = createScriptedGateway((seen) => {
    if (seen.path === "/me/events/2" && tries++ === 0) return createThrottledReply("2");
    return seen.path === "/me/calendars" ? { body: { value: [1, 2, 3] } } : undefined;
  });
  await s.run(
    Promise.all([
      s.as({ plugin: "a" }).get("/me/calendars"),
      s.as({ plugin: "b" }).get("/me/events/2"),
      s.as({ plugin: "b" }).get("/me/events/3"),
    ]),
  );
  const { total, calls } = s.gateway.metrics();
  expect(total).toMatchObject({ requests: 2, units: 4, items: 5, retries: 1, throttledSeconds: 2 });
  const cost = (plugin: string, path: string) => calls.find((call) => call.plugin === plugin && call.path === path);
  expect(cost("a", "/me/calendars")).toMatchObject({ units: 1, items: 3, retries: 0 });
  expect(cost("b", "/me/events/{id}")).toMatchObject({ requests: 1, units: 3, items: 2, retries: 1, throttledSeconds: 2 });
  expect(cost("-", "/$batch")).toMatchObject({ requests: 1, units: 0 });
  expect(total.bytesIn).toBeGreaterThan(100);
});

test("every request has a client request id, the preferences and the SDK version", async () => {
  const s = createScriptedGateway(() => undefined);
  await s.run(s.graph.send("PATCH", "/me/events/1", { subject: "x" }, { headers: { "If-Match": "e1" } }));
  expect(s.http[0]!.headers).toMatchObject({
    "client-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
    "content-type": "application/json",
    "if-match": "e1",
    prefer: 'outlook.timezone="UTC", IdType="ImmutableId"',
    sdkversion: "graph-js/3.0.7",
  });
});

test("without a token nothing is sent, and the sign-in's error is returned", async () => {
  const s = createScriptedGateway(() => undefined, { getToken: () => Promise.reject(new CasementError("sign-in-required", "Sign in.")) });
  const results = await s.run(
    Promise.allSettled([s.graph.get("/me/events"), s.graph.get("/me/calendars"), s.graph.send("POST", "/me/sendMail", {})]),
  );
  expect(results.map((result) => result.status === "rejected" && result.reason.code)).toEqual(Array(3).fill("sign-in-required"));
  expect(s.http).toEqual([]);
});

test("running requests end with the signal of their caller, and closing refuses later ones", async () => {
  const s = createScriptedGateway((seen) => (seen.path === "/me/todo/lists" ? createThrottledReply("10") : "hang"));
  const account = new AbortController();
  const graph = s.as({ signal: account.signal });
  const running = ["/me/events/1", "/me/events/2", "/me/todo/lists"].map((path) => expect(graph.get(path)).rejects.toThrow("closing"));
  const change = expect(graph.send("POST", "/me/sendMail", {})).rejects.toThrow("closing");
  await settlePending();
  account.abort(new Error("closing"));
  s.gateway.close();
  await Promise.all([...running, change, expect(s.graph.get("/me/events/3")).rejects.toMatchObject({ code: "stopped" })]);
  expect(s.hanging()).toBe(0);
});

test("no timer and no listener is left behind", async () => {
  const { signal, listeners } = createWatchedSignal();
  let tries = 0;
  const s = createScriptedGateway(() => (tries++ === 0 ? createThrottledReply("2") : undefined));
  let timers = 0;
  const after = s.clock.after;
  s.clock.after = (ms, fn) => {
    let running = true;
    const ended = () => {
      if (running) timers--;
      running = false;
    };
    timers++;
    const cancel = after(ms, () => {
      ended();
      fn();
    });
    return () => {
      ended();
      cancel();
    };
  };
  const reading = s.as({ signal }).get("/me/events/1");
  await settlePending();
  expect([listeners(), timers]).toEqual([1, 1]);
  await s.run(reading);
  expect([listeners(), timers]).toEqual([0, 0]);
});

test("a body that cannot be serialized is the caller's error and is not sent", async () => {
  const s = createScriptedGateway(() => undefined);
  await expect(s.run(s.graph.send("POST", "/me/sendMail", { n: 1n }))).rejects.toThrow(TypeError);
  expect(s.http).toEqual([]);
});
