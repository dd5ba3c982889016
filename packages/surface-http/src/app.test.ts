import { describe, expect, it } from "vitest";
import { testHttp } from "./http.fixture.ts";

describe("problem details", () => {
  it("says what, where and the stable code, for everything that fails", async () => {
    await using h = await testHttp();
    const service = "/api/v1/accounts/home/services/tasks/add-task";
    const cases: [target: string, asking: object, status: number, code: string][] = [
      ["/api/v1/nothing", {}, 404, "not-found"],
      ["/nothing", { as: null }, 404, "not-found"],
      ["/api/v1/sensors", { method: "POST" }, 405, "method-not-allowed"],
      ["/api/v1/sensors", { method: "OPTIONS" }, 405, "method-not-allowed"],
      [service, { method: "POST", body: "{not json" }, 400, "input-invalid"],
      [service, { method: "POST", body: "[1]" }, 400, "input-invalid"],
      [service, { method: "POST", body: { title: "x".repeat(1024 * 1024) } }, 413, "too-large"],
      ["/api/v1/accounts/home/services/tasks/nothing", { method: "POST" }, 404, "service-unknown"],
      ["/api/v1/accounts/nobody/sign-in", {}, 404, "account-unknown"],
      ["/api/v1/accounts/home/services/tasks/break", { method: "POST" }, 502, "plugin-failed"],
      ["/api/v1/sensors", { as: null }, 401, "unauthorized"],
    ];
    for (const [target, asking, status, code] of cases) {
      const response = await h.ask(target, asking);
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
    expect((await h.ask("/api/v1/sensors", { method: "PUT" })).headers.get("allow")).toBe("GET");
    expect((await h.ask("/api/v1/sensors", { as: null })).headers.get("www-authenticate")).toMatch(/^Bearer/);
  });

  it("counts a body that does not say its length", async () => {
    await using h = await testHttp();
    const chunk = new Uint8Array(300_000).fill(32);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => (sent++ < 5 ? controller.enqueue(chunk) : controller.close()),
    });
    const url = "http://127.0.0.1:8365/api/v1/accounts/home/services/tasks/add-task";
    const headers = { host: "127.0.0.1:8365", authorization: "Bearer the-full-token-of-the-test" };
    const response = await h.http.fetch(new Request(url, { method: "POST", headers, body, duplex: "half" } as RequestInit));
    expect(response.status).toBe(413);
  });
});

describe("every answer", () => {
  it("is safe to show, is not kept, and is open to no other origin", async () => {
    await using h = await testHttp();
    for (const [target, asking] of [
      ["/api/health", { as: null }],
      ["/api/v1/sensors", {}],
      ["/nothing", { as: null }],
      ["/auth/callback", { as: null }],
    ] as const) {
      const { headers } = await h.ask(target, { ...asking, headers: { origin: "https://evil.example" } });
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'.*frame-ancestors 'none'/);
      expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
  });

  it("is logged by method, template, status and time, never by its address", async () => {
    await using h = await testHttp();
    await h.ask("/api/v1/sensors/home/tasks/secret-list");
    await h.ask("/auth/callback?code=the-code&state=x", { as: null });
    expect(h.lines).toEqual([
      'debug HTTP GET /api/v1/sensors/{account}/{plugin}/{sensor}: 404 {"ms":0}',
      'debug HTTP GET /auth/callback: 410 {"ms":0}',
    ]);
  });

  it("answers HEAD like GET without a body, also for the stream", async () => {
    await using h = await testHttp();
    for (const target of ["/api/v1/sensors", "/api/v1/stream"]) {
      const response = await h.ask(target, { method: "HEAD" });
      expect([response.status, await response.text()]).toEqual([200, ""]);
    }
    expect(await (await h.ask("/metrics")).text()).toContain("\ncasement_streams 0\n");
  });
});
