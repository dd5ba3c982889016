import fs from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { clientId, type EntraFixture, entraFixture, redirectUri, secret } from "./entra.fixture.ts";

const hour = 3600_000;
const ada = "ada@contoso.example";
let f: EntraFixture;
beforeEach(() => {
  f = entraFixture();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await f.dispose();
});

async function signedIn(options: Parameters<EntraFixture["session"]>[0] = { clientSecret: secret }) {
  const session = f.session(options);
  expect(await f.signIn(session)).toMatchObject({ outcome: "signed-in" });
  return session;
}
async function restarted(options: Parameters<EntraFixture["session"]>[0] = { clientSecret: secret }) {
  const session = f.session(options);
  await session.load();
  return session;
}

describe("the access token", () => {
  it("is asked for once and then comes from memory until five minutes before its end", async () => {
    const session = await signedIn();
    const { token, expiresOn } = await session.getToken();
    expect(expiresOn.getTime() - f.clock.now().getTime()).toBe(hour);
    await f.clock.advance(55 * 60_000 - 1000);
    expect((await session.getToken()).token).toBe(token);
    expect(f.refreshes()).toBe(0);
    await f.clock.advance(1000);
    const renewed = await session.getToken();
    expect(renewed.token).not.toBe(token);
    expect(await f.accepts(renewed.token)).toBe(true);
    expect(f.refreshes()).toBe(1);
  });

  it("is renewed once for all who ask at the same time, and on demand", async () => {
    const session = await signedIn();
    await f.clock.advance(hour);
    const tokens = await Promise.all(Array.from({ length: 10 }, () => session.getToken()));
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(1);
    expect(f.refreshes()).toBe(1);
    await Promise.all([session.getToken({ forceRefresh: true }), session.getToken({ forceRefresh: true })]);
    expect(f.refreshes()).toBe(2);
  });

  it("is renewed after a restart, by the kind of client that signed in", async () => {
    await signedIn();
    await f.clock.advance(hour);
    const session = await restarted();
    expect(session.state).toMatchObject({ kind: "signed-in", client: "confidential", identity: { username: ada } });
    expect(await f.accepts((await session.getToken()).token)).toBe(true);
    await session.logout();
    const device = await session.beginDeviceCode();
    f.entra.approveDevice(device.userCode, ada);
    await f.clock.advance(5000, f.settle);
    await device.done;
    await f.clock.advance(hour);
    const again = await restarted();
    await again.getToken();
    expect(again.state).toMatchObject({ kind: "signed-in", client: "public" });
  });

  it("is renewed when the clock was set back, and one caller's patience does not end it for the others", async () => {
    const session = await signedIn();
    f.clock.jump(new Date(f.clock.now().getTime() - 10 * hour));
    const impatient = new AbortController();
    const [one, two] = [session.getToken({ signal: impatient.signal }), session.getToken()];
    impatient.abort(new Error("enough"));
    await expect(one).rejects.toThrow("enough");
    await two;
    expect(f.refreshes()).toBe(1);
  });

  it("is shared by two processes: one renews, the other takes it over", async () => {
    await signedIn();
    const [one, two] = [await restarted(), await restarted()];
    await f.clock.advance(hour);
    const [a, b] = await Promise.all([one.getToken(), two.getToken()]);
    expect(a).toEqual(b);
    expect(f.refreshes()).toBe(1);
    await one.logout();
    await f.clock.advance(hour);
    await expect(two.getToken()).rejects.toMatchObject({ code: "sign-in-required" });
    expect(two.state.kind).toBe("signed-out");
    expect(f.refreshes()).toBe(1);
  });
});

