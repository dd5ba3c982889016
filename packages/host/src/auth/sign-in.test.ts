import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { appSecret, clientId, createEntraFixture, type EntraFixture, redirectUri } from "../../test/auth/entra.fixture.ts";

let f: EntraFixture;
beforeEach(() => {
  f = createEntraFixture();
});
afterEach(() => f.dispose());

describe("signing in by device code", () => {
  it("shows the code, waits for the user, and signs in as a public client without the secret", async () => {
    const signIn = f.createSignIn({ clientSecret: appSecret });
    const device = await signIn.beginDeviceCode();
    expect(device.userCode).toMatch(/^[A-Z0-9]{9}$/);
    expect(device.verificationUri).toBe("https://login.microsoftonline.com/devicelogin");
    expect(device.expiresAt.getTime() - f.clock.now().getTime()).toBe(900_000);
    await f.clock.advance(12_000, f.settle);
    expect(f.requests.filter((call) => call === "POST token device_code").length).toBe(3);
    f.entra.approveDevice(device.userCode, "ada@contoso.example");
    await f.clock.advance(5_000, f.settle);
    expect(await device.done).toMatchObject({
      outcome: "signed-in",
      identity: { username: "ada@contoso.example", kind: "work" },
      granted: ["Calendars.Read", "User.Read", "offline_access"],
      missing: [],
    });
    expect(signIn.state).toMatchObject({ kind: "signed-in", client: "public" });
    expect(await f.accepts((await signIn.getToken()).token)).toBe(true);
  });

  it("sends the browser to the emulator's address", async () => {
    const browserUrl = (url: string) => url.replace("https://login.microsoftonline.com", "http://127.0.0.1:1234");
    const signIn = f.createSignIn({ transport: { fetch: f.fetch, browserUrl } });
    const device = await signIn.beginDeviceCode();
    expect(device.verificationUri).toBe("http://127.0.0.1:1234/devicelogin");
    expect(device.message).toContain("http://127.0.0.1:1234/devicelogin");
    device.cancel();
    expect((await signIn.beginCallback({ redirectUri })).url).toMatch(/^http:\/\/127\.0\.0\.1:1234\/organizations\//);
  });

  it("succeeds despite an outage, slow_down and a timeout while it waits", async () => {
    f.entra.settings.enforceDeviceCodeInterval = true;
    const device = await f.createSignIn().beginDeviceCode();
    f.outage = () => new Response("<html>bad gateway</html>", { status: 502 });
    await f.clock.advance(10_000, f.settle);
    f.outage = () => new Promise(() => {});
    await f.clock.advance(40_000, f.settle);
    f.outage = undefined;
    f.entra.approveDevice(device.userCode, "ada@contoso.example");
    await f.clock.advance(60_000, f.settle);
    expect(await device.done).toMatchObject({ outcome: "signed-in" });
  });

  it("ends when it is declined, expires, or is canceled", async () => {
    const signIn = f.createSignIn();
    const [declined, late, canceled] = [await signIn.beginDeviceCode(), await signIn.beginDeviceCode(), await signIn.beginDeviceCode()];
    f.entra.denyDevice(declined.userCode);
    canceled.cancel();
    await f.clock.advance(10_000, f.settle);
    expect(await declined.done).toMatchObject({ outcome: "cancelled", code: "AADSTS65004" });
    expect(await canceled.done).toMatchObject({ outcome: "failed", code: "stopped" });
    await f.clock.advance(900_000, f.settle);
    expect(await late.done).toMatchObject({ outcome: "failed", code: "AADSTS70020" });
    expect(signIn.state.kind).toBe("signed-out");
  });

  it("expires even if Microsoft cannot be reached", async () => {
    const device = await f.createSignIn().beginDeviceCode();
    f.outage = () => Promise.reject(new TypeError("fetch failed"));
    await f.clock.advance(910_000, f.settle);
    expect(await device.done).toMatchObject({ outcome: "failed", code: "AADSTS70020" });
  });

  it("says what to do when Microsoft issues no code", async () => {
    await expect(f.createSignIn({ clientId: "33333333-3333-4333-8333-333333333333" }).beginDeviceCode()).rejects.toMatchObject({
      code: "sign-in-failed",
      details: { code: "AADSTS700016" },
    });
    f.directory.registerApp({ clientId, allowPublicClient: false, redirectUris: { web: [redirectUri] } });
    const device = await f.createSignIn().beginDeviceCode();
    expect(await device.done).toMatchObject({
      outcome: "failed",
      code: "AADSTS7000218",
      cure: expect.stringContaining("Allow public client flows"),
    });
  });
});

describe("signing in by callback", () => {
  it("uses PKCE, state and nonce, requests all scopes, and sends the configured secret", async () => {
    const signIn = f.createSignIn({ clientSecret: appSecret });
    const begun = await signIn.beginCallback({ redirectUri });
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
    expect(f.requests).toEqual([]);
    const address = f.signInWithBrowser(begun);
    expect(signIn.expects(address)).toBe(true);
    expect(await signIn.completeCallback(address)).toMatchObject({ outcome: "signed-in" });
    expect(await begun.done).toMatchObject({ outcome: "signed-in" });
    expect(signIn.state).toMatchObject({ kind: "signed-in", client: "confidential" });
    expect(f.requests).toEqual(["POST token authorization_code"]);
    expect((await readFile(f.file)).includes("ada@")).toBe(false);
  });

  it("works without a secret for an app of the platform Mobile and desktop applications", async () => {
    f.directory.registerApp({ clientId, redirectUris: { publicClient: ["http://localhost/auth/callback"] } });
    const signIn = f.createSignIn();
    expect(await f.signIn(signIn)).toMatchObject({ outcome: "signed-in" });
    expect(signIn.state).toMatchObject({ kind: "signed-in", client: "public" });
  });

  it("signs in a personal account through the tenant consumers", async () => {
    const signIn = f.createSignIn({ accountType: "personal", clientSecret: appSecret });
    expect(await f.signIn(signIn, "cat@outlook.example")).toMatchObject({ outcome: "signed-in", identity: { kind: "personal" } });
    await f.clock.advance(3600_000);
    expect(await f.accepts((await signIn.getToken()).token)).toBe(true);
  });

  it("passes the known user as login hint the next time", async () => {
    const signIn = f.createSignIn({ clientSecret: appSecret });
    await f.signIn(signIn);
    const again = new URL((await signIn.beginCallback({ redirectUri })).url).searchParams;
    expect(again.get("login_hint")).toBe("ada@contoso.example");
    expect(again.get("prompt")).toBeNull();
  });

  it("allows several pending sign-ins, each usable once and for fifteen minutes", async () => {
    const signIn = f.createSignIn({ clientSecret: appSecret });
    const [one, two, late] = await Promise.all([1, 2, 3].map(() => signIn.beginCallback({ redirectUri })));
    const first = f.signInWithBrowser(two!);
    await signIn.completeCallback(first);
    expect(await signIn.completeCallback(f.signInWithBrowser(one!))).toMatchObject({ outcome: "signed-in" });
    await expect(signIn.completeCallback(first)).rejects.toMatchObject({
      code: "sign-in-expired",
      message: expect.stringContaining("already"),
    });
    const address = f.signInWithBrowser(late!);
    await f.clock.advance(15 * 60_000);
    expect(await late!.done).toMatchObject({ outcome: "failed", code: "sign-in-expired" });
    expect(signIn.expects(address)).toBe(false);
    await expect(signIn.completeCallback(address)).rejects.toMatchObject({ code: "sign-in-expired" });
  });

  it("refuses a response with another sign-in's nonce", async () => {
    const signIn = f.createSignIn({ clientSecret: appSecret });
    const begun = await signIn.beginCallback({ redirectUri });
    const forged = new URL(begun.url);
    forged.searchParams.set("nonce", "another");
    expect(await signIn.completeCallback(f.signInWithBrowser({ ...begun, url: forged.href }))).toMatchObject({
      outcome: "failed",
      code: "nonce_mismatch",
    });
    expect(signIn.state.kind).toBe("signed-out");
  });

  it("can be completed after an outage with the same address", async () => {
    const signIn = f.createSignIn({ clientSecret: appSecret });
    const address = f.signInWithBrowser(await signIn.beginCallback({ redirectUri }));
    f.outage = () => Promise.reject(new TypeError("fetch failed"));
    expect(await signIn.completeCallback(address)).toMatchObject({ outcome: "failed", code: "graph-unreachable" });
    f.outage = undefined;
    expect(await signIn.completeCallback(address)).toMatchObject({ outcome: "signed-in" });
  });

  it("fails before the browser opens when the secret's id is configured instead of its value", async () => {
    const signIn = f.createSignIn({ clientSecret: "22222222-2222-4222-8222-222222222222" });
    await expect(signIn.beginCallback({ redirectUri })).rejects.toMatchObject({
      code: "config-invalid",
      message: expect.stringContaining("Value column"),
    });
  });

  it("names the redirect URI to register when Microsoft does not know it, and the cure for a wrong secret", async () => {
    const signIn = f.createSignIn({ clientSecret: "wrong" });
    expect(await f.signIn(signIn)).toMatchObject({ outcome: "failed", code: "AADSTS7000215" });
    expect(signIn.state).toEqual({ kind: "signed-out", reason: undefined });
    const begun = await signIn.beginCallback({ redirectUri });
    const state = new URL(begun.url).searchParams.get("state");
    const address = `${redirectUri}?error=invalid_request&error_description=AADSTS50011%3a+The+redirect&state=${state}`;
    expect(await signIn.completeCallback(address)).toMatchObject({
      code: "AADSTS50011",
      cure: expect.stringContaining("The redirect URI is http://localhost/auth/callback."),
    });
  });
});
