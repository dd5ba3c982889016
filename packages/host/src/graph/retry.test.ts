import type { Graph } from "@casement/core";
import { describe, expect, test } from "vitest";
import { createScriptedGateway, createThrottledReply, type ReplyScript, type ScriptedReply } from "../../test/graph/gateway.fixture.ts";
import type { GraphResponse, RequestFailure } from "./graph-request.ts";
import { classifyOutcome } from "./retry.ts";

const response = (status: number, headers: Record<string, string> = {}, body?: unknown): GraphResponse => ({
  kind: "response",
  status,
  headers,
  body,
  tokenGeneration: 0,
  tokenExpired: false,
  jitter: 0,
});
const failure = (why: RequestFailure["why"]): RequestFailure => ({ kind: "failure", why, jitter: 0 });
const after = { "retry-after": "1" };

test.each<[string, GraphResponse | RequestFailure, string, string]>([
  ["200", response(200), "succeeded", "succeeded"],
  ["204", response(204), "succeeded", "succeeded"],
  ["302", response(302), "refused", "unknown"],
  ["400", response(400), "refused", "refused"],
  ["401", response(401), "stale-token", "stale-token"],
  ["403", response(403), "refused", "refused"],
  ["404", response(404), "refused", "refused"],
  ["408", response(408), "retry", "unknown"],
  ["429", response(429), "throttled", "throttled"],
  ["429 with Retry-After", response(429, after), "throttled", "throttled"],
  ["500", response(500), "refused", "unknown"],
  ["502", response(502), "retry", "unknown"],
  ["503", response(503), "retry", "unknown"],
  ["503 with Retry-After", response(503, after), "throttled", "unknown"],
  ["504", response(504), "retry", "unknown"],
  ["504 with Retry-After", response(504, after), "retry", "unknown"],
  ["timeout", failure("timeout"), "retry", "unknown"],
  ["lost connection", failure("network"), "retry", "unknown"],
  ["no connection", failure("not-sent"), "retry", "retry"],
])("%s", (_, outcome, repeatable, unsafe) => {
  expect(classifyOutcome({ repeatable: true, workload: "outlook" }, outcome)).toBe(repeatable);
  expect(classifyOutcome({ repeatable: false, workload: "outlook" }, outcome)).toBe(unsafe);
});

test("chats report an expired token with status 403", () => {
  const missing = response(403, {}, { error: { message: "No authorization information present on the request." } });
  expect(classifyOutcome({ repeatable: true, workload: "chat" }, missing)).toBe("stale-token");
  expect(classifyOutcome({ repeatable: true, workload: "chat" }, { ...response(403), tokenExpired: true })).toBe("stale-token");
  expect(classifyOutcome({ repeatable: true, workload: "outlook" }, missing)).toBe("refused");
});

/** Returns the replies one after the other, then repeats the last one. */
const inTurn = (...replies: (ScriptedReply | Error | "hang" | undefined)[]): ReplyScript => {
  let turn = 0;
  return () => replies[Math.min(turn++, replies.length - 1)];
};
const connect = (code: string) => Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error(code), { code }) });
const times = (s: { http: readonly { at: number }[] }) => s.http.map((seen) => seen.at);

describe("reads", () => {
  test("are retried after 1, 2 and 4 s, then fail as unreachable", async () => {
    const s = createScriptedGateway(inTurn({ status: 502 }));
    await expect(s.run(s.graph.get("/me/events"))).rejects.toMatchObject({ code: "graph-unreachable", details: { status: 502 } });
    expect(times(s)).toEqual([0, 1, 3, 7]);
  });

  test("are retried with jitter", async () => {
    const s = createScriptedGateway(inTurn({ status: 502 }, undefined), { random: () => 0 });
    await s.run(s.graph.get("/me/events"));
    expect(times(s)).toEqual([0, 0.5]);
  });

  test("recover from a dropped connection and from a timeout", async () => {
    const s = createScriptedGateway(inTurn(connect("ECONNRESET"), "hang", { body: { ok: 1 } }));
    expect(await s.run(s.graph.get("/me/events"))).toEqual({ ok: 1 });
    expect(times(s)).toEqual([0, 1, 33]);
  });

  test("name the timeout in the error", async () => {
    const s = createScriptedGateway(inTurn("hang"));
    await expect(s.run(s.graph.get("/me/events"), 300)).rejects.toThrow("GET /me/events: no response from Microsoft Graph within 30 s.");
    expect([s.http.length, s.hanging()]).toEqual([4, 0]);
  });

  test("in a service have a longer timeout, and queries are retried like reads", async () => {
    const s = createScriptedGateway(inTurn("hang", undefined));
    await s.run(s.as({ purpose: "service" }).query("/me/calendar/getSchedule", {}));
    expect(times(s)).toEqual([0, 61]);
  });

  test("that get a page of a network device are retried, and then fail as unreachable", async () => {
    const page = () => ({ headers: { "content-type": "text/html" }, body: new Blob(["<html>Welcome"]).stream() });
    const s = createScriptedGateway(page);
    await expect(s.run(s.graph.get("/me/events"))).rejects.toMatchObject({ code: "graph-unreachable" });
    await expect(s.run(s.graph.get("/me/events"))).rejects.toThrow("what came back is not a response of Graph");
    expect(s.http).toHaveLength(8);
  });

  test("of JSON that is nested too deeply fail instead of blocking the hub", async () => {
    const deep = "[".repeat(200_000) + "]".repeat(200_000);
    const body = (text: string) => ({ headers: { "content-type": "application/json" }, body: new Blob([text]).stream() });
    const s = createScriptedGateway(() => body(`{"value":[{"id":"1","x":${deep}}]}`));
    await expect(s.run(s.graph.get("/me/events"))).rejects.toMatchObject({ code: "graph-unreachable" });
    const value = { text: `${"[{".repeat(1000)}\\"[` };
    const flat = createScriptedGateway(() => body(JSON.stringify(value)));
    expect(await flat.run(flat.graph.get("/me/events"))).toEqual(value);
  });

  test("are retried after a truncated response", async () => {
    let tries = 0;
    const s = createScriptedGateway(() =>
      tries++ === 0 ? { headers: { "content-type": "application/json" }, body: new Blob(['{"a":']).stream() } : { body: { a: 1 } },
    );
    expect(await s.run(s.graph.get("/me/events"))).toEqual({ a: 1 });
  });
});

