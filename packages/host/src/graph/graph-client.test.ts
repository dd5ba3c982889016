import { expect, test } from "vitest";
import { createScriptedGateway, createThrottledReply } from "../../test/graph/gateway.fixture.ts";
import { createGraphClient } from "./graph-client.ts";

// Known pitfalls of microsoft-graph-client 3.0.7.

const once = async (call: Partial<Parameters<ReturnType<typeof createGraphClient>>[0]>, response = () => new Response("{}")) => {
  const sent: { url: string; init: RequestInit }[] = [];
  const client = createGraphClient("https://graph.microsoft.com", async (url, init) => {
    sent.push({ url, init });
    return response();
  });
  const { signal } = new AbortController();
  await client({ method: "GET", url: "https://graph.microsoft.com/v1.0/me", headers: {}, token: "TOKEN", signal, ...call });
  return { url: sent[0]!.url, init: sent[0]!.init, headers: sent[0]!.init.headers as Record<string, string>, times: sent.length };
};

test("the token is sent to the Graph origin only", async () => {
  expect((await once({})).headers.Authorization).toBe("Bearer TOKEN");
  for (const url of [
    "http://graph.microsoft.com/v1.0/me",
    "https://graph.microsoft.com:444/v1.0/me",
    "https://graph.microsoft.com.evil.example/v1.0/me",
    "https://outlook.office.com/upload",
  ]) {
    const { headers, url: sent } = await once({ url });
    expect([sent, headers.Authorization]).toEqual([url, undefined]);
  }
});

test("telemetry headers are sent to the Graph origin only", async () => {
  expect((await once({ headers: { "client-request-id": "c1" } })).headers).toMatchObject({
    SdkVersion: "graph-js/3.0.7",
    "client-request-id": "c1",
  });
  const { headers } = await once({ url: "https://outlook.office.com/upload", headers: { "client-request-id": "c1" } });
  expect(headers).toEqual({});
});

test.each([
  "https://graph.microsoft.com/v1.0/me/messages?$filter=webLink%20eq%20'https://example.com/a'",
  "https://graph.microsoft.com/v1.0/me/messages?a=1&a=2&$top=1&(b)=3",
  "http://127.0.0.1:1/v1.0/me/messages/delta?$skiptoken=x",
])("the address is sent exactly as it was checked: %s", async (url) => {
  expect((await once({ url })).url).toBe(url);
});

test("the client does not retry", async () => {
  expect((await once({}, () => new Response("", { status: 429, headers: { "Retry-After": "0" } }))).times).toBe(1);
});

test("the client does not follow redirects", async () => {
  const { init, times } = await once({}, () => new Response(null, { status: 302, headers: { location: "https://evil.example/" } }));
  expect([init.redirect, times]).toEqual(["manual", 1]);
  const s = createScriptedGateway(() => ({ status: 302, headers: { location: "https://evil.example/" } }));
  await expect(s.run(s.graph.get("/me/events"))).rejects.toMatchObject({ code: "graph-error", details: { status: 302 } });
  expect(s.http).toHaveLength(1);
});

test("header names in batch parts are case-insensitive, and a throttled part is retried", async () => {
  let tries = 0;
  const s = createScriptedGateway((seen) => {
    if (seen.path === "/$batch") return undefined;
    if (seen.path === "/me/events/2" && tries++ === 0) return { ...createThrottledReply(undefined), headers: { "rEtry-aFter": "3" } };
    return { headers: { "content-TYPE": "application/json" }, body: { path: seen.path } };
  });
  const answers = await s.run(Promise.all([s.graph.get("/me/events/1"), s.graph.get("/me/events/2")]));
  expect(answers).toEqual([{ path: "/me/events/1" }, { path: "/me/events/2" }]);
  expect(s.http.map((seen) => [seen.path, seen.at])).toEqual([
    ["/$batch", 0],
    ["/me/events/2", 3],
  ]);
});

test("only a view's own bytes are sent, not its underlying array", async () => {
  const view = Buffer.from("xxhelloxx").subarray(2, 7);
  const { init } = await once({ method: "PUT", body: view });
  expect(Buffer.from(init.body as Uint8Array).toString()).toBe("hello");
});

test("fetch's own error is passed on", async () => {
  const client = createGraphClient("https://graph.microsoft.com", () =>
    Promise.reject(Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNREFUSED" } })),
  );
  const { signal } = new AbortController();
  await expect(client({ method: "GET", url: "https://graph.microsoft.com/v1.0/me", headers: {}, signal })).rejects.toMatchObject({
    message: "fetch failed",
    cause: { code: "ECONNREFUSED" },
  });
});
