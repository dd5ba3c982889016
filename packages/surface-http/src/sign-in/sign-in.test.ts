import { describe, expect, it } from "vitest";
import { ada, type TestHttp, testHttp } from "../http.fixture.ts";

const path = "/api/v1/accounts/home/sign-in";
const begin = (h: TestHttp, body: object) => h.json(path, { method: "POST", body });
/** Where ada's clicks lead. */
const clicks = (h: TestHttp, url: string, decision: "accept" | "cancel" = "accept"): string => {
  const result = h.t.emulator.control.entra.signIn(url, { user: ada, decision });
  if (!("redirect" in result)) throw new Error(`The browser stopped at ${result.page}.`);
  return result.redirect;
};
const callback = async (h: TestHttp, address: string) => {
  const { pathname, search } = new URL(address);
  const response = await h.ask(pathname + search, { as: null });
  return { status: response.status, page: await response.text(), headers: response.headers };
};

describe("signing in over HTTP", () => {
  it("by device code: shows it, follows it, tells the end", async () => {
    await using h = await testHttp({ signedOut: true }, { browserUrl: (url) => url.replace("https://", "http://emulated/") });
    expect((await h.json(path)).body).toEqual({ pending: null, last: null });
    const { status, body } = await begin(h, { method: "device-code" });
    expect(status).toBe(200);
    expect(body).toEqual({
      method: "device-code",
      userCode: expect.stringMatching(/^\w+$/),
      url: expect.stringMatching(/^http:\/\/emulated\//),
      expiresAt: expect.any(String),
    });
    expect((await h.json(path)).body).toEqual({ pending: body, last: null });
    h.t.emulator.control.entra.approveDevice(body.userCode, ada);
    await h.t.advance("10s");
    await expect.poll(async () => (await h.json(path)).body.pending).toBe(null);
    expect((await h.json(path)).body).toEqual({
      pending: null,
      last: { outcome: "signed-in", username: ada, missing: [], at: expect.any(String) },
    });
    expect((await h.json("/api/v1/accounts")).body.accounts[0].state).toBe("signed-in");
  });

  it("a new device code takes the place of the one before; it can be given up", async () => {
    await using h = await testHttp({ signedOut: true });
    const first = (await begin(h, { method: "device-code" })).body;
    const second = (await begin(h, { method: "device-code" })).body;
    expect(second.userCode).not.toBe(first.userCode);
    await h.t.advance("10s");
    expect((await h.json(path)).body).toEqual({ pending: second, last: null });
    expect((await h.ask(path, { method: "DELETE" })).status).toBe(204);
    expect((await h.json(path)).body.pending).toBe(null);
  });

  it("by callback: the page ends the sign-in, shows no code and runs no script", async () => {
    await using h = await testHttp({ signedOut: true });
    const { body } = await begin(h, { method: "callback" });
    expect(body).toMatchObject({ method: "callback", redirectUri: "http://localhost:8365/auth/callback" });
    const address = clicks(h, body.url);
    const { status, page, headers } = await callback(h, address);
    expect(status).toBe(200);
    expect(page).toContain("You are signed in (home)");
    expect(page).not.toContain(new URL(address).searchParams.get("code"));
    expect(page).not.toContain("<script");
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /);
    expect((await h.json(path)).body.last).toMatchObject({ outcome: "signed-in" });
    const repeated = await callback(h, address);
    expect([repeated.status, repeated.page]).toEqual([410, expect.stringMatching(/nothing to finish here.*already finished/)]);
  });

  it("goes back to publicUrl where it is https", async () => {
    await using h = await testHttp({ signedOut: true }, { publicUrl: "https://casement.example" });
    expect((await begin(h, { method: "callback" })).body.redirectUri).toBe("https://casement.example/auth/callback");
  });

  it("by paste: the address where the browser ended", async () => {
    await using h = await testHttp({ signedOut: true });
    const { body } = await begin(h, { method: "paste" });
    expect(body.redirectUri).toBe("http://localhost/auth/callback");
    const url = clicks(h, body.url);
    expect(await h.json(`${path}/complete`, { method: "POST", body: { url } })).toEqual({
      status: 200,
      body: { outcome: "signed-in", username: ada, missing: [] },
    });
    expect((await h.json(`${path}/complete`, { method: "POST", body: { url } })).body.code).toBe("sign-in-expired");
    expect((await h.json(`${path}/complete`, { method: "POST", body: {} })).body.errors).toEqual([
      { pointer: "#/url", detail: "is missing" },
    ]);
  });

  it("without updates when consent was cancelled, and says so to the person", async () => {
    await using h = await testHttp({ signedOut: true });
    const { body } = await begin(h, { method: "callback" });
    const { status, page } = await callback(h, clicks(h, body.url, "cancel"));
    expect(status).toBe(403);
    expect(page).toContain("The sign-in was cancelled (home)");
    expect(page).toContain("sign in without updates");
    expect((await h.json(path)).body.last).toMatchObject({ outcome: "cancelled", code: "AADSTS65004", cure: expect.any(String) });
    const less = (await begin(h, { method: "callback", withoutUpdates: true })).body;
    expect(new URL(less.url).searchParams.get("scope")).not.toContain("Tasks.ReadWrite");
    await callback(h, clicks(h, less.url));
    expect((await h.json("/api/v1/accounts")).body.accounts[0]).toMatchObject({ state: "signed-in", updatesDeclined: true });
  });

  it("says when only an administrator may approve, and how to go on without", async () => {
    await using h = await testHttp({ signedOut: true });
    h.t.emulator.control.entra.setTenantPolicy("contoso.example", { adminOnlyScopes: ["Tasks.ReadWrite"] });
    const { body } = await begin(h, { method: "callback" });
    const { status, page } = await callback(h, clicks(h, body.url, "cancel"));
    expect([status, page]).toEqual([403, expect.stringContaining("An administrator has to approve (home)")]);
    expect(page).toContain("sign in without updates");
    expect((await h.json(path)).body.last).toMatchObject({ outcome: "approval-required", code: "AADSTS90094" });
  });

  it("refuses what it does not know", async () => {
    await using h = await testHttp({ signedOut: true });
    expect((await begin(h, { method: "telepathy" })).body).toMatchObject({ code: "input-invalid", errors: [{ pointer: "#/method" }] });
    expect((await begin(h, { method: "callback", redirectUri: "nowhere" })).body.errors).toMatchObject([{ pointer: "#/redirectUri" }]);
    expect((await begin(h, { method: "callback", withoutUpdates: "perhaps" })).status).toBe(400);
  });
});

describe("the callback page", () => {
  it("takes the administrator's answer, and nobody's markup", async () => {
    await using h = await testHttp({ signedOut: true });
    const approved = await callback(h, "http://localhost/auth/callback?admin_consent=True&tenant=contoso");
    expect([approved.status, approved.page]).toEqual([200, expect.stringContaining("The permissions are approved")]);
    const refused = await callback(h, "http://localhost/auth/callback?admin_consent=True&error=access_denied&error_description=<script>x");
    expect([refused.status, refused.page]).toEqual([403, expect.stringContaining("The permissions are not approved")]);
    expect(refused.page).not.toContain("<script");
    for (const query of ["", "?code=abc&state=<b>", "?error=server_error"])
      expect((await callback(h, `http://localhost/auth/callback${query}`)).status).toBe(410);
  });
});
