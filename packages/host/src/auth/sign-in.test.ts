import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clientId, type EntraFixture, entraFixture, redirectUri, secret } from "./entra.fixture.ts";

let f: EntraFixture;
beforeEach(() => {
  f = entraFixture();
});
afterEach(() => f.dispose());

describe("signing in by device code", () => {
  it("shows the code, waits for the person, and signs in as a public client without the secret", async () => {
    const session = f.session({ clientSecret: secret });
    const device = await session.beginDeviceCode();
    expect(device.userCode).toMatch(/^[A-Z0-9]{9}$/);
    expect(device.verificationUri).toBe("https://login.microsoftonline.com/devicelogin");
    expect(device.expiresAt.getTime() - f.clock.now().getTime()).toBe(900_000);
    await f.clock.advance(12_000, f.settle);
    expect(f.calls.filter((call) => call === "POST token device_code").length).toBe(3);
    f.entra.approveDevice(device.userCode, "ada@contoso.example");
    await f.clock.advance(5_000, f.settle);
    expect(await device.done).toMatchObject({
      outcome: "signed-in",
      identity: { username: "ada@contoso.example", kind: "work" },
      granted: ["Calendars.Read", "User.Read", "offline_access"],
      missing: [],
    });
    expect(session.state).toMatchObject({ kind: "signed-in", client: "public" });
    expect(await f.accepts((await session.getToken()).token)).toBe(true);
  });

  it("sends the browser where the emulator answers", async () => {
    const browserUrl = (url: string) => url.replace("https://login.microsoftonline.com", "http://127.0.0.1:1234");
    const session = f.session({ transport: { fetch: f.fetch, browserUrl } });
    const device = await session.beginDeviceCode();
    expect(device.verificationUri).toBe("http://127.0.0.1:1234/devicelogin");
    expect(device.message).toContain("http://127.0.0.1:1234/devicelogin");
    device.cancel();
    expect((await session.beginCallback({ redirectUri })).url).toMatch(/^http:\/\/127\.0\.0\.1:1234\/organizations\//);
  });

  it("keeps its promise through an outage, slow_down and a time-out while it waits", async () => {
    f.entra.settings.enforceDeviceCodeInterval = true;
    const device = await f.session().beginDeviceCode();
    f.outage = () => new Response("<html>bad gateway</html>", { status: 502 });
    await f.clock.advance(10_000, f.settle);
    f.outage = () => new Promise(() => {});
    await f.clock.advance(40_000, f.settle);
    f.outage = undefined;
    f.entra.approveDevice(device.userCode, "ada@contoso.example");
    await f.clock.advance(60_000, f.settle);
    expect(await device.done).toMatchObject({ outcome: "signed-in" });
  });

  it("ends when it is declined, expires, or is cancelled", async () => {
    const session = f.session();
    const [declined, late, cancelled] = [await session.beginDeviceCode(), await session.beginDeviceCode(), await session.beginDeviceCode()];
    f.entra.denyDevice(declined.userCode);
    cancelled.cancel();
    await f.clock.advance(10_000, f.settle);
    expect(await declined.done).toMatchObject({ outcome: "cancelled", code: "AADSTS65004" });
    expect(await cancelled.done).toMatchObject({ outcome: "failed", code: "stopped" });
    await f.clock.advance(900_000, f.settle);
    expect(await late.done).toMatchObject({ outcome: "failed", code: "AADSTS70020" });
    expect(session.state.kind).toBe("signed-out");
  });

  it("ends when its time is over although nobody answers", async () => {
    const device = await f.session().beginDeviceCode();
    f.outage = () => Promise.reject(new TypeError("fetch failed"));
    await f.clock.advance(910_000, f.settle);
    expect(await device.done).toMatchObject({ outcome: "failed", code: "AADSTS70020" });
  });

  it("says what to do when Microsoft gives no code", async () => {
    await expect(f.session({ clientId: "33333333-3333-4333-8333-333333333333" }).beginDeviceCode()).rejects.toMatchObject({
      code: "sign-in-failed",
      details: { code: "AADSTS700016" },
    });
    f.directory.registerApp({ clientId, allowPublicClient: false, redirectUris: { web: [redirectUri] } });
    const device = await f.session().beginDeviceCode();
    expect(await device.done).toMatchObject({
      outcome: "failed",
      code: "AADSTS7000218",
      cure: expect.stringContaining("Allow public client flows"),
    });
  });
});

describe("signing in by callback", () => {
  it("asks with PKCE, state, nonce and the whole set, and sends the secret where there is one", async () => {
    const session = f.session({ clientSecret: secret });
    const begun = await session.beginCallback({ redirectUri });
    const asked = Object.fromEntries(new URL(begun.url).searchParams);
    expect(new URL(begun.url).pathname).toBe("/organizations/oauth2/v2.0/authorize");
    expect(asked).toMatchObject({
      code_challenge_method: "S256",
      redirect_uri: redirectUri,
      response_type: "code",
      prompt: "select_account",
    });
    expect(asked.scope?.split(" ").sort()).toEqual(["Calendars.Read", "User.Read", "offline_access", "openid", "profile"]);
    expect(asked.state?.length).toBeGreaterThan(40);
    expect(asked.nonce?.length).toBeGreaterThan(20);
    expect(f.calls).toEqual([]);
    const address = f.browse(begun);
    expect(session.expects(address)).toBe(true);
    expect(await session.completeCallback(address)).toMatchObject({ outcome: "signed-in" });
    expect(await begun.done).toMatchObject({ outcome: "signed-in" });
    expect(session.state).toMatchObject({ kind: "signed-in", client: "confidential" });
    expect(f.calls).toEqual(["POST token authorization_code"]);
    expect((await readFile(f.file)).includes("ada@")).toBe(false);
  });

  it("works without a secret for an app of the platform Mobile and desktop", async () => {
    f.directory.registerApp({ clientId, redirectUris: { publicClient: ["http://localhost/auth/callback"] } });
    const session = f.session();
    expect(await f.signIn(session)).toMatchObject({ outcome: "signed-in" });
    expect(session.state).toMatchObject({ kind: "signed-in", client: "public" });
  });

  it("serves a personal account through consumers", async () => {
    const session = f.session({ accountType: "personal", clientSecret: secret });
    expect(await f.signIn(session, "cat@outlook.example")).toMatchObject({ outcome: "signed-in", identity: { kind: "personal" } });
    await f.clock.advance(3600_000);
    expect(await f.accepts((await session.getToken()).token)).toBe(true);
  });

  it("names the user it knows the next time", async () => {
    const session = f.session({ clientSecret: secret });
    await f.signIn(session);
    const again = new URL((await session.beginCallback({ redirectUri })).url).searchParams;
    expect(again.get("login_hint")).toBe("ada@contoso.example");
    expect(again.get("prompt")).toBeNull();
  });

  it("lets several wait at a time, each good once and for fifteen minutes", async () => {
    const session = f.session({ clientSecret: secret });
    const [one, two, late] = await Promise.all([1, 2, 3].map(() => session.beginCallback({ redirectUri })));
    const first = f.browse(two!);
    await session.completeCallback(first);
    expect(await session.completeCallback(f.browse(one!))).toMatchObject({ outcome: "signed-in" });
    await expect(session.completeCallback(first)).rejects.toMatchObject({
      code: "sign-in-expired",
      message: expect.stringContaining("already"),
    });
    const address = f.browse(late!);
    await f.clock.advance(15 * 60_000);
    expect(await late!.done).toMatchObject({ outcome: "failed", code: "sign-in-expired" });
    expect(session.expects(address)).toBe(false);
    await expect(session.completeCallback(address)).rejects.toMatchObject({ code: "sign-in-expired" });
  });

  it("refuses an answer with another sign-in's nonce", async () => {
    const session = f.session({ clientSecret: secret });
    const begun = await session.beginCallback({ redirectUri });
    const forged = new URL(begun.url);
    forged.searchParams.set("nonce", "another");
    expect(await session.completeCallback(f.browse({ ...begun, url: forged.href }))).toMatchObject({
      outcome: "failed",
      code: "nonce_mismatch",
    });
    expect(session.state.kind).toBe("signed-out");
  });

  it("can be finished after an outage with the same address", async () => {
    const session = f.session({ clientSecret: secret });
    const address = f.browse(await session.beginCallback({ redirectUri }));
    f.outage = () => Promise.reject(new TypeError("fetch failed"));
    expect(await session.completeCallback(address)).toMatchObject({ outcome: "failed", code: "graph-unreachable" });
    f.outage = undefined;
    expect(await session.completeCallback(address)).toMatchObject({ outcome: "signed-in" });
  });

  it("stops before the browser when the secret's id stands in place of its value", async () => {
    const session = f.session({ clientSecret: "22222222-2222-4222-8222-222222222222" });
    await expect(session.beginCallback({ redirectUri })).rejects.toMatchObject({
      code: "config-invalid",
      message: expect.stringContaining("Value column"),
    });
  });

  it("names the address to register when Microsoft does not know it, and the cure for a wrong secret", async () => {
    const session = f.session({ clientSecret: "wrong" });
    expect(await f.signIn(session)).toMatchObject({ outcome: "failed", code: "AADSTS7000215" });
    expect(session.state).toEqual({ kind: "signed-out", reason: undefined });
    const begun = await session.beginCallback({ redirectUri });
    const state = new URL(begun.url).searchParams.get("state");
    const answer = `${redirectUri}?error=invalid_request&error_description=AADSTS50011%3a+The+redirect&state=${state}`;
    expect(await session.completeCallback(answer)).toMatchObject({ code: "AADSTS50011", cure: expect.stringContaining(redirectUri) });
  });
});
