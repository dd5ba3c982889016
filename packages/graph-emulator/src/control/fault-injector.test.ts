import { describe, expect, it } from "vitest";
import { createTestGraph, graphRoot, testUsers } from "../../test/test-graph.fixture.ts";

const { ada, ben } = testUsers;

describe("faults", () => {
  it.each(["3", "2.5", "2,5", "Mon, 02 Mar 2026 08:00:05 GMT", undefined])(
    "return 429 with Retry-After %s once, for one path and one user",
    async (retryAfter) => {
      const graph = createTestGraph();
      const { faults } = graph.emulator.control;
      const [hers, his] = [await graph.client(ada, "Mail.Read"), await graph.client(ben, "Mail.Read")];
      faults.add({ path: "/me/messages*", user: ada, status: 429, count: 1, ...(retryAfter ? { retryAfter } : {}) });
      expect((await his.get("/me/messages")).status).toBe(200);
      expect((await hers.get("/me/mailFolders")).status).toBe(200);
      const refused = await hers.get("/me/messages?$top=5");
      expect([refused.status, refused.body.error.code, refused.headers.get("retry-after")]).toEqual([
        429,
        "TooManyRequests",
        retryAfter ?? null,
      ]);
      expect((await hers.get("/me/messages")).status).toBe(200);
      expect(faults.list()).toEqual([]);
    },
  );

  it("return 5xx until they are cleared", async () => {
    const graph = createTestGraph();
    const { faults } = graph.emulator.control;
    const client = await graph.client(ada, "User.Read");
    const id = faults.add({ status: 503, method: "GET" });
    expect([(await client.get("/me")).status, (await client.get("/me")).status]).toEqual([503, 503]);
    expect(faults.list()).toMatchObject([{ id, hits: 2 }]);
    faults.clear(id);
    expect((await client.get("/me")).status).toBe(200);
  });

  it("with a probability fail the same requests every time", async () => {
    const statuses = async () => {
      const graph = createTestGraph();
      const client = await graph.client(ada, "User.Read");
      graph.emulator.control.faults.add({ status: 500, probability: 0.5 });
      return Promise.all(Array.from({ length: 20 }, async () => (await client.get("/me")).status));
    };
    const first = await statuses();
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await statuses()).toEqual(first);
  });

  it("delay responses by the clock, and let the caller abort", async () => {
    const graph = createTestGraph();
    const client = await graph.client(ada, "User.Read");
    graph.emulator.control.faults.add({ path: "/me", delay: 30_000 });
    let answered = false;
    const waiting = client.get("/me").then((response) => {
      answered = true;
      return response;
    });
    const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
    await graph.clock.advance(29_000, settle);
    expect(answered).toBe(false);
    await graph.clock.advance(1_000, settle);
    expect((await waiting).status).toBe(200);

    const stop = new AbortController();
    const abandoned = graph.emulator.fetch(`${graphRoot}/me`, { signal: stop.signal });
    stop.abort(new Error("enough"));
    await expect(abandoned).rejects.toThrow("enough");
  });

  it("drop connections, so that fetch rejects, also for sign-in requests", async () => {
    const graph = createTestGraph();
    const client = await graph.client(ada, "User.Read");
    graph.emulator.control.faults.add({ drop: true, count: 2 });
    await expect(client.get("/me")).rejects.toThrow(TypeError);
    await expect(graph.emulator.fetch("https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration")).rejects.toThrow(
      "fetch failed",
    );
    expect((await client.get("/me")).status).toBe(200);
  });
});

describe("counters", () => {
  it("count requests, units, items, and bytes by request and account", async () => {
    const graph = createTestGraph();
    graph.emulator.control.mail.addMany(ada, "inbox", 3);
    const { counters } = graph.emulator.control;
    const [hers, his] = [await graph.client(ada, "Mail.Read"), await graph.client(ben, "User.Read")];
    counters.reset();
    await hers.get("/me/messages");
    await hers.get("/users/ada@contoso.example/messages");
    await his.get("/me");
    await his.get("/me/messages");
    const report = counters.report();
    expect(report).toMatchObject({ requests: 4, units: 4, items: 7, statuses: { "200": 3, "403": 1 } });
    expect(report.calls["GET /me/messages"]).toMatchObject({ requests: 3, items: 6 });
    expect(report.accounts[ben]).toMatchObject({ requests: 2, items: 1 });
    expect(report.bytes).toBe(Object.values(report.accounts).reduce((sum, { bytes }) => sum + bytes, 0));
    counters.reset();
    expect(counters.report()).toEqual({ requests: 0, units: 0, items: 0, bytes: 0, calls: {}, accounts: {}, statuses: {} });
  });
});
