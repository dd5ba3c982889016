import { describe, expect, it } from "vitest";
import { createHttpRig, type HttpRig, testUser } from "../../test/http-rig.fixture.ts";

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
      requestedSet: "all",
      userCode: expect.stringMatching(/^\w+$/),
      url: expect.stringMatching(/^http:\/\/emulated\//),
      expiresAt: expect.any(String),
    });
    expect((await rig.requestJson(path)).body).toEqual({ pending: body, last: null });
    rig.testHost.emulator.control.entra.approveDevice(body.userCode, testUser);
    // On a busy machine, the hub asks for the first time after the clock has moved.
    const pendingAfter = async () => {
      await rig.testHost.advance("5s");
      return (await rig.requestJson(path)).body.pending;
    };
    await expect.poll(pendingAfter, { interval: 1_000, timeout: 15_000 }).toBe(null);
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

  it("does not call a code of the hub one of Microsoft's", async () => {
    await using rig = await createHttpRig();
    rig.testHost.emulator.directory.addUser({ userPrincipalName: "grace@contoso.example", displayName: "Grace" });
    const { body } = await begin(rig, { method: "callback" });
    const result = rig.testHost.emulator.control.entra.signIn(body.url, { user: "grace@contoso.example" });
    const { status, page } = await openCallback(rig, (result as { redirect: string }).redirect);
    expect({ status, page }).toEqual({ status: 400, page: expect.stringContaining("A different user signed in.") });
    expect(page).not.toContain("Microsoft's error code");
  });

  it("works with read permissions only after consent was canceled, and says so to the person", async () => {
    await using rig = await createHttpRig({ signedOut: true });
    const { body } = await begin(rig, { method: "callback" });
    const { status, page } = await openCallback(rig, completeInBrowser(rig, body.url, "cancel"));
    expect(status).toBe(403);
    expect(page).toContain("The sign-in was canceled (home)");
    expect(page).toContain("or request fewer");
    expect((await rig.requestJson(path)).body.last).toMatchObject({ outcome: "cancelled", code: "AADSTS65004", cure: expect.any(String) });
    const reduced = (await begin(rig, { method: "callback", requestedSet: "read" })).body;
    expect(new URL(reduced.url).searchParams.get("scope")).not.toContain("Tasks.ReadWrite");
    await openCallback(rig, completeInBrowser(rig, reduced.url));
    expect((await rig.requestJson("/api/v1/accounts")).body.accounts[0]).toMatchObject({ state: "signed-in", requestedSet: "read" });
  });

  it("leaves no plugin with the problem that the account had before", async () => {
    await using rig = await createHttpRig({ signedOut: true, mode: "live" });
    await rig.testHost.advance("60s");
    const seen: unknown[] = [];
    rig.testHost.host.events.subscribe(({ type }) => {
      const { error, reason } = rig.testHost.account.status().plugins[0]!;
      seen.push([type, error, reason]);
    });
    const { body } = await begin(rig, { method: "callback" });
    await openCallback(rig, completeInBrowser(rig, body.url));
    await expect.poll(() => seen).toEqual([["account/signed-in", undefined, undefined]]);
  });

  it("says that an administrator must approve, and how to continue without approval", async () => {
    await using rig = await createHttpRig({ signedOut: true });
    rig.testHost.emulator.control.entra.setTenantPolicy("contoso.example", { adminOnlyScopes: ["Tasks.ReadWrite"] });
    const { body } = await begin(rig, { method: "callback" });
    const { status, page } = await openCallback(rig, completeInBrowser(rig, body.url, "cancel"));
    expect([status, page]).toEqual([403, expect.stringContaining("An administrator must approve (home)")]);
    expect(page).toContain("permissions that you can approve yourself");
    expect((await rig.requestJson(path)).body.last).toMatchObject({ outcome: "approval-required", code: "AADSTS90094" });
  });

  it("rejects invalid input", async () => {
    await using rig = await createHttpRig({ signedOut: true });
    expect((await begin(rig, { method: "telepathy" })).body).toMatchObject({ code: "input-invalid", errors: [{ pointer: "#/method" }] });
    expect((await begin(rig, { method: "callback", redirectUri: "nowhere" })).body.errors).toMatchObject([{ pointer: "#/redirectUri" }]);
    for (const redirectUri of [
      "javascript:alert(1)",
      "data:text/html,x",
      "file:///etc/passwd",
      "https://evil.example/auth/callback",
      "https://127.0.0.1.evil.example/",
      "http://user@evil.example/",
      "http://localhost:8365@evil.example/",
    ])
      expect([redirectUri, (await begin(rig, { method: "callback", redirectUri })).status]).toEqual([redirectUri, 400]);
    for (const redirectUri of ["http://localhost:5000/auth/callback", "http://127.0.0.1/x", "http://[::1]:8365/auth/callback"])
      expect([redirectUri, (await begin(rig, { method: "callback", redirectUri })).status]).toEqual([redirectUri, 200]);
    expect((await begin(rig, { method: "callback", requestedSet: "perhaps" })).status).toBe(400);
  });
});

describe("the callback page", () => {
  it("after an administrator's consent claims nothing that its address could be made to say", async () => {
    await using rig = await createHttpRig({ signedOut: true });
    const approved = await openCallback(rig, "http://localhost/auth/callback?admin_consent=True&tenant=contoso");
    expect([approved.status, approved.page]).toEqual([200, expect.stringContaining("If an administrator has approved")]);
    const refused = await openCallback(
      rig,
      "http://localhost/auth/callback?admin_consent=True&error=access_denied&error_description=<script>x",
    );
    expect(refused).toEqual(approved);
    for (const query of ["", "?code=abc&state=<b>", "?error=server_error"])
      expect((await openCallback(rig, `http://localhost/auth/callback${query}`)).status).toBe(410);
  });
});
