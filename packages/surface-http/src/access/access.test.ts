import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Asking, overHost, readToken, type TestHttp, testHttp, token } from "../http.fixture.ts";

const own = { origin: "http://127.0.0.1:8365", "sec-fetch-site": "same-origin" };

async function openSession(h: TestHttp, secret: string): Promise<string> {
  const response = await h.ask("/session", { method: "POST", as: null, headers: own, body: { token: secret } });
  expect(response.status).toBe(200);
  return response.headers.get("set-cookie")!.split(";")[0]!;
}
const linkSecret = (h: TestHttp, access?: "full" | "read"): string => h.http.sessionLink(access).split("#session=")[1]!;

describe("who may do what", () => {
  it("keeps every route as its table says", async () => {
    const setUp = {
      file: "casement.yaml",
      plugins: async () => [],
      add: async ({ name }: { name: string }) => ({ name, file: "casement.yaml" }),
    };
    await using h = await testHttp({}, { setUp });
    const fullCookie = await openSession(h, linkSecret(h));
    const readCookie = await openSession(h, readToken);
    const open = ["GET /api/health", "GET /auth/callback", "POST /session"];
    // What only the full token may do, in the order nothing breaks.
    const full = [
      "POST /session/links",
      "GET /api/v1/set-up",
      "POST /api/v1/set-up/permissions",
      "POST /api/v1/set-up/accounts",
      "GET /api/v1/accounts/home/sign-in",
      "POST /api/v1/accounts/home/sign-in",
      "DELETE /api/v1/accounts/home/sign-in",
      "POST /api/v1/accounts/home/sign-in/complete",
      "POST /api/v1/sensors/home/tasks/groceries/refresh",
      "POST /api/v1/accounts/home/services/tasks/list-tasks",
      "DELETE /api/v1/accounts/home/session",
    ];
    const read = [
      "GET /session",
      "GET /api/v1/accounts",
      "GET /api/v1/accounts/home/scopes",
      "GET /api/v1/plugins",
      "GET /api/v1/sensors",
      "GET /api/v1/sensors/home/tasks/groceries",
      "GET /api/v1/services",
      "GET /api/v1/events",
      "GET /api/v1/stream",
      "GET /api/openapi.json",
      "GET /metrics",
    ];
    const { paths } = (await h.json("/api/openapi.json")).body;
    const listed = Object.entries<object>(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
    const services = listed.filter((line) => /^post .*\/services\/[^{]/.test(line)).length;
    expect(listed.length - services, "a route is missing in this table").toBe(open.length + full.length + read.length + 1);

    const refused = async (line: string, asking: Asking): Promise<number | undefined> => {
      const [method, target] = line.split(" ") as [string, string];
      const response = await h.ask(target, { method, ...asking });
      await response.body?.cancel();
      return [401, 403].includes(response.status) ? response.status : undefined;
    };
    const nobody: Asking = { as: null };
    const wrong: Asking = { as: "not-the-token" };
    const reading: Asking = { as: readToken };
    const readingPage: Asking = { as: null, headers: { cookie: readCookie, ...own } };
    const page: Asking = { as: null, headers: { cookie: fullCookie, ...own } };
    for (const line of open.slice(0, 2)) expect([line, await refused(line, nobody)]).toEqual([line, undefined]);
    for (const line of read) {
      expect([line, await refused(line, nobody), await refused(line, wrong)]).toEqual([line, 401, 401]);
      expect([line, await refused(line, reading), await refused(line, readingPage)]).toEqual([line, undefined, undefined]);
      expect([line, await refused(line, {}), await refused(line, page)]).toEqual([line, undefined, undefined]);
    }
    for (const line of full) {
      expect([line, await refused(line, nobody), await refused(line, wrong)]).toEqual([line, 401, 401]);
      expect([line, await refused(line, reading), await refused(line, readingPage)]).toEqual([line, 403, 403]);
    }
    for (const line of full) expect([line, await refused(line, page)]).toEqual([line, undefined]);
  });

  it("takes the scheme in any case, and nothing but the whole token", async () => {
    await using h = await testHttp();
    const as = (authorization: string) => h.ask("/api/v1/events", { as: null, headers: { authorization } }).then(({ status }) => status);
    expect(await as(`bearer ${token}`)).toBe(200);
    for (const value of [token, `Basic ${token}`, `Bearer ${token}x`, `Bearer ${token.slice(1)}`, "Bearer ", "Bearer"])
      expect(await as(value)).toBe(401);
  });
});

describe("the Host header", () => {
  it("must be a name of this machine with the port, against DNS rebinding", async () => {
    await using h = await testHttp();
    const as = (host: string) => h.ask("/api/health", { as: null, headers: { host } }).then(({ status }) => status);
    for (const host of ["127.0.0.1:8365", "localhost:8365", "LOCALHOST:8365", "[::1]:8365"])
      expect([host, await as(host)]).toEqual([host, 200]);
    for (const host of ["evil.example:8365", "localhost", "localhost:80", "127.0.0.1.evil.example:8365", "localhost:8365@evil", ""])
      expect([host, await as(host)]).toEqual([host, 421]);
    const { body } = await h.json("/api/health", { headers: { host: "evil.example" } });
    expect(body).toMatchObject({ code: "host-refused", status: 421 });
    const noHost = await h.http.fetch(new Request("http://127.0.0.1:8365/api/health"));
    expect(noHost.status).toBe(421);
  });

  it("may be that of publicUrl, with or without the port that its protocol implies", async () => {
    await using h = await testHttp({}, { publicUrl: "https://casement.example/" });
    const as = (host: string) => h.ask("/api/health", { as: null, headers: { host } }).then(({ status }) => status);
    expect(await Promise.all(["casement.example", "casement.example:443", "localhost:8365"].map(as))).toEqual([200, 200, 200]);
    expect(await Promise.all(["casement.example:8365", "www.casement.example"].map(as))).toEqual([421, 421]);
  });
});

describe("sessions", () => {
  it("open once by a link, within ten minutes", async () => {
    await using h = await testHttp();
    const secret = linkSecret(h);
    const response = await h.ask("/session", { method: "POST", as: null, body: { token: secret } });
    expect(await response.json()).toEqual({ access: "full" });
    expect(response.headers.get("set-cookie")).toMatch(/^casement-8365=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=7776000$/);
    expect((await h.ask("/session", { method: "POST", as: null, body: { token: secret } })).status).toBe(401);
    const late = linkSecret(h);
    await h.t.advance(10 * 60_000);
    expect((await h.ask("/session", { method: "POST", as: null, body: { token: late } })).status).toBe(401);
  });

  it("are not opened by another page, nor write for one", async () => {
    await using h = await testHttp();
    const cookie = await openSession(h, linkSecret(h));
    const refresh = (headers: Record<string, string>) =>
      h
        .ask("/api/v1/sensors/home/tasks/groceries/refresh", { method: "POST", as: null, headers: { cookie, ...headers } })
        .then(({ status }) => status);
    expect(await refresh(own)).toBe(200);
    expect(await refresh({ origin: own.origin })).toBe(200);
    expect(await refresh({ "sec-fetch-site": "same-origin" })).toBe(200);
    expect(await refresh({})).toBe(403);
    expect(await refresh({ origin: "null" })).toBe(403);
    expect(await refresh({ origin: "http://127.0.0.1:9999" })).toBe(403);
    expect(await refresh({ origin: "https://evil.example" })).toBe(403);
    for (const site of ["cross-site", "same-site", "none"]) expect(await refresh({ ...own, "sec-fetch-site": site })).toBe(403);
    const other = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    expect((await h.ask("/session", { method: "POST", as: null, headers: other, body: { token: linkSecret(h) } })).status).toBe(403);
  });

  it("are Secure where the page is", async () => {
    await using h = await testHttp({}, { publicUrl: "https://casement.example" });
    const headers = { host: "casement.example", origin: "https://casement.example" };
    expect(h.http.sessionLink()).toMatch(/^https:\/\/casement\.example\/#session=/);
    const response = await h.ask("/session", { method: "POST", as: null, headers, body: { token: linkSecret(h) } });
    expect(response.headers.get("set-cookie")).toMatch(/; Secure$/);
  });

  it("can be seen and ended, with what they are reading", async () => {
    await using h = await testHttp();
    const mine = await openSession(h, linkSecret(h));
    const wall = await openSession(h, linkSecret(h, "read"));
    const as = (cookie: string): Asking => ({ as: null, headers: { cookie, ...own } });
    expect((await h.json("/session", as(wall))).body).toEqual({ access: "read" });
    const { sessions } = (await h.json("/session", as(mine))).body;
    expect(sessions).toMatchObject([
      { access: "full", current: true },
      { access: "read", current: false },
    ]);
    const stream = (await h.ask("/api/v1/stream", as(wall))).body!.getReader();
    await stream.read();
    expect((await h.ask(`/session?id=${sessions[0].id}`, { method: "DELETE", ...as(wall) })).status).toBe(403);
    const other = await h.ask(`/session?id=${sessions[1].id}`, { method: "DELETE", ...as(mine) });
    expect([other.status, other.headers.get("set-cookie")]).toEqual([204, null]);
    expect((await stream.read()).done).toBe(true);
    expect((await h.ask("/session", as(wall))).status).toBe(401);
    const ended = await h.ask("/session", { method: "DELETE", ...as(mine) });
    expect([ended.status, ended.headers.get("set-cookie")]).toEqual([204, expect.stringContaining("Max-Age=0")]);
    expect((await h.ask("/session", as(mine))).status).toBe(401);
    expect((await h.ask("/session", { method: "DELETE" })).status).toBe(400);
    expect((await h.ask("/session?id=nobody", { method: "DELETE" })).status).toBe(404);
    await openSession(h, token);
    expect((await h.ask("/session?all=true", { method: "DELETE" })).status).toBe(204);
    expect((await h.json("/session")).body.sessions).toEqual([]);
  });

  it("outlive a restart in their file, which holds no secret, and end after 90 days without use", async () => {
    const folder = await mkdtemp(join(tmpdir(), "casement-"));
    const sessionFile = join(folder, "sessions.json");
    try {
      await using h = await testHttp({ mode: "once" }, { sessionFile });
      const cookie = await openSession(h, linkSecret(h));
      expect(await readFile(sessionFile, "utf8")).not.toContain(cookie.split("=")[1]);
      expect((await stat(sessionFile)).mode & 0o777).toBe(0o600);
      h.http.close();
      const again = await overHost(h.t, { sessionFile });
      const asking: Asking = { as: null, headers: { cookie } };
      h.t.clock.jump(new Date(h.t.clock.now().getTime() + 80 * 86_400_000));
      const used = await again.ask("/session", asking);
      expect([used.status, used.headers.get("set-cookie")]).toEqual([200, expect.stringContaining(`${cookie}; Path=/`)]);
      expect((await again.ask("/session", asking)).headers.get("set-cookie")).toBe(null);
      h.t.clock.jump(new Date(h.t.clock.now().getTime() + 80 * 86_400_000));
      expect((await again.ask("/session", asking)).status).toBe(200);
      h.t.clock.jump(new Date(h.t.clock.now().getTime() + 90 * 86_400_000));
      expect((await again.ask("/session", asking)).status).toBe(401);
      again.http.close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
