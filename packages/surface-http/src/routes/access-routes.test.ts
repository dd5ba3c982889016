import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createHttpRig, createHttpRigFor, type HttpRig, readToken } from "../../test/http-rig.fixture.ts";
import { basicOf, librarySurface } from "../../test/mount/library-surface.fixture.ts";
import type { McpEndpoint } from "../mcp-endpoint.ts";

const path = "/api/v1/access";
const mounts = [librarySurface];
const add = (rig: HttpRig, body: object) => rig.requestJson(path, { method: "POST", body });
const revoke = (rig: HttpRig, name: string) => rig.request(`${path}?name=${encodeURIComponent(name)}`, { method: "DELETE" });
const list = async (rig: HttpRig) => (await rig.requestJson(path)).body;
const open = (rig: HttpRig, address: string, headers = {}) =>
  rig.requestJson("/session", { method: "POST", token: null, headers, body: { token: address.split("#session=")[1] } });
const tabletHeaders = {
  "user-agent": "Mozilla/5.0 (Linux; Android 16; Pixel Tablet) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36",
};

describe("access", () => {
  it("is listed with what can be added, and needs the full token", async () => {
    const unavailable = "CalDAV is not configured. Set caldav: true in casement.yaml.";
    const grantKinds = [{ kind: "caldav", title: "CalDAV", target: "account", access: ["full"], unavailable }] as const;
    await using rig = await createHttpRig({}, { mounts, grantKinds });
    const { grants, kinds } = await list(rig);
    expect(grants).toEqual([]);
    expect(kinds.map(({ kind }: { kind: string }) => kind)).toEqual(["browser", "wall", "program", "reader", "shelf", "caldav", "mcp"]);
    expect(kinds[4]).toEqual({
      kind: "shelf",
      title: "Shelf",
      target: "sensor",
      access: ["read"],
      options: { titlesOnly: "Titles only" },
    });
    expect(kinds[5].unavailable).toBe(unavailable);
    expect((await add(rig, { kind: "caldav", target: "home" })).body).toMatchObject({ status: 400, detail: unavailable });
    for (const method of ["GET", "POST", "DELETE"]) expect((await rig.request(path, { method, token: readToken })).status).toBe(403);
  });

  it("refuses what does not fit the kind, and says what would", async () => {
    await using rig = await createHttpRig({}, { mounts });
    const cases: [body: object, detail: string][] = [
      [{}, "kind: is required"],
      [{ kind: "readr", target: "home" }, "kind: must be one of browser, wall, program, reader, shelf"],
      [{ kind: "reader" }, "target: must be an account"],
      [{ kind: "reader", target: "home/tasks/groceries" }, "target: must be an account"],
      [{ kind: "wall", target: "home" }, "target: must be omitted"],
      [{ kind: "wall", access: "full" }, "access: must be read for wall"],
      [{ kind: "wall", access: "some" }, "access: must be full, read, add or change"],
      [{ kind: "browser", access: null }, "access: must be full, read, add or change"],
      [{ kind: "browser", access: "" }, "access: must be full, read, add or change"],
      [{ kind: "shelf", target: "home", options: ["titleOnly"] }, "did you mean titlesOnly?"],
      [{ kind: "reader", target: "home", options: "titlesOnly" }, "options: must be a list"],
      [{ kind: "reader", target: "home", name: " " }, "name: must have 1 to 80 visible characters"],
      [{ kind: "reader", target: "home", name: "\u200b\u3164" }, "name: must have 1 to 80 visible characters"],
      [{ kind: "reader", target: "home", name: "a\u202eb" }, "name: must have 1 to 80 visible characters"],
      [{ kind: "reader", target: "home", name: "a\u2028b" }, "name: must have 1 to 80 visible characters"],
      [{ kind: "reader", target: "home", name: "a\nb" }, "name: must have 1 to 80 visible characters"],
      [{ kind: "reader", target: "home", name: "x".repeat(81) }, "name: must have 1 to 80 visible characters"],
    ];
    for (const [body, detail] of cases) {
      const answer = await add(rig, body);
      expect([body, answer.status, answer.body.detail]).toEqual([body, 400, expect.stringContaining(detail)]);
    }
    expect((await add(rig, { kind: "reader", target: "hme" })).body.code).toBe("account-unknown");
    expect((await add(rig, { kind: "shelf", target: "home/tasks/grocries" })).body).toMatchObject({
      code: "sensor-unknown",
      detail: expect.stringContaining("home/tasks/groceries"),
    });
    expect((await list(rig)).grants).toEqual([]);
  });

  it("has names that differ, and is revoked by them", async () => {
    await using rig = await createHttpRig({}, { mounts });
    const nameOf = async (body: object): Promise<string> => (await add(rig, body)).body.grant.name;
    expect(await nameOf({ kind: "reader", target: "home", name: " Phone of Åsa " })).toBe("Phone of Åsa");
    // However a keyboard composes the letter, and with a sign that joins emoji.
    expect((await add(rig, { kind: "reader", target: "home", name: "Phone of A\u030asa" })).body.detail).toContain("is used already");
    expect(await nameOf({ kind: "reader", target: "home", name: "👨‍👩‍👧" })).toBe("👨‍👩‍👧");
    expect((await revoke(rig, "👨‍👩‍👧")).status).toBe(204);
    expect(await nameOf({ kind: "reader", target: "home" })).toBe("home");
    expect(await nameOf({ kind: "shelf", target: "home" })).toBe("home 2");
    const taken = await add(rig, { kind: "shelf", target: "home", name: "PHONE OF åsa" });
    expect([taken.status, taken.body.detail]).toEqual([400, expect.stringContaining("is used already")]);
    expect((await revoke(rig, "phone of Åsa")).status).toBe(204);
    const again = await revoke(rig, "Phone of Åsa");
    expect(await again.json()).toMatchObject({ status: 404, detail: expect.stringContaining("home, home 2") });
    expect((await list(rig)).grants.map(({ name }: { name: string }) => name)).toEqual(["home", "home 2"]);
    expect((await rig.request(path, { method: "DELETE" })).status).toBe(400);
  });

  it("shows a secret once: neither the list nor the disk has it", async () => {
    await using rig = await createHttpRig({ mode: "once" }, { mounts });
    const { grant, credentials } = (await add(rig, { kind: "reader", target: "home", name: "Phone", access: "read" })).body;
    expect(credentials).toEqual({
      address: "http://127.0.0.1:8365/library/",
      userName: "home",
      password: expect.stringMatching(/^[0-9a-f]{40}$/),
      qrCode: expect.arrayContaining([expect.stringMatching(/^[01]+$/)]),
    });
    expect(grant).toEqual({
      name: "Phone",
      kind: "reader",
      access: "read",
      accounts: ["home"],
      createdAt: rig.testHost.clock.now().toISOString(),
      current: false,
    });
    expect(JSON.stringify(await list(rig))).not.toContain(credentials.password);
    await rig.http.close();
    const restarted = await createHttpRigFor(rig.testHost, { mounts });
    expect((await list(restarted)).grants).toEqual([grant]);
    const headers = { authorization: basicOf("home", credentials.password) };
    expect((await restarted.request("/library/", { token: null, headers })).status).toBe(200);
    await restarted.http.close();
  });

  it("is not given out, and not ended silently, if the disk does not take it", async () => {
    await using rig = await createHttpRig({ mode: "once" }, { mounts });
    await add(rig, { kind: "reader", target: "home", name: "Old phone" });
    const file = join(rig.testHost.dataDir, "surfaces/access");
    // Nothing can be renamed to the name of a folder.
    await rm(file);
    await mkdir(file);
    const refused = await add(rig, { kind: "reader", target: "home", name: "Phone" });
    expect(refused).toMatchObject({ status: 507, body: { detail: expect.stringContaining("Nothing was added") } });
    const ended = await revoke(rig, "Old phone");
    expect(await ended.json()).toMatchObject({ status: 507, detail: expect.stringContaining("comes back when the hub restarts") });
    expect((await list(rig)).grants).toEqual([]);
    expect((await open(rig, rig.http.sessionLink())).status).toBe(200);
    expect(rig.logLines.join()).toContain("could not be written to the data folder (EISDIR)");
    await rm(file, { recursive: true });
    expect((await add(rig, { kind: "reader", target: "home", name: "Phone" })).status).toBe(200);
  });

  it("notes when it was last used, and writes that at most every five minutes", async () => {
    await using rig = await createHttpRig({ mode: "once" }, { mounts });
    const { credentials } = (await add(rig, { kind: "reader", target: "home", name: "Phone" })).body;
    const file = join(rig.testHost.dataDir, "surfaces/access");
    const versionOnDisk = async () => (await stat(file)).ino;
    const use = () => rig.request("/library/", { token: null, headers: { authorization: basicOf("home", credentials.password) } });
    const written = await versionOnDisk();
    for (let second = 0; second < 100; second++) {
      await use();
      await rig.testHost.advance("1s");
    }
    const lastUse = new Date(rig.testHost.clock.now().getTime() - 1000).toISOString();
    expect((await list(rig)).grants[0].usedAt).toBe(lastUse);
    expect(await versionOnDisk()).toBe(written);
    await rig.testHost.advance("200s");
    await expect.poll(versionOnDisk).not.toBe(written);
    const afterFlush = await versionOnDisk();
    await rig.testHost.advance("3600s");
    expect(await versionOnDisk()).toBe(afterFlush);
    await rig.http.close();
    const restarted = await createHttpRigFor(rig.testHost, { mounts });
    expect((await list(restarted)).grants[0].usedAt).toBe(lastUse);
    await restarted.http.close();
  });
});

