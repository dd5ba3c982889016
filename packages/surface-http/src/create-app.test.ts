import { describe, expect, it } from "vitest";
import { createHttpRig } from "../test/http-rig.fixture.ts";

describe("problem details", () => {
  it("are returned for every error, with a stable code", async () => {
    await using rig = await createHttpRig();
    const service = "/api/v1/accounts/home/services/tasks/add-task";
    const cases: [target: string, options: object, status: number, code: string][] = [
      ["/api/v1/nothing", {}, 404, "not-found"],
      ["/nothing", { token: null }, 404, "not-found"],
      ["/api/v1/sensors", { method: "POST" }, 405, "method-not-allowed"],
      ["/api/v1/sensors", { method: "OPTIONS" }, 405, "method-not-allowed"],
      [service, { method: "POST", body: "{not json" }, 400, "input-invalid"],
      [service, { method: "POST", body: "[1]" }, 400, "input-invalid"],
      [service, { method: "POST", body: { title: "x".repeat(1024 * 1024) } }, 413, "too-large"],
      ["/api/v1/accounts/home/services/tasks/nothing", { method: "POST" }, 404, "service-unknown"],
      ["/api/v1/accounts/nobody/sign-in", {}, 404, "account-unknown"],
      ["/api/v1/accounts/home/services/tasks/break", { method: "POST" }, 502, "plugin-failed"],
      ["/api/v1/sensors", { token: null }, 401, "unauthorized"],
    ];
    for (const [target, options, status, code] of cases) {
      const response = await rig.request(target, options);
      const body = (await response.json()) as Record<string, unknown>;
      expect([target, response.status, body.code]).toEqual([target, status, code]);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(body).toMatchObject({
        type: expect.stringMatching(/^https:\/\/.*#/),
        title: expect.any(String),
        status,
        detail: expect.any(String),
      });
      expect(JSON.stringify(body)).not.toContain("secret subject");
    }
    expect((await rig.request("/api/v1/sensors", { method: "PUT" })).headers.get("allow")).toBe("GET");
    expect((await rig.request("/api/v1/sensors", { token: null })).headers.get("www-authenticate")).toMatch(/^Bearer/);
  });

  it("are returned for a body in another encoding, whose letters would be replaced", async () => {
    await using rig = await createHttpRig();
    const body = new Uint8Array(Buffer.from('{"title":"M\u00fcller"}', "latin1"));
    const url = "http://127.0.0.1:8365/api/v1/accounts/home/services/tasks/add-task";
    const headers = { host: "127.0.0.1:8365", authorization: "Bearer the-full-token-of-the-test" };
    const response = await rig.http.fetch(new Request(url, { method: "POST", headers, body }));
    expect(await response.json()).toMatchObject({ status: 400, code: "input-invalid", detail: expect.stringContaining("UTF-8") });
  });

  it("are returned for a body that is too large and has no Content-Length", async () => {
    await using rig = await createHttpRig();
    const chunk = new Uint8Array(300_000).fill(32);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => (sent++ < 5 ? controller.enqueue(chunk) : controller.close()),
    });
    const url = "http://127.0.0.1:8365/api/v1/accounts/home/services/tasks/add-task";
    const headers = { host: "127.0.0.1:8365", authorization: "Bearer the-full-token-of-the-test" };
    const response = await rig.http.fetch(new Request(url, { method: "POST", headers, body, duplex: "half" } as RequestInit));
    expect(response.status).toBe(413);
  });
});

describe("every response", () => {
  it("has security headers, is not cached, and is not shared with other origins", async () => {
    await using rig = await createHttpRig();
    for (const [target, options] of [
      ["/api/health", { token: null }],
      ["/api/v1/sensors", {}],
      ["/nothing", { token: null }],
      ["/auth/callback", { token: null }],
    ] as const) {
      const { headers } = await rig.request(target, { ...options, headers: { origin: "https://evil.example" } });
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'.*frame-ancestors 'none'/);
      expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
  });

  it("is logged with method, route, status and duration, but never with its address", async () => {
    await using rig = await createHttpRig();
    await rig.request("/api/v1/sensors/home/tasks/secret-list");
    await rig.request("/auth/callback?code=the-code&state=x", { token: null });
    expect(rig.logLines).toEqual([
      'debug HTTP GET /api/v1/sensors/{account}/{plugin}/{sensor}: 404 {"ms":0}',
      'debug HTTP GET /auth/callback: 410 {"ms":0}',
    ]);
  });

  it("has no body for HEAD, including the stream", async () => {
    await using rig = await createHttpRig();
    for (const target of ["/api/v1/sensors", "/api/v1/stream"]) {
      const response = await rig.request(target, { method: "HEAD" });
      expect([response.status, await response.text()]).toEqual([200, ""]);
    }
    expect(await (await rig.request("/metrics")).text()).toContain("\ncasement_streams 0\n");
  });
});
