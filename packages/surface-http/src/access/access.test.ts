import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  createHttpRig,
  createHttpRigFor,
  fullToken,
  type HttpRig,
  readToken,
  type TestRequestOptions,
} from "../../test/http-rig.fixture.ts";

const sameOriginHeaders = { origin: "http://127.0.0.1:8365", "sec-fetch-site": "same-origin" };

interface SessionHeaders extends Record<string, string> {
  cookie: string;
  "casement-session-key": string;
}

async function openSession(rig: HttpRig, secret: string): Promise<SessionHeaders> {
  const response = await rig.request("/session", { method: "POST", token: null, headers: sameOriginHeaders, body: { token: secret } });
  expect(response.status).toBe(200);
  return {
    cookie: response.headers.get("set-cookie")!.split(";")[0]!,
    "casement-session-key": ((await response.json()) as { key: string }).key,
  };
}
const addProgram = async (rig: HttpRig, access: "read" | "change"): Promise<string> =>
  (await rig.requestJson("/api/v1/access", { method: "POST", body: { kind: "program", access } })).body.credentials.password;
const linkSecret = (rig: HttpRig, access?: "full" | "read"): string => rig.http.sessionLink(access).split("#session=")[1]!;

describe("access control", () => {
  it("keeps the access of a program that ends a session: it has none", async () => {
    await using rig = await createHttpRig();
    for (const access of ["read", "change"] as const) {
      const token = await addProgram(rig, access);
      expect((await rig.request("/session", { method: "DELETE", token })).status).toBe(400);
      expect((await rig.requestJson("/session", { token })).body).toMatchObject({ access });
    }
  });

  it("allows exactly the clients that each route's access level names", async () => {
    const accountSetup = {
      file: "casement.yaml",
      plugins: async () => [],
      add: async ({ name }: { name: string }) => ({ name, file: "casement.yaml" }),
      read: async (name: string) => ({ name, enableUpdate: false, hasClientSecret: false, plugins: {}, version: "1" }),
      change: async () => {},
      remove: async () => {},
    };
    const webhookSetup = { list: () => [], add: async () => ({ secret: "whsec_" }), change: async () => {}, remove: async () => {} };
    await using rig = await createHttpRig({}, { accountSetup, webhookSetup });
    const fullSession = await openSession(rig, linkSecret(rig));
    const readSession = await openSession(rig, readToken);
    const open = ["GET /api/health", "GET /auth/callback", "GET /sign-in/home/zzzzzz/a-wrong-code", "POST /session"];
    const change = [
      "POST /api/v1/uploads",
      "POST /api/v1/sensors/home/tasks/groceries/refresh",
      "POST /api/v1/accounts/home/services/tasks/list-tasks",
      "POST /api/v1/accounts/home/services/tasks/list-tasks/reaches-others",
    ];
    // In an order in which no request breaks a later one.
    const full = [
      "GET /api/v1/access",
      "POST /api/v1/access",
      "PATCH /api/v1/access",
      "DELETE /api/v1/access",
      "GET /api/v1/audit",
      "GET /api/v1/log",
      "GET /api/v1/diagnostics",
      "GET /api/v1/set-up",
      "GET /api/v1/set-up/accounts/home",
      "PATCH /api/v1/set-up/accounts/home",
      "DELETE /api/v1/set-up/accounts/home",
      "GET /api/v1/set-up/webhooks",
      "POST /api/v1/set-up/webhooks",
      "PATCH /api/v1/set-up/webhooks/lamp",
      "DELETE /api/v1/set-up/webhooks/lamp",
      "POST /api/v1/set-up/permissions",
      "POST /api/v1/set-up/accounts",
      "GET /api/v1/accounts/home/sign-in",
      "POST /api/v1/accounts/home/sign-in",
      "DELETE /api/v1/accounts/home/sign-in",
      "POST /api/v1/accounts/home/sign-in/complete",
      "POST /api/v1/accounts/home/sign-in/renew",
      "POST /api/v1/webhooks/lamp/test",
      "POST /api/v1/notifications/test",
      "DELETE /api/v1/accounts/home/session",
    ];
    const display = [
      "GET /session",
      "PATCH /session",
      "GET /api/v1/accounts",
      "GET /api/v1/plugins",
      "GET /api/v1/sensors",
      "GET /api/v1/services",
      "GET /api/v1/events",
      "GET /api/v1/stream",
    ];
    const read = [
      // A display may read sensors that it shows. It shows no number.
      "GET /api/v1/sensors/home/tasks/groceries",
      "GET /api/v1/accounts/home/scopes",
      "GET /api/v1/sensors/home/tasks/groceries/history",
      "GET /api/v1/hub",
      "GET /api/v1/webhooks",
      "GET /api/v1/notifications",
      "GET /api/openapi.json",
      "GET /metrics",
    ];
    const { paths } = (await rig.requestJson("/api/openapi.json")).body;
    const operations = Object.entries<object>(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    const serviceCount = operations.filter((line) => /^post .*\/services\/[^{]/.test(line)).length;
    expect(operations.length - serviceCount, "a route is missing in this table").toBe(
      open.length + change.length + full.length + display.length + read.length + 1,
    );

    let wrongTokens = 0;
    const refusalStatus = async (line: string, options: TestRequestOptions): Promise<number | undefined> => {
      // After five wrong tokens in a minute, the answer is another one.
      if (options === wrongToken && wrongTokens++ % 5 === 4) await rig.testHost.advance("60s");
      const [method, target] = line.split(" ") as [string, string];
      const response = await rig.request(target, { method, ...options });
      await response.body?.cancel();
      return [401, 403].includes(response.status) ? response.status : undefined;
    };
    const noToken: TestRequestOptions = { token: null };
    const wrongToken: TestRequestOptions = { token: "not-the-token" };
    const readOnlyToken: TestRequestOptions = { token: readToken };
    const readOnlyBrowser: TestRequestOptions = { token: null, headers: { ...readSession, ...sameOriginHeaders } };
    const fullBrowser: TestRequestOptions = { token: null, headers: { ...fullSession, ...sameOriginHeaders } };
    const wallLink = (await rig.requestJson("/api/v1/access", { method: "POST", body: { kind: "wall", name: "Kitchen" } })).body
      .credentials;
    const wallSession = await openSession(rig, wallLink.address.split("#session=")[1]);
    const wallBrowser: TestRequestOptions = { token: null, headers: { ...wallSession, ...sameOriginHeaders } };
    const readProgram: TestRequestOptions = { token: await addProgram(rig, "read") };
    const changeProgram: TestRequestOptions = { token: await addProgram(rig, "change") };
    for (const line of open.slice(0, 2)) expect([line, await refusalStatus(line, noToken)]).toEqual([line, undefined]);
    for (const line of [...display, ...read]) {
      expect([line, await refusalStatus(line, wallBrowser)]).toEqual([line, display.includes(line) ? undefined : 403]);
      expect([line, await refusalStatus(line, noToken), await refusalStatus(line, wrongToken)]).toEqual([line, 401, 401]);
      expect([line, await refusalStatus(line, readOnlyToken), await refusalStatus(line, readOnlyBrowser)]).toEqual([
        line,
        undefined,
        undefined,
      ]);
      expect([line, await refusalStatus(line, {}), await refusalStatus(line, fullBrowser)]).toEqual([line, undefined, undefined]);
      for (const program of [readProgram, changeProgram]) expect([line, await refusalStatus(line, program)]).toEqual([line, undefined]);
    }
    for (const line of change) {
      expect([line, await refusalStatus(line, noToken), await refusalStatus(line, wrongToken)]).toEqual([line, 401, 401]);
      for (const reader of [readOnlyToken, readOnlyBrowser, readProgram, wallBrowser])
        expect([line, await refusalStatus(line, reader)]).toEqual([line, 403]);
      for (const sender of [{}, fullBrowser, changeProgram]) expect([line, await refusalStatus(line, sender)]).toEqual([line, undefined]);
    }
    for (const line of full) {
      expect([line, await refusalStatus(line, noToken), await refusalStatus(line, wrongToken)]).toEqual([line, 401, 401]);
      for (const other of [readOnlyToken, readOnlyBrowser, readProgram, changeProgram, wallBrowser])
        expect([line, await refusalStatus(line, other)]).toEqual([line, 403]);
    }
    for (const line of full) expect([line, await refusalStatus(line, fullBrowser)]).toEqual([line, undefined]);
  });

  it("accepts the Bearer scheme in any case, and only the complete token", async () => {
    await using rig = await createHttpRig();
    const statusFor = (authorization: string) =>
      rig.request("/api/v1/events", { token: null, headers: { authorization } }).then(({ status }) => status);
    expect(await statusFor(`bearer ${fullToken}`)).toBe(200);
    for (const value of [fullToken, `Basic ${fullToken}`, `Bearer ${fullToken}x`, `Bearer ${fullToken.slice(1)}`, "Bearer ", "Bearer"]) {
      expect(await statusFor(value)).toBe(401);
      await rig.testHost.advance("60s");
    }
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
    expect(await response.json()).toEqual({ access: "full", kind: "browser", key: expect.stringMatching(/^[\w-]{43}$/) });
    expect(response.headers.get("set-cookie")).toMatch(/^casement-8365=[\w-]{43}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Strict$/);
    expect((await rig.request("/session", { method: "POST", token: null, body: { token: secret } })).status).toBe(401);
    const expired = linkSecret(rig);
    await rig.testHost.advance(10 * 60_000);
    expect((await rig.request("/session", { method: "POST", token: null, body: { token: expired } })).status).toBe(401);
  });

  it("need both halves: the cookie alone, or with the key of another session, opens nothing", async () => {
    await using rig = await createHttpRig();
    const session = await openSession(rig, linkSecret(rig));
    const other = await openSession(rig, linkSecret(rig));
    const { cookie } = session;
    const halves: Record<string, string>[] = [
      { cookie },
      { cookie, "casement-session-key": "" },
      { cookie, "casement-session-key": cookie.split("=")[1]! },
      { cookie, "casement-session-key": other["casement-session-key"] },
      { "casement-session-key": session["casement-session-key"] },
    ];
    for (const headers of halves)
      for (const [method, path] of [
        ["GET", "/session"],
        ["DELETE", "/session"],
        ["GET", "/api/v1/stream"],
        ["POST", "/api/v1/accounts/home/services/tasks/list-tasks"],
      ] as const)
        expect([path, (await rig.request(path, { method, token: null, headers: { ...sameOriginHeaders, ...headers } })).status]).toEqual([
          path,
          401,
        ]);
    expect((await rig.request("/session", { token: null, headers: session })).status).toBe(200);
  });

  it("reject pages of other origins, both for opening a session and for writing", async () => {
    await using rig = await createHttpRig();
    const session = await openSession(rig, linkSecret(rig));
    const refresh = (headers: Record<string, string>) =>
      rig
        .request("/api/v1/sensors/home/tasks/groceries/refresh", { method: "POST", token: null, headers: { ...session, ...headers } })
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
    expect(response.headers.get("set-cookie")).toMatch(/; Secure; /);
  });

  it("can be listed and ended; ending one closes its event streams", async () => {
    await using rig = await createHttpRig();
    const fullSession = await openSession(rig, linkSecret(rig));
    const readSession = await openSession(rig, linkSecret(rig, "read"));
    const inSession = (session: SessionHeaders): TestRequestOptions => ({ token: null, headers: { ...session, ...sameOriginHeaders } });
    expect((await rig.requestJson("/session", inSession(readSession))).body).toEqual({ access: "read", kind: "browser" });
    const { grants } = (await rig.requestJson("/api/v1/access", inSession(fullSession))).body;
    expect(grants).toMatchObject([
      { kind: "browser", access: "full", current: true },
      { kind: "browser", access: "read", current: false },
    ]);
    const stream = (await rig.request("/api/v1/stream", inSession(readSession))).body!.getReader();
    await stream.read();
    const other = `/api/v1/access?name=${encodeURIComponent(grants[1].name)}`;
    expect((await rig.request(other, { method: "DELETE", ...inSession(readSession) })).status).toBe(403);
    const endedOther = await rig.request(other, { method: "DELETE", ...inSession(fullSession) });
    expect([endedOther.status, endedOther.headers.get("set-cookie")]).toEqual([204, null]);
    expect((await stream.read()).done).toBe(true);
    expect((await rig.request("/session", inSession(readSession))).status).toBe(401);
    const endedOwn = await rig.request("/session", { method: "DELETE", ...inSession(fullSession) });
    expect([endedOwn.status, endedOwn.headers.get("set-cookie")]).toEqual([204, expect.stringContaining("Max-Age=0")]);
    expect((await rig.request("/session", inSession(fullSession))).status).toBe(401);
    expect((await rig.request("/session", { method: "DELETE" })).status).toBe(400);
    expect((await rig.requestJson("/api/v1/access")).body.grants).toEqual([]);
  });

  it("survive a restart in a sealed file without secrets, and expire after 90 days without use", async () => {
    await using rig = await createHttpRig({ mode: "once" });
    const session = await openSession(rig, linkSecret(rig));
    const grantsFile = join(rig.testHost.dataDir, "surfaces/access");
    const stored = await readFile(grantsFile, "utf8");
    for (const half of [session.cookie.split("=")[1], session["casement-session-key"], "Browser"]) expect(stored).not.toContain(half);
    expect((await stat(grantsFile)).mode & 0o777).toBe(0o600);
    await rig.http.close();
    const restarted = await createHttpRigFor(rig.testHost);
    const options: TestRequestOptions = { token: null, headers: session };
    rig.testHost.clock.jump(new Date(rig.testHost.clock.now().getTime() + 80 * 86_400_000));
    const renewed = await restarted.request("/session", options);
    expect([renewed.status, renewed.headers.get("set-cookie")]).toEqual([200, expect.stringContaining(`${session.cookie}; Max-Age=`)]);
    expect((await restarted.request("/session", options)).headers.get("set-cookie")).toBe(null);
    rig.testHost.clock.jump(new Date(rig.testHost.clock.now().getTime() + 80 * 86_400_000));
    expect((await restarted.request("/session", options)).status).toBe(200);
    rig.testHost.clock.jump(new Date(rig.testHost.clock.now().getTime() + 90 * 86_400_000));
    expect((await restarted.request("/session", options)).status).toBe(401);
    expect((await restarted.requestJson("/api/v1/access")).body.grants).toEqual([]);
    await restarted.http.close();
  });
});
