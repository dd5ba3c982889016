import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEntraFixture, type EntraFixture } from "../../test/auth/entra.fixture.ts";

const hour = 3600_000;
const ada = "ada@contoso.example";
let f: EntraFixture;
beforeEach(() => {
  f = createEntraFixture();
});
afterEach(() => f.dispose());

describe("the access token", () => {
  it("is requested once and then comes from memory until five minutes before it expires", async () => {
    const signIn = await f.signedIn();
    const { token, expiresOn } = await signIn.getToken();
    expect(expiresOn.getTime() - f.clock.now().getTime()).toBe(hour);
    await f.clock.advance(55 * 60_000 - 1000);
    expect((await signIn.getToken()).token).toBe(token);
    expect(f.refreshes()).toBe(0);
    await f.clock.advance(1000);
    const renewed = await signIn.getToken();
    expect(renewed.token).not.toBe(token);
    expect(await f.accepts(renewed.token)).toBe(true);
    expect(f.refreshes()).toBe(1);
  });

  it("is renewed once for all concurrent callers, and on demand", async () => {
    const signIn = await f.signedIn();
    await f.clock.advance(hour);
    const tokens = await Promise.all(Array.from({ length: 10 }, () => signIn.getToken()));
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(1);
    expect(f.refreshes()).toBe(1);
    await Promise.all([signIn.getToken({ forceRefresh: true }), signIn.getToken({ forceRefresh: true })]);
    expect(f.refreshes()).toBe(2);
  });

  it("is renewed after a restart, by the kind of client that signed in", async () => {
    await f.signedIn();
    await f.clock.advance(hour);
    const signIn = await f.restarted();
    expect(signIn.state).toMatchObject({ kind: "signed-in", client: "confidential", identity: { username: ada } });
    expect(await f.accepts((await signIn.getToken()).token)).toBe(true);
    await signIn.logout();
    const device = await signIn.beginDeviceCode();
    f.entra.approveDevice(device.userCode, ada);
    await f.clock.advance(5000, f.settle);
    await device.done;
    await f.clock.advance(hour);
    const again = await f.restarted();
    await again.getToken();
    expect(again.state).toMatchObject({ kind: "signed-in", client: "public" });
  });

  it("is not renewed any more when the hub stops, and nothing is written afterward", async () => {
    const signIn = await f.signedIn();
    await f.clock.advance(hour);
    const inFolder = () => readdirSync(dirname(f.file));
    f.outage = () => new Promise(() => {});
    const renewal = expect(signIn.getToken()).rejects.toMatchObject({ code: "stopped" });
    await expect.poll(() => f.refreshes()).toBe(1);
    expect(inFolder()).toContain("sign-in.lock");
    await signIn.close();
    expect(inFolder()).toEqual(["sign-in"]);
    await renewal;
    expect(signIn.state.kind).toBe("signed-in");
  });

  it("is saved before the hub has stopped if it was received", async () => {
    const signIn = await f.signedIn();
    await f.clock.advance(hour);
    const renewal = signIn.getToken();
    await expect.poll(() => f.refreshes()).toBe(1);
    await signIn.close();
    const outcome = await renewal.catch(({ code }) => code);
    expect(readdirSync(dirname(f.file))).toEqual(["sign-in"]);
    expect(outcome === "stopped" || (outcome as { token: string }).token === (await (await f.restarted()).getToken()).token).toBe(true);
  });

  it("is renewed after the clock was set back, and one caller's abort does not affect the others", async () => {
    const signIn = await f.signedIn();
    f.clock.jump(new Date(f.clock.now().getTime() - 10 * hour));
    const abort = new AbortController();
    const [one, two] = [signIn.getToken({ signal: abort.signal }), signIn.getToken()];
    abort.abort(new Error("enough"));
    await expect(one).rejects.toThrow("enough");
    await two;
    expect(f.refreshes()).toBe(1);
  });

  it("is shared by two processes: one renews it, the other uses the result", async () => {
    await f.signedIn();
    const [one, two] = [await f.restarted(), await f.restarted()];
    await f.clock.advance(hour);
    const [a, b] = await Promise.all([one.getToken(), two.getToken()]);
    expect(a).toEqual(b);
    expect(f.refreshes()).toBe(1);
  });
});

describe("an outage of the sign-in service", () => {
  it("is not a sign-in problem: the token stays in use, and requests pause", async () => {
    const signIn = await f.signedIn();
    const { token } = await signIn.getToken();
    f.outage = () => new Response("busy", { status: 503 });
    await f.clock.advance(56 * 60_000);
    for (let n = 0; n < 5; n++) expect((await signIn.getToken()).token).toBe(token);
    expect(f.refreshes()).toBe(1);
    await f.clock.advance(5 * 60_000);
    await expect(signIn.getToken()).rejects.toMatchObject({ code: "graph-unreachable" });
    expect(signIn.state.kind).toBe("signed-in");
    f.outage = undefined;
    await expect(signIn.getToken()).rejects.toMatchObject({ code: "graph-unreachable" });
    await f.clock.advance(15_000);
    expect(await f.accepts((await signIn.getToken()).token)).toBe(true);
    expect(f.refreshes()).toBe(3);
  });

  it.each([
    ["CERT_HAS_EXPIRED", "has expired"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "is self-signed"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "is for another name"],
  ])("whose certificate is wrong (%s) says so", async (code, what) => {
    const signIn = await f.signedIn();
    f.outage = () => Promise.reject(new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) }));
    for (const ask of [() => signIn.getToken({ forceRefresh: true }), () => signIn.beginDeviceCode()])
      await expect(ask()).rejects.toMatchObject({
        code: "graph-unreachable",
        message: expect.stringContaining(`The certificate of login.microsoftonline.com ${what} (${code}), so nothing was sent.`),
      });
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ["a lost network", () => Promise.reject(new TypeError("fetch failed"))],
    ["a captive portal's page", () => new Response("<html>log in to the hotel", { headers: { "content-type": "text/html" } })],
    ["a proxy's refusal", () => Response.json({ message: "no" }, { status: 403 })],
    [
      "an outage that Microsoft reports as status 400",
      () => Response.json({ error: "temporarily_unavailable", error_codes: [90033] }, { status: 400 }),
    ],
    ["no response", () => new Promise(() => {})],
  ])("is not mistaken for a refusal: %s", async (_, outage) => {
    const signIn = await f.signedIn();
    f.outage = outage;
    const asked = signIn.getToken({ forceRefresh: true });
    const refused = expect(asked).rejects.toMatchObject({ code: "graph-unreachable" });
    await expect.poll(() => f.refreshes()).toBe(1);
    await f.clock.advance(31_000, f.settle);
    await refused;
    expect(signIn.state.kind).toBe("signed-in");
  });

  it("by throttling pauses requests for as long as Retry-After says", async () => {
    const signIn = await f.signedIn();
    await f.clock.advance(hour);
    f.outage = () => new Response("<html>slow down", { status: 429, headers: { "retry-after": "119,4" } });
    const until = new Date(f.clock.now().getTime() + 120_000).toISOString();
    await expect(signIn.getToken()).rejects.toMatchObject({ code: "graph-throttled", details: { until } });
    f.outage = undefined;
    await f.clock.advance(119_000);
    await expect(signIn.getToken()).rejects.toMatchObject({ code: "graph-throttled" });
    await f.clock.advance(1_000);
    await signIn.getToken();
    expect(f.refreshes()).toBe(2);
  });
});