describe("a sign-in that breaks", () => {
  it("says so at run time with the cure, asks Microsoft no more, and one sign-in repairs it", async () => {
    const session = await signedIn();
    f.entra.endRefreshTokens("revoked", ada);
    await f.clock.advance(hour);
    for (let n = 0; n < 3; n++) {
      await expect(session.getToken()).rejects.toMatchObject({
        code: "sign-in-required",
        details: { code: "AADSTS50173", cure: "Sign in again." },
      });
    }
    expect(f.refreshes()).toBe(1);
    expect(session.state).toMatchObject({ kind: "sign-in-required", code: "AADSTS50173", identity: { username: ada } });
    expect(await f.signIn(session)).toMatchObject({ outcome: "signed-in" });
    expect(await f.accepts((await session.getToken()).token)).toBe(true);
    expect(f.states).toEqual(["signed-in", "sign-in-required", "signed-in"]);
  });

  it("notices when the whole consent was taken back", async () => {
    const session = await signedIn();
    f.entra.revoke(ada, clientId);
    await f.clock.advance(hour);
    await expect(session.getToken()).rejects.toMatchObject({ code: "sign-in-required", details: { code: "AADSTS65001" } });
    expect(await f.signIn(session)).toMatchObject({ outcome: "signed-in" });
  });

  it("is repaired by another process's sign-in", async () => {
    const session = await signedIn();
    f.entra.endRefreshTokens("expired", ada);
    await f.clock.advance(hour);
    await expect(session.getToken()).rejects.toMatchObject({ details: { code: "AADSTS700082" } });
    await f.signIn(await restarted());
    expect(await f.accepts((await session.getToken()).token)).toBe(true);
    expect(session.state.kind).toBe("signed-in");
  });

  it("by an expired secret is cured by a new secret, without a new sign-in", async () => {
    const session = await signedIn();
    f.entra.expireSecrets(clientId);
    await f.clock.advance(hour);
    await expect(session.getToken()).rejects.toMatchObject({ code: "sign-in-required", details: { code: "AADSTS7000222" } });
    f.directory.app(clientId)!.secrets.push({ id: "new", value: "new~secret" });
    const repaired = await restarted({ clientSecret: "new~secret" });
    expect(await f.accepts((await repaired.getToken()).token)).toBe(true);
    const without = await restarted({});
    await f.clock.advance(2 * hour);
    const before = f.calls.length;
    await expect(without.getToken()).rejects.toMatchObject({ details: { code: "AADSTS7000218" } });
    expect(f.calls.length).toBe(before);
  });

  it.each([50076, 53003, 70043])("by conditional access (%i) is told with its cure", async (code) => {
    const session = await signedIn();
    f.entra.failToken({ code, grantType: "refresh_token" });
    await expect(session.getToken({ forceRefresh: true })).rejects.toMatchObject({
      code: "sign-in-required",
      details: { code: `AADSTS${code}` },
    });
  });

  it("never puts an address into an error", async () => {
    const session = await signedIn();
    f.entra.failToken({ code: 50020, grantType: "refresh_token", text: `User account '${ada}' does not exist` });
    const error = await session.getToken({ forceRefresh: true }).catch((e) => e);
    expect(error.code).toBe("sign-in-required");
    expect(JSON.stringify([error.message, error.details, String(error.cause), f.warnings])).not.toContain("contoso");
  });
});

describe("an outage of the sign-in service", () => {
  it("is no sign-in problem: the token lasts, and requests pause", async () => {
    const session = await signedIn();
    const { token } = await session.getToken();
    f.outage = () => new Response("busy", { status: 503 });
    await f.clock.advance(56 * 60_000);
    for (let n = 0; n < 5; n++) expect((await session.getToken()).token).toBe(token);
    expect(f.refreshes()).toBe(1);
    await f.clock.advance(5 * 60_000);
    await expect(session.getToken()).rejects.toMatchObject({ code: "graph-unreachable" });
    expect(session.state.kind).toBe("signed-in");
    f.outage = undefined;
    await expect(session.getToken()).rejects.toMatchObject({ code: "graph-unreachable" });
    await f.clock.advance(15_000);
    expect(await f.accepts((await session.getToken()).token)).toBe(true);
    expect(f.refreshes()).toBe(3);
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ["a lost network", () => Promise.reject(new TypeError("fetch failed"))],
    ["a captive portal's page", () => new Response("<html>log in to the hotel", { headers: { "content-type": "text/html" } })],
    ["a proxy's refusal", () => Response.json({ message: "no" }, { status: 403 })],
    ["Microsoft's own trouble", () => Response.json({ error: "temporarily_unavailable", error_codes: [90033] }, { status: 400 })],
    ["silence", () => new Promise(() => {})],
  ])("is told from a refusal: %s", async (_, outage) => {
    const session = await signedIn();
    f.outage = outage;
    const asked = session.getToken({ forceRefresh: true });
    const refused = expect(asked).rejects.toMatchObject({ code: "graph-unreachable" });
    await vi.waitFor(() => expect(f.refreshes()).toBe(1));
    await f.clock.advance(31_000, f.settle);
    await refused;
    expect(session.state.kind).toBe("signed-in");
  });

  it("by throttling is obeyed for as long as Retry-After says", async () => {
    const session = await signedIn();
    await f.clock.advance(hour);
    f.outage = () => Response.json({ error: "too_many" }, { status: 429, headers: { "retry-after": "120" } });
    const until = new Date(f.clock.now().getTime() + 120_000).toISOString();
    await expect(session.getToken()).rejects.toMatchObject({ code: "graph-throttled", details: { until } });
    f.outage = undefined;
    await f.clock.advance(119_000);
    await expect(session.getToken()).rejects.toMatchObject({ code: "graph-throttled" });
    await f.clock.advance(1_000);
    await session.getToken();
    expect(f.refreshes()).toBe(2);
  });
});

