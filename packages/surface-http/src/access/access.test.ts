import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createHttpRig, createHttpRigFor, fullToken, type HttpRig, readToken, type TestRequestOptions } from "../http-rig.fixture.ts";

const sameOriginHeaders = { origin: "http://127.0.0.1:8365", "sec-fetch-site": "same-origin" };

async function openSession(rig: HttpRig, secret: string): Promise<string> {
  const response = await rig.request("/session", { method: "POST", token: null, headers: sameOriginHeaders, body: { token: secret } });
  expect(response.status).toBe(200);
  return response.headers.get("set-cookie")!.split(";")[0]!;
}
const linkSecret = (rig: HttpRig, access?: "full" | "read"): string => rig.http.sessionLink(access).split("#session=")[1]!;

describe("access control", () => {
  it("allows exactly the clients that each route's access level names", async () => {
    const accountSetup = {
      file: "casement.yaml",
      plugins: async () => [],
      add: async ({ name }: { name: string }) => ({ name, file: "casement.yaml" }),
    };
    await using rig = await createHttpRig({}, { accountSetup });
    const fullCookie = await openSession(rig, linkSecret(rig));
    const readCookie = await openSession(rig, readToken);
    const open = ["GET /api/health", "GET /auth/callback", "POST /session"];
    // In an order in which no request breaks a later one.
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
    const { paths } = (await rig.requestJson("/api/openapi.json")).body;
    const operations = Object.entries<object>(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    const serviceCount = operations.filter((line) => /^post .*\/services\/[^{]/.test(line)).length;
    expect(operations.length - serviceCount, "a route is missing in this table").toBe(open.length + full.length + read.length + 1);

    const refusalStatus = async (line: string, options: TestRequestOptions): Promise<number | undefined> => {
      const [method, target] = line.split(" ") as [string, string];
      const response = await rig.request(target, { method, ...options });
      await response.body?.cancel();
      return [401, 403].includes(response.status) ? response.status : undefined;
    };
    const noToken: TestRequestOptions = { token: null };
    const wrongToken: TestRequestOptions = { token: "not-the-token" };
    const readOnlyToken: TestRequestOptions = { token: readToken };
    const readOnlyBrowser: TestRequestOptions = { token: null, headers: { cookie: readCookie, ...sameOriginHeaders } };
    const fullBrowser: TestRequestOptions = { token: null, headers: { cookie: fullCookie, ...sameOriginHeaders } };
    for (const line of open.slice(0, 2)) expect([line, await refusalStatus(line, noToken)]).toEqual([line, undefined]);
    for (const line of read) {
      expect([line, await refusalStatus(line, noToken), await refusalStatus(line, wrongToken)]).toEqual([line, 401, 401]);
      expect([line, await refusalStatus(line, readOnlyToken), await refusalStatus(line, readOnlyBrowser)]).toEqual([
        line,
        undefined,
        undefined,
      ]);
      expect([line, await refusalStatus(line, {}), await refusalStatus(line, fullBrowser)]).toEqual([line, undefined, undefined]);
    }
    for (const line of full) {
      expect([line, await refusalStatus(line, noToken), await refusalStatus(line, wrongToken)]).toEqual([line, 401, 401]);
      expect([line, await refusalStatus(line, readOnlyToken), await refusalStatus(line, readOnlyBrowser)]).toEqual([line, 403, 403]);
    }
    for (const line of full) expect([line, await refusalStatus(line, fullBrowser)]).toEqual([line, undefined]);
  });

  it("accepts the Bearer scheme in any case, and only the complete token", async () => {
    await using rig = await createHttpRig();
    const statusFor = (authorization: string) =>
      rig.request("/api/v1/events", { token: null, headers: { authorization } }).then(({ status }) => status);
    expect(await statusFor(`bearer ${fullToken}`)).toBe(200);
    for (const value of [fullToken, `Basic ${fullToken}`, `Bearer ${fullToken}x`, `Bearer ${fullToken.slice(1)}`, "Bearer ", "Bearer"])
      expect(await statusFor(value)).toBe(401);
  });
});

describe("the Host header", () => {
  it("must name this machine and the port (protects against DNS rebinding)", async () => {
    await using rig = await createHttpRig();
    const statusFor = (host: string) => rig.request("/api/health", { token: null, headers: { host } }).then(({ status }) => status);
    for (const host of ["127.0.0.1:8365", "localhost:8365", "LOCALHOST:8365", "[::1]:8365"])
      expect([host, await statusFor(host)]).toEqual([host, 200]);
    for (const host of ["evil.example:8365", "localhost", "localhost:80", "127.0.0.1.evil.example:8365", "localhost:8365@evil", ""])
      expect([host, await statusFor(host)]).toEqual([host, 421]);
    const { body } = await rig.requestJson("/api/health", { headers: { host: "evil.example" } });
    expect(body).toMatchObject({ code: "host-refused", status: 421 });
    const noHost = await rig.http.fetch(new Request("http://127.0.0.1:8365/api/health"));
    expect(noHost.status).toBe(421);
  });

  it("can be that of publicUrl, with or without the default port of its scheme", async () => {
    await using rig = await createHttpRig({}, { publicUrl: "https://casement.example/" });
    const statusFor = (host: string) => rig.request("/api/health", { token: null, headers: { host } }).then(({ status }) => status);
    expect(await Promise.all(["casement.example", "casement.example:443", "localhost:8365"].map(statusFor))).toEqual([200, 200, 200]);
    expect(await Promise.all(["casement.example:8365", "www.casement.example"].map(statusFor))).toEqual([421, 421]);
  });
});

describe("browser sessions", () => {
  it("are opened by a link once, within ten minutes", async () => {
    await using rig = await createHttpRig();
    const secret = linkSecret(rig);
    const response = await rig.request("/session", { method: "POST", token: null, body: { token: secret } });
    expect(await response.json()).toEqual({ access: "full" });
    expect(response.headers.get("set-cookie")).toMatch(/^casement-8365=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=7776000$/);
    expect((await rig.request("/session", { method: "POST", token: null, body: { token: secret } })).status).toBe(401);
    const expired = linkSecret(rig);
    await rig.testHost.advance(10 * 60_000);
    expect((await rig.request("/session", { method: "POST", token: null, body: { token: expired } })).status).toBe(401);
  });

  it("reject pages of other origins, both for opening a session and for writing", async () => {
    await using rig = await createHttpRig();
    const cookie = await openSession(rig, linkSecret(rig));
    const refresh = (headers: Record<string, string>) =>
      rig
        .request("/api/v1/sensors/home/tasks/groceries/refresh", { method: "POST", token: null, headers: { cookie, ...headers } })
        .then(({ status }) => status);
    expect(await refresh(sameOriginHeaders)).toBe(200);
    expect(await refresh({ origin: sameOriginHeaders.origin })).toBe(200);
    expect(await refresh({ "sec-fetch-site": "same-origin" })).toBe(200);
    expect(await refresh({})).toBe(403);
    expect(await refresh({ origin: "null" })).toBe(403);
    expect(await refresh({ origin: "http://127.0.0.1:9999" })).toBe(403);
    expect(await refresh({ origin: "https://evil.example" })).toBe(403);
    for (const site of ["cross-site", "same-site", "none"])
      expect(await refresh({ ...sameOriginHeaders, "sec-fetch-site": site })).toBe(403);
    const crossSiteHeaders = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    expect(
      (await rig.request("/session", { method: "POST", token: null, headers: crossSiteHeaders, body: { token: linkSecret(rig) } })).status,
    ).toBe(403);
  });

  it("have a Secure cookie over https", async () => {
    await using rig = await createHttpRig({}, { publicUrl: "https://casement.example" });
    const headers = { host: "casement.example", origin: "https://casement.example" };
    expect(rig.http.sessionLink()).toMatch(/^https:\/\/casement\.example\/#session=/);
    const response = await rig.request("/session", { method: "POST", token: null, headers, body: { token: linkSecret(rig) } });
    expect(response.headers.get("set-cookie")).toMatch(/; Secure$/);
  });

  it("can be listed and ended; ending one closes its event streams", async () => {
    await using rig = await createHttpRig();
    const fullCookie = await openSession(rig, linkSecret(rig));
    const readCookie = await openSession(rig, linkSecret(rig, "read"));
    const withCookie = (cookie: string): TestRequestOptions => ({ token: null, headers: { cookie, ...sameOriginHeaders } });
    expect((await rig.requestJson("/session", withCookie(readCookie))).body).toEqual({ access: "read" });
    const { sessions } = (await rig.requestJson("/session", withCookie(fullCookie))).body;
    expect(sessions).toMatchObject([
      { access: "full", current: true },
      { access: "read", current: false },
    ]);
    const stream = (await rig.request("/api/v1/stream", withCookie(readCookie))).body!.getReader();
    await stream.read();
    expect((await rig.request(`/session?id=${sessions[0].id}`, { method: "DELETE", ...withCookie(readCookie) })).status).toBe(403);
    const endedOther = await rig.request(`/session?id=${sessions[1].id}`, { method: "DELETE", ...withCookie(fullCookie) });
    expect([endedOther.status, endedOther.headers.get("set-cookie")]).toEqual([204, null]);
    expect((await stream.read()).done).toBe(true);
    expect((await rig.request("/session", withCookie(readCookie))).status).toBe(401);
    const endedOwn = await rig.request("/session", { method: "DELETE", ...withCookie(fullCookie) });
    expect([endedOwn.status, endedOwn.headers.get("set-cookie")]).toEqual([204, expect.stringContaining("Max-Age=0")]);
    expect((await rig.request("/session", withCookie(fullCookie))).status).toBe(401);
    expect((await rig.request("/session", { method: "DELETE" })).status).toBe(400);
    expect((await rig.request("/session?id=nobody", { method: "DELETE" })).status).toBe(404);
    await openSession(rig, fullToken);
    expect((await rig.request("/session?all=true", { method: "DELETE" })).status).toBe(204);
    expect((await rig.requestJson("/session")).body.sessions).toEqual([]);
  });

  it("survive a restart in a file without secrets, and expire after 90 days without use", async () => {
    const folder = await mkdtemp(join(tmpdir(), "casement-"));
    const sessionFile = join(folder, "sessions.json");
    try {
      await using rig = await createHttpRig({ mode: "once" }, { sessionFile });
      const cookie = await openSession(rig, linkSecret(rig));
      expect(await readFile(sessionFile, "utf8")).not.toContain(cookie.split("=")[1]);
      expect((await stat(sessionFile)).mode & 0o777).toBe(0o600);
      rig.http.close();
      const restarted = await createHttpRigFor(rig.testHost, { sessionFile });
      const options: TestRequestOptions = { token: null, headers: { cookie } };
      rig.testHost.clock.jump(new Date(rig.testHost.clock.now().getTime() + 80 * 86_400_000));
      const renewed = await restarted.request("/session", options);
      expect([renewed.status, renewed.headers.get("set-cookie")]).toEqual([200, expect.stringContaining(`${cookie}; Path=/`)]);
      expect((await restarted.request("/session", options)).headers.get("set-cookie")).toBe(null);
      rig.testHost.clock.jump(new Date(rig.testHost.clock.now().getTime() + 80 * 86_400_000));
      expect((await restarted.request("/session", options)).status).toBe(200);
      rig.testHost.clock.jump(new Date(rig.testHost.clock.now().getTime() + 90 * 86_400_000));
      expect((await restarted.request("/session", options)).status).toBe(401);
      restarted.http.close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
