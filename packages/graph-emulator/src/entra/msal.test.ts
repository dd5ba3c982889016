import {
  ConfidentialClientApplication,
  CryptoProvider,
  type ICachePlugin,
  InteractionRequiredAuthError,
  PublicClientApplication,
} from "@azure/msal-node";
import { describe, expect, test } from "vitest";
import { type ContosoTenant, createContoso, loginOrigin, publicAppId, webAppId, webAppSecret } from "../../test/entra/entra.fixture.ts";
import { createMemoryCache, createNetworkModule } from "../../test/entra/msal.fixture.ts";

const scopes = ["User.Read", "calendars.read"];
const authorityOf = (segment: string) => `${loginOrigin}/${segment}`;

function confidential(contoso: ContosoTenant, cachePlugin: ICachePlugin, authority = "organizations") {
  const auth = { clientId: webAppId, clientSecret: webAppSecret, authority: authorityOf(authority) };
  return new ConfidentialClientApplication({ auth, cache: { cachePlugin }, system: { networkClient: createNetworkModule(contoso) } });
}

async function signIn(contoso: ContosoTenant, app: ConfidentialClientApplication | PublicClientApplication, user: string) {
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
  const request = { scopes, redirectUri: "http://localhost:8365/auth/callback" };
  const url = await app.getAuthCodeUrl({ ...request, codeChallenge: challenge, codeChallengeMethod: "S256", state: "xyz", nonce: "n-1" });
  const result = contoso.entra.control.signIn(url, { user });
  if (!("redirect" in result)) throw new Error(result.message ?? result.page);
  const back = new URL(result.redirect).searchParams;
  expect(back.get("state")).toBe("xyz");
  const code = back.get("code") ?? "";
  // msal 7 compares the nonce of the ID token with that of the request.
  return app.acquireTokenByCode({ ...request, code, codeVerifier: verifier, nonce: "n-1" });
}

describe("msal-node signs in", () => {
  test("with code and PKCE as a confidential client, then silently from a serialized cache", async () => {
    const contoso = createContoso();
    const cache = createMemoryCache();
    const result = await signIn(contoso, confidential(contoso, cache), "ada@contoso.example");
    expect(result.scopes.toSorted()).toEqual(["Calendars.Read", "User.Read", "email", "openid", "profile"]);
    expect(result.account).toMatchObject({
      username: "ada@contoso.example",
      tenantId: contoso.ada.tenantId,
      localAccountId: contoso.ada.id,
    });
    expect(result.idTokenClaims).toMatchObject({ nonce: "n-1", aud: webAppId });
    expect(contoso.entra.verifyAccessToken(result.accessToken)).toMatchObject({ ok: true, user: contoso.ada, clientId: webAppId });

    const later = confidential(contoso, cache);
    const account = (await later.getTokenCache().getAccountByHomeId(result.account!.homeAccountId))!;
    const cached = await later.acquireTokenSilent({ account, scopes });
    expect([cached.fromCache, cached.accessToken]).toEqual([true, result.accessToken]);
    const fresh = await later.acquireTokenSilent({ account, scopes, forceRefresh: true });
    expect(fresh.accessToken).not.toBe(result.accessToken);
    expect(contoso.entra.verifyAccessToken(fresh.accessToken).ok).toBe(true);
  });

  test("with code and PKCE as a public client without a secret", async () => {
    const contoso = createContoso();
    const auth = { clientId: publicAppId, authority: authorityOf("contoso.example") };
    const app = new PublicClientApplication({ auth, system: { networkClient: createNetworkModule(contoso) } });
    expect((await signIn(contoso, app, "ada@contoso.example")).account?.username).toBe("ada@contoso.example");
  });

  test("with a device code", async () => {
    const contoso = createContoso();
    const app = new PublicClientApplication({
      auth: { clientId: publicAppId, authority: authorityOf("organizations") },
      system: { networkClient: createNetworkModule(contoso) },
    });
    const result = await app.acquireTokenByDeviceCode({
      scopes,
      deviceCodeCallback: ({ userCode, verificationUri }) => {
        expect(verificationUri).toBe(`${loginOrigin}/devicelogin`);
        expect(contoso.entra.control.approveDevice(userCode, "ada@contoso.example")).toEqual({ approved: true });
      },
    });
    expect(result?.scopes).toContain("Calendars.Read");
  });

  test("not with a declined device code", async () => {
    const contoso = createContoso();
    const app = new PublicClientApplication({
      auth: { clientId: publicAppId, authority: authorityOf("organizations") },
      system: { networkClient: createNetworkModule(contoso) },
    });
    const declined = app.acquireTokenByDeviceCode({
      scopes,
      deviceCodeCallback: ({ userCode }) => contoso.entra.control.denyDevice(userCode),
    });
    await expect(declined).rejects.toThrow(/authorization_declined/);
  });

  test("with a personal account through consumers, including refresh", async () => {
    const contoso = createContoso();
    const app = confidential(contoso, createMemoryCache(), "consumers");
    const { account } = await signIn(contoso, app, "pat@outlook.example");
    expect(account?.tenantId).toBe("9188040d-6c67-4c5b-b112-36a304b66dad");
    expect((await app.acquireTokenSilent({ account: account!, scopes, forceRefresh: true })).fromCache).toBe(false);
  });
});

describe("msal-node cannot refresh", () => {
  const refreshAfter = async (authority: string, user: string, change: (contoso: ContosoTenant) => void) => {
    const contoso = createContoso();
    const app = confidential(contoso, createMemoryCache(), authority);
    const { account } = await signIn(contoso, app, user);
    change(contoso);
    return app.acquireTokenSilent({ account: account!, scopes, forceRefresh: true }).then(
      () => expect.unreachable(),
      (error) => error,
    );
  };

  test("after consent was revoked", async () => {
    const error = await refreshAfter("organizations", "ada@contoso.example", ({ entra }) =>
      entra.control.revoke("ada@contoso.example", webAppId),
    );
    expect(error).toBeInstanceOf(InteractionRequiredAuthError);
    expect(error).toMatchObject({ errorCode: "invalid_grant", subError: "consent_required" });
    expect(error.message).toContain("AADSTS65001");
  });

  test("after one of the requested permissions was revoked", async () => {
    const error = await refreshAfter("organizations", "ada@contoso.example", ({ entra }) =>
      entra.control.revoke("ada@contoso.example", webAppId, ["Calendars.Read"]),
    );
    expect(error.message).toContain("AADSTS65001");
  });

  test("after the secret expired", async () => {
    const error = await refreshAfter("organizations", "ada@contoso.example", ({ entra }) => entra.control.expireSecrets(webAppId));
    expect(error).toMatchObject({ errorCode: "invalid_client" });
    expect(error.message).toContain("AADSTS7000222");
  });

  test("when conditional access requires more", async () => {
    const error = await refreshAfter("organizations", "ada@contoso.example", ({ entra }) => entra.control.failToken({ code: 50076 }));
    expect(error).toBeInstanceOf(InteractionRequiredAuthError);
    expect(error.message).toContain("AADSTS50076");
  });

  test("with a personal account that signed in through common", async () => {
    const error = await refreshAfter("common", "pat@outlook.example", () => {});
    expect(error.message).toContain("AADSTS70000");
  });
});