describe("the granted permissions", () => {
  it("are those of the last token answer, whatever was there before, without OpenID's own", async () => {
    f.entra.grant(ada, clientId, ["Mail.Read"]);
    const session = await signedIn();
    expect(session.state).toMatchObject({ granted: ["Calendars.Read", "Mail.Read", "User.Read", "offline_access"] });
  });

  it.each(["shrink", "refuse"] as const)(
    "that were lost at a refresh are reported once, without a loop (%s)",
    async (missingScopeAtRefresh) => {
      f.entra.settings.missingScopeAtRefresh = missingScopeAtRefresh;
      const session = await signedIn();
      f.entra.revoke(ada, clientId, ["Calendars.Read"]);
      await f.clock.advance(hour);
      await session.getToken();
      expect(session.state).toMatchObject({ kind: "signed-in", granted: ["User.Read", "offline_access"] });
      expect(f.granted.at(-1)).toEqual({ granted: ["User.Read", "offline_access"], lost: ["Calendars.Read"] });
      const first = f.refreshes();
      expect(first).toBe(missingScopeAtRefresh === "shrink" ? 1 : 2);
      for (let n = 0; n < 5; n++) await session.getToken();
      expect(f.refreshes()).toBe(first);
      await f.clock.advance(hour);
      await session.getToken();
      expect(f.refreshes()).toBe(first + 1);
      expect(f.granted.length).toBe(2);
      await f.signIn(session);
      expect(f.granted.at(-1)).toMatchObject({ granted: ["Calendars.Read", "User.Read", "offline_access"], lost: [] });
    },
  );

  it("asked for newly in the config cost no request until the next sign-in", async () => {
    const session = await signedIn();
    f.scopes.push("Mail.Read");
    await session.getToken();
    await f.clock.advance(hour);
    await session.getToken();
    expect(f.refreshes()).toBe(1);
    expect(await f.signIn(session)).toMatchObject({ missing: [], granted: expect.arrayContaining(["Mail.Read"]) });
  });
});

describe("the stored sign-in", () => {
  it.each<[string, (whole: Buffer) => Buffer | string]>([
    ["damaged", (whole) => whole.subarray(0, whole.length - 1)],
    ["foreign", () => '{"AccessToken":{},"RefreshToken":{}}'],
  ])("that is %s is set aside with a message, and a new sign-in follows", async (_, change) => {
    await signedIn();
    await writeFile(f.file, change(await readFile(f.file)));
    const session = await restarted();
    expect(session.state).toMatchObject({ kind: "signed-out", reason: expect.stringContaining("casement login home") });
    await expect(session.getToken()).rejects.toMatchObject({ code: "sign-in-required" });
    expect(f.warnings.length).toBe(1);
    expect((await readdir(dirname(f.file))).length).toBe(1);
    expect(await f.signIn(session)).toMatchObject({ outcome: "signed-in" });
  });

  it("of another client id is not used", async () => {
    await signedIn();
    const session = await restarted({ clientId: "44444444-4444-4444-8444-444444444444", clientSecret: secret });
    expect(session.state).toMatchObject({ kind: "signed-out", reason: expect.stringContaining("clientId") });
    await expect(session.getToken()).rejects.toMatchObject({ code: "sign-in-required" });
    expect(f.refreshes()).toBe(0);
  });

  it("is deleted by logging out, with the sign-ins that wait", async () => {
    const session = await signedIn();
    const waiting = await session.beginCallback({ redirectUri });
    await session.logout();
    expect(await waiting.done).toMatchObject({ outcome: "failed", code: "stopped" });
    expect(await readdir(dirname(f.file))).toEqual([]);
    expect((await restarted()).state).toEqual({ kind: "signed-out", reason: undefined });
  });

  it("holds in memory while the disk is full, through a refresh, and is written when there is room", async () => {
    const full = vi.spyOn(fs, "write").mockImplementation(((...args: unknown[]) => {
      (args.at(-1) as (e: Error) => void)(Object.assign(new Error("no space left on device"), { code: "ENOSPC" }));
    }) as typeof fs.write);
    const session = await signedIn();
    await f.clock.advance(hour);
    expect(await f.accepts((await session.getToken()).token)).toBe(true);
    expect(f.warnings.length).toBe(2);
    full.mockRestore();
    await f.clock.advance(hour);
    const { token } = await session.getToken();
    expect((await (await restarted()).getToken()).token).toBe(token);
  });
});
