import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { appSecret, clientId, createEntraFixture, type EntraFixture, redirectUri } from "../../test/auth/entra.fixture.ts";

let f: EntraFixture;
beforeEach(() => {
  f = createEntraFixture();
});
afterEach(() => f.dispose());

describe("consent", () => {
  it("can be declined by the user", async () => {
    const signIn = f.createSignIn({ clientSecret: appSecret });
    const address = f.signInWithBrowser(await signIn.beginCallback({ redirectUri }), "ada@contoso.example", "cancel");
    expect(await signIn.completeCallback(address)).toMatchObject({ outcome: "cancelled", code: "AADSTS65004" });
  });

  it("that needs an administrator can be replaced by one with fewer, and completed by one sign-in after the approval", async () => {
    f.entra.setTenantPolicy("contoso.example", { adminOnlyScopes: ["Calendars.ReadWrite"] });
    const all = ["User.Read", "offline_access", "Calendars.Read", "Calendars.ReadWrite"];
    f.scopes = all;
    const signIn = f.createSignIn({ clientSecret: appSecret });
    const blocked = f.signInWithBrowser(await signIn.beginCallback({ redirectUri }), "ada@contoso.example", "cancel");
    expect(await signIn.completeCallback(blocked)).toMatchObject({ outcome: "approval-required", code: "AADSTS90094" });
    f.scopes = all.slice(0, 3);
    expect(await f.signIn(signIn)).toMatchObject({ outcome: "signed-in", granted: ["Calendars.Read", "User.Read", "offline_access"] });
    f.entra.grant("contoso.example", clientId, ["Calendars.ReadWrite"]);
    f.scopes = all;
    expect(await f.signIn(signIn)).toMatchObject({ outcome: "signed-in", granted: expect.arrayContaining(all), missing: [] });
    expect(f.granted.at(-1)).toEqual({ granted: [...all].sort(), lost: [] });
  });

  it("on the administrator's page is recognized", async () => {
    expect(await f.createSignIn().completeCallback(`${redirectUri}?admin_consent=True&tenant=x`)).toEqual({ outcome: "approved" });
  });
});

describe("the signed-in user", () => {
  it("must be the previous user until the account is logged out", async () => {
    const signIn = f.createSignIn({ clientSecret: appSecret });
    await f.signIn(signIn);
    expect(await f.signIn(signIn, "bob@contoso.example")).toMatchObject({
      outcome: "failed",
      code: "other-user",
      cure: expect.stringContaining("casement logout home"),
    });
    expect(signIn.state).toMatchObject({ kind: "signed-in", identity: { username: "ada@contoso.example" } });
    await signIn.logout();
    expect(signIn.state).toEqual({ kind: "signed-out", reason: undefined });
    expect(await f.signIn(signIn, "bob@contoso.example")).toMatchObject({ outcome: "signed-in" });
  });
});