describe("changes", () => {
  const send = (graph: Graph) => graph.send("POST", "/me/sendMail", { message: {} });

  test.each<[string, ScriptedReply | Error | "hang"]>([
    ["502", { status: 502 }],
    ["503 without Retry-After", { status: 503 }],
    ["504", { status: 504 }],
    ["500", { status: 500 }],
    ["503 with Retry-After", createThrottledReply("2", 503)],
    ["408", { status: 408 }],
    ["a redirect of a network device", { status: 302 }],
    ["a page of a network device", { headers: { "content-type": "text/html" }, body: new Blob(["<html>Welcome"]).stream() }],
    ["a truncated response", { headers: { "content-type": "application/json" }, body: new Blob(['{"id":']).stream() }],
    ["a lost connection", connect("ECONNRESET")],
    ["a failure without a code", new Error("?")],
    ["no response", "hang"],
  ])("that are unsafe are never sent again after %s", async (_, reply) => {
    const s = createScriptedGateway(inTurn(reply));
    const promise = s.run(send(s.as({ purpose: "service" })), 300);
    await expect(promise).rejects.toMatchObject({ code: "outcome-unknown", details: { method: "POST", path: "/me/sendMail" } });
    expect(s.http).toHaveLength(1);
  });

  test.each<[string, ScriptedReply | Error]>([
    ["429", createThrottledReply("2")],
    ["an expired certificate", connect("CERT_HAS_EXPIRED")],
    ["a certificate for another name", connect("ERR_TLS_CERT_ALTNAME_INVALID")],
    ["a refused connection", connect("ECONNREFUSED")],
    ["an unknown host", connect("ENOTFOUND")],
    ["a connect timeout", connect("UND_ERR_CONNECT_TIMEOUT")],
    ["an expired token", { status: 401 }],
  ])("cannot have taken effect after %s and are sent again", async (_, reply) => {
    const s = createScriptedGateway(inTurn(reply, { status: 202 }));
    await s.run(send(s.as({ purpose: "service" })));
    expect(s.http).toHaveLength(2);
  });

  test.each([
    ["CERT_HAS_EXPIRED", "has expired"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "is self-signed"],
    ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "is not from an issuer"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "is for another name"],
  ])("that no trusted server received say so (%s)", async (code, what) => {
    const s = createScriptedGateway(inTurn(connect(code)));
    const promise = s.run(send(s.as({ purpose: "service" })), 300);
    await expect(promise).rejects.toMatchObject({ code: "graph-unreachable", details: { why: "not-sent", network: code } });
    await expect(promise).rejects.toThrow(`The certificate of graph.microsoft.com ${what}`);
  });

  test("that are idempotent are sent again", async () => {
    const s = createScriptedGateway(inTurn({ status: 504 }, connect("ECONNRESET"), { body: { id: "1" } }));
    expect(await s.run(s.as({ purpose: "service", repeatable: true }).send("PATCH", "/me/events/1", {}))).toEqual({ id: "1" });
    expect(times(s)).toEqual([0, 1, 3]);
  });

  test("that delete succeed if a retry finds the item already deleted", async () => {
    const gone = { status: 404, body: { error: { code: "ErrorItemNotFound" } } };
    const s = createScriptedGateway(inTurn({ status: 504 }, gone));
    const graph = s.as({ purpose: "service", repeatable: true });
    expect(await s.run(graph.send("DELETE", "/me/events/1"))).toBeUndefined();
    await expect(s.run(graph.send("DELETE", "/me/events/1"))).rejects.toMatchObject({ code: "graph-not-found" });
  });
});

describe("tokens", () => {
  test("are renewed once after a 401, and the request is retried once", async () => {
    const s = createScriptedGateway(inTurn({ status: 401 }, undefined));
    await s.run(s.graph.get("/me/events"));
    expect(s.http.map((seen) => seen.headers.authorization)).toEqual(["Bearer SECRET-0", "Bearer SECRET-1"]);
    expect(s.tokensAsked.filter((asked) => asked.forceRefresh)).toHaveLength(1);
  });

  test("that are refused a second time require a sign-in", async () => {
    const s = createScriptedGateway(inTurn({ status: 401 }));
    await expect(s.run(s.graph.get("/me/events"))).rejects.toMatchObject({
      code: "sign-in-required",
      message: expect.stringContaining("for this request. If that lasts, sign in again."),
    });
    expect(s.http).toHaveLength(2);
  });

  test("are renewed once, even if several parts of a batch fail", async () => {
    const s = createScriptedGateway((seen) =>
      seen.path !== "/$batch" && s.tokensAsked.every((asked) => !asked.forceRefresh) ? { status: 401 } : undefined,
    );
    await s.run(Promise.all(["/me/events/1", "/me/events/2", "/me/events/3"].map((path) => s.graph.get(path))));
    expect(s.tokensAsked.filter((asked) => asked.forceRefresh)).toHaveLength(1);
    expect(s.http.map((seen) => seen.path)).toEqual(["/$batch", "/$batch"]);
  });
});