describe("a link for a browser or a display", () => {
  it("opens one session within ten minutes, with its name or that of the browser", async () => {
    await using rig = await createHttpRig();
    const wall = (await add(rig, { kind: "wall", name: "Kitchen" })).body;
    expect(wall.grant).toMatchObject({ name: "Kitchen", kind: "wall", access: "read", expiresAt: expect.any(String) });
    expect((await open(rig, wall.credentials.address, tabletHeaders)).body).toEqual({
      access: "read",
      kind: "wall",
      key: expect.any(String),
    });
    expect((await open(rig, wall.credentials.address)).status).toBe(401);
    const reading = (await add(rig, { kind: "browser", access: "read" })).body;
    const full = (await add(rig, { kind: "browser" })).body;
    const late = (await add(rig, { kind: "browser" })).body;
    expect((await open(rig, reading.credentials.address, tabletHeaders)).body.access).toBe("read");
    expect((await open(rig, full.credentials.address, tabletHeaders)).body.access).toBe("full");
    const states = (await list(rig)).grants.map(({ name, expiresAt }: { name: string; expiresAt?: string }) => [
      name,
      expiresAt !== undefined,
    ]);
    expect(states).toEqual([
      ["Kitchen", false],
      ["Browser 3", true],
      ["Chrome on Android", false],
      ["Chrome on Android 2", false],
    ]);
    await rig.testHost.advance("600s");
    expect((await open(rig, late.credentials.address)).status).toBe(401);
    expect((await list(rig)).grants).toHaveLength(3);
  });

  it("replaces the session that its browser had", async () => {
    await using rig = await createHttpRig();
    const openWith = async (headers: object) => {
      const address = rig.http.sessionLink();
      const response = await rig.request("/session", {
        method: "POST",
        token: null,
        headers: { ...tabletHeaders, ...headers },
        body: { token: address.split("#session=")[1] },
      });
      const { key } = (await response.json()) as { key: string };
      return { cookie: response.headers.get("set-cookie")!.split(";")[0]!, "casement-session-key": key };
    };
    const names = async () => (await list(rig)).grants.map(({ name }: { name: string }) => name);
    const first = await openWith({});
    const second = await openWith(first);
    expect(await names()).toEqual(["Chrome on Android"]);
    expect((await rig.request("/session", { token: null, headers: first })).status).toBe(401);
    expect((await rig.request("/session", { token: null, headers: second })).status).toBe(200);
    await openWith({ cookie: second.cookie });
    expect(await names()).toEqual(["Chrome on Android", "Chrome on Android 2"]);
  });

  it("can be revoked before it is opened, and works after a restart", async () => {
    await using rig = await createHttpRig({ mode: "once" });
    const revoked = (await add(rig, { kind: "wall", name: "Hall" })).body;
    const kept = (await add(rig, { kind: "wall", name: "Kitchen" })).body;
    await revoke(rig, "Hall");
    expect((await open(rig, revoked.credentials.address)).status).toBe(401);
    await rig.http.close();
    const restarted = await createHttpRigFor(rig.testHost);
    expect((await open(restarted, kept.credentials.address)).status).toBe(200);
    await restarted.http.close();
  });

  it("does not work as a password", async () => {
    await using rig = await createHttpRig({}, { mounts });
    const secret = (await add(rig, { kind: "wall" })).body.credentials.address.split("#session=")[1];
    const asCookie = { cookie: `casement-8365=${secret}`, "casement-session-key": secret };
    expect((await rig.request("/session", { token: null, headers: asCookie })).status).toBe(401);
    expect((await rig.request("/library/", { token: null, headers: { authorization: basicOf("home", secret) } })).status).toBe(401);
  });

  it("of a program is a token with a name, which works until it is revoked and opens neither a session nor /mcp", async () => {
    const mcp = { fetch: async () => new Response("{}"), endClient: async () => {} } as unknown as McpEndpoint;
    await using rig = await createHttpRig({}, { mcp });
    const { grant, credentials } = (await add(rig, { kind: "program", name: "Node-RED", access: "change" })).body;
    expect(grant).toMatchObject({ name: "Node-RED", kind: "program", access: "change" });
    expect(credentials).toMatchObject({ address: "http://127.0.0.1:8365", password: expect.stringMatching(/^[0-9a-f]{40}$/) });
    const token = credentials.password;
    expect((await rig.requestJson("/session", { token })).body).toEqual({ access: "change", kind: "program" });
    const task = { method: "POST", token, body: { title: "Milk", sensor: "groceries" } };
    expect((await rig.request("/api/v1/accounts/home/services/tasks/add-task", task)).status).toBe(200);
    expect((await list(rig)).grants[0].usedAt).toBe(rig.testHost.clock.now().toISOString());
    const refused = await rig.requestJson("/api/v1/access", { token });
    expect(refused).toMatchObject({ status: 403, body: { detail: expect.stringContaining("cannot manage the hub") } });
    expect((await rig.request("/mcp", { method: "POST", token, body: {} })).status).toBe(401);
    expect((await rig.request("/session", { method: "POST", token: null, body: { token } })).status).toBe(401);
    const stream = (await rig.request("/api/v1/stream", { token })).body!.getReader();
    await stream.read();
    expect((await revoke(rig, "node-red")).status).toBe(204);
    for (let chunk = await stream.read(); !chunk.done; chunk = await stream.read());
    expect((await rig.request("/api/v1/sensors", { token })).status).toBe(401);
  });

  it("of a program can only read unless somebody chooses more", async () => {
    await using rig = await createHttpRig();
    const { grant, credentials } = (await add(rig, { kind: "program" })).body;
    expect(grant).toMatchObject({ name: "Program (HTTP)", access: "read" });
    const task = { method: "POST", token: credentials.password, body: { title: "Milk", sensor: "groceries" } };
    expect((await rig.requestJson("/api/v1/accounts/home/services/tasks/add-task", task)).body.detail).toContain("read-only access");
    expect((await add(rig, { kind: "program", access: "full" })).body.detail).toContain("must be read or change");
  });
});
