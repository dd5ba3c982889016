import { describe, expect, it } from "vitest";
import { createHttpRig, type HttpRig, testUser } from "../http-rig.fixture.ts";

const path = "/api/v1/accounts/home/sign-in";
const begin = (rig: HttpRig, body: object) => rig.requestJson(path, { method: "POST", body });
/** The test user signs in at `url`. Returns the address to which Microsoft redirects the browser. */
const completeInBrowser = (rig: HttpRig, url: string, decision: "accept" | "cancel" = "accept"): string => {
  const result = rig.testHost.emulator.control.entra.signIn(url, { user: testUser, decision });
  if (!("redirect" in result)) throw new Error(`The browser stopped at ${result.page}.`);
  return result.redirect;
};
const openCallback = async (rig: HttpRig, address: string) => {
  const { pathname, search } = new URL(address);
  const response = await rig.request(pathname + search, { token: null });
  return { status: response.status, page: await response.text(), headers: response.headers };
};

describe("signing in over HTTP", () => {
  it("works with a device code: shows the code, follows the sign-in, and reports the result", async () => {
    await using rig = await createHttpRig({ signedOut: true }, { browserUrl: (url) => url.replace("https://", "http://emulated/") });
    expect((await rig.requestJson(path)).body).toEqual({ pending: null, last: null });
    const { status, body } = await begin(rig, { method: "device-code" });
    expect(status).toBe(200);
    expect(body).toEqual({
      method: "device-code",
      userCode: expect.stringMatching(/^\w+$/),
      url: expect.stringMatching(/^http:\/\/emulated\//),
      expiresAt: expect.any(String),
    });
    expect((await rig.requestJson(path)).body).toEqual({ pending: body, last: null });
    rig.testHost.emulator.control.entra.approveDevice(body.userCode, testUser);
    await rig.testHost.advance("10s");
    await expect.poll(async () => (await rig.requestJson(path)).body.pending).toBe(null);
    expect((await rig.requestJson(path)).body).toEqual({
      pending: null,
      last: { outcome: "signed-in", username: testUser, missing: [], at: expect.any(String) },
    });
    expect((await rig.requestJson("/api/v1/accounts")).body.accounts[0].state).toBe("signed-in");
  });

  it("replaces a pending device code with a new one, which can be canceled", async () => {
    await using rig = await createHttpRig({ signedOut: true });
    const first = (await begin(rig, { method: "device-code" })).body;
    const second = (await begin(rig, { method: "device-code" })).body;
    expect(second.userCode).not.toBe(first.userCode);
    await rig.testHost.advance("10s");
    expect((await rig.requestJson(path)).body).toEqual({ pending: second, last: null });
    expect((await rig.request(path, { method: "DELETE" })).status).toBe(204);
    expect((await rig.requestJson(path)).body.pending).toBe(null);
  });

  it("works by callback: the page completes the sign-in, and contains neither the code nor a script", async () => {
    await using rig = await createHttpRig({ signedOut: true });
    const { body } = await begin(rig, { method: "callback" });
    expect(body).toMatchObject({ method: "callback", redirectUri: "http://localhost:8365/auth/callback" });
    const address = completeInBrowser(rig, body.url);
    const { status, page, headers } = await openCallback(rig, address);
    expect(status).toBe(200);
    expect(page).toContain("You are signed in (home)");
    expect(page).not.toContain(new URL(address).searchParams.get("code"));
    expect(page).not.toContain("<script");
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /);
    expect((await rig.requestJson(path)).body.last).toMatchObject({ outcome: "signed-in" });
    const repeated = await openCallback(rig, address);
    expect([repeated.status, repeated.page]).toEqual([410, expect.stringMatching(/No sign-in to complete.*already finished/)]);
  });

  it("redirects to publicUrl if that is https", async () => {
    await using rig = await createHttpRig({ signedOut: true }, { publicUrl: "https://casement.example" });
    expect((await begin(rig, { method: "callback" })).body.redirectUri).toBe("https://casement.example/auth/callback");
  });

  it("works by pasting the address at which the browser ended", async () => {
    await using rig = await createHttpRig({ signedOut: true });
    const { body } = await begin(rig, { method: "paste" });
    expect(body.redirectUri).toBe("http://localhost/auth/callback");
    const url = completeInBrowser(rig, body.url);
    expect(await rig.requestJson(`${path}/complete`, { method: "POST", body: { url } })).toEqual({
      status: 200,
      body: { outcome: "signed-in", username: testUser, missing: [] },
    });
    expect((await rig.requestJson(`${path}/complete`, { method: "POST", body: { url } })).body.code).toBe("sign-in-expired");
    expect((await rig.requestJson(`${path}/complete`, { method: "POST", body: {} })).body.errors).toEqual([
      { pointer: "#/url", detail: "is required" },
    ]);
  });

  it("works without updates after consent was canceled, and says so to the person", async () => {
    await using rig = await createHttpRig({ signedOut: true });
    const { body } = await begin(rig, { method: "callback" });
    const { status, page } = await openCallback(rig, completeInBrowser(rig, body.url, "cancel"));
    expect(status).toBe(403);
    expect(page).toContain("The sign-in was canceled (home)");
    expect(page).toContain("sign in without updates");
    expect((await rig.requestJson(path)).body.last).toMatchObject({ outcome: "cancelled", code: "AADSTS65004", cure: expect.any(String) });
    const withoutUpdates = (await begin(rig, { method: "callback", withoutUpdates: true })).body;
    expect(new URL(withoutUpdates.url).searchParams.get("scope")).not.toContain("Tasks.ReadWrite");
    await openCallback(rig, completeInBrowser(rig, withoutUpdates.url));
    expect((await rig.requestJson("/api/v1/accounts")).body.accounts[0]).toMatchObject({ state: "signed-in", updatesDeclined: true });
  });

  it("says that an administrator must approve, and how to continue without approval", async () => {
    await using rig = await createHttpRig({ signedOut: true });
    rig.testHost.emulator.control.entra.setTenantPolicy("contoso.example", { adminOnlyScopes: ["Tasks.ReadWrite"] });
    const { body } = await begin(rig, { method: "callback" });
    const { status, page } = await openCallback(rig, completeInBrowser(rig, body.url, "cancel"));
    expect([status, page]).toEqual([403, expect.stringContaining("An administrator must approve (home)")]);
    expect(page).toContain("sign in without updates");
    expect((await rig.requestJson(path)).body.last).toMatchObject({ outcome: "approval-required", code: "AADSTS90094" });
  });

  it("rejects invalid input", async () => {
    await using rig = await createHttpRig({ signedOut: true });
    expect((await begin(rig, { method: "telepathy" })).body).toMatchObject({ code: "input-invalid", errors: [{ pointer: "#/method" }] });
    expect((await begin(rig, { method: "callback", redirectUri: "nowhere" })).body.errors).toMatchObject([{ pointer: "#/redirectUri" }]);
    expect((await begin(rig, { method: "callback", withoutUpdates: "perhaps" })).status).toBe(400);
  });
});

describe("the callback page", () => {
  it("shows the administrator's decision, and escapes markup", async () => {
    await using rig = await createHttpRig({ signedOut: true });
    const approved = await openCallback(rig, "http://localhost/auth/callback?admin_consent=True&tenant=contoso");
    expect([approved.status, approved.page]).toEqual([200, expect.stringContaining("The permissions are approved")]);
    const refused = await openCallback(
      rig,
      "http://localhost/auth/callback?admin_consent=True&error=access_denied&error_description=<script>x",
    );
    expect([refused.status, refused.page]).toEqual([403, expect.stringContaining("The permissions were not approved")]);
    expect(refused.page).not.toContain("<script");
    for (const query of ["", "?code=abc&state=<b>", "?error=server_error"])
      expect((await openCallback(rig, `http://localhost/auth/callback${query}`)).status).toBe(410);
  });
});
