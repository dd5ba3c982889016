import {
  ConfidentialClientApplication,
  CryptoProvider,
  type ICachePlugin,
  type INetworkModule,
  InteractionRequiredAuthError,
  type NetworkRequestOptions,
  PublicClientApplication,
} from "@azure/msal-node";
import { describe, expect, test } from "vitest";
import { type ContosoTenant, createContoso, loginOrigin, publicAppId, webAppSecret, webAppId } from "./entra.fixture.ts";

/** The wire: msal's requests go to the emulator in this process. */
function wire({ fetch }: ContosoTenant): INetworkModule {
  const send = async (method: string, url: string, options: NetworkRequestOptions = {}): Promise<any> => {
    const response = await fetch(new Request(url, { method, headers: options.headers ?? {}, body: options.body ?? null }));
    return { headers: Object.fromEntries(response.headers), body: await response.json(), status: response.status };
  };
  return {
    sendGetRequestAsync: (url, options) => send("GET", url, options),
    sendPostRequestAsync: (url, options) => send("POST", url, options),
  };
}

function disk(): ICachePlugin {
  let text = "";
  return {
    beforeCacheAccess: async (cache) => void (text && cache.tokenCache.deserialize(text)),
    afterCacheAccess: async (cache) => {
      if (cache.cacheHasChanged) text = cache.tokenCache.serialize();
    },
  };
}

const scopes = ["User.Read", "calendars.read"];
const authorityOf = (segment: string) => `${loginOrigin}/${segment}`;

function confidential(house: ContosoTenant, cachePlugin: ICachePlugin, authority = "organizations") {
  const auth = { clientId: webAppId, clientSecret: webAppSecret, authority: authorityOf(authority) };
  return new ConfidentialClientApplication({ auth, cache: { cachePlugin }, system: { networkClient: wire(house) } });
}

async function signIn(house: ContosoTenant, app: ConfidentialClientApplication | PublicClientApplication, user: string) {
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
  const request = { scopes, redirectUri: "http://localhost:8365/auth/callback" };
  const url = await app.getAuthCodeUrl({ ...request, codeChallenge: challenge, codeChallengeMethod: "S256", state: "xyz", nonce: "n-1" });
  const result = house.entra.control.signIn(url, { user });
  if (!("redirect" in result)) throw new Error(result.message ?? result.page);
  const back = new URL(result.redirect).searchParams;
  expect(back.get("state")).toBe("xyz");
  const code = back.get("code") ?? "";
  // msal 7 checks the nonce of the id token against the request's.
  return app.acquireTokenByCode({ ...request, code, codeVerifier: verifier, nonce: "n-1" });
}

describe("msal-node signs in", () => {
  test("by code and PKCE as a confidential client, then silently from a serialized cache", async () => {
    const house = createContoso();
    const cache = disk();
    const result = await signIn(house, confidential(house, cache), "ada@contoso.example");
    expect(result.scopes.toSorted()).toEqual(["Calendars.Read", "User.Read", "email", "openid", "profile"]);
    expect(result.account).toMatchObject({ username: "ada@contoso.example", tenantId: house.ada.tenantId, localAccountId: house.ada.id });
    expect(result.idTokenClaims).toMatchObject({ nonce: "n-1", aud: webAppId });
    expect(house.entra.verifyAccessToken(result.accessToken)).toMatchObject({ ok: true, user: house.ada, clientId: webAppId });

    const later = confidential(house, cache);
    const account = (await later.getTokenCache().getAccountByHomeId(result.account!.homeAccountId))!;
    const cached = await later.acquireTokenSilent({ account, scopes });
    expect([cached.fromCache, cached.accessToken]).toEqual([true, result.accessToken]);
    const fresh = await later.acquireTokenSilent({ account, scopes, forceRefresh: true });
    expect(fresh.accessToken).not.toBe(result.accessToken);
    expect(house.entra.verifyAccessToken(fresh.accessToken).ok).toBe(true);
  });

  test("by code and PKCE as a public client without a secret", async () => {
    const house = createContoso();
    const auth = { clientId: publicAppId, authority: authorityOf("contoso.example") };
    const app = new PublicClientApplication({ auth, system: { networkClient: wire(house) } });
    expect((await signIn(house, app, "ada@contoso.example")).account?.username).toBe("ada@contoso.example");
  });

  test("by device code", async () => {
    const house = createContoso();
    const app = new PublicClientApplication({
      auth: { clientId: publicAppId, authority: authorityOf("organizations") },
      system: { networkClient: wire(house) },
    });
    const result = await app.acquireTokenByDeviceCode({
      scopes,
      deviceCodeCallback: ({ userCode, verificationUri }) => {
        expect(verificationUri).toBe(`${loginOrigin}/devicelogin`);
        expect(house.entra.control.approveDevice(userCode, "ada@contoso.example")).toEqual({ approved: true });
      },
    });
    expect(result?.scopes).toContain("Calendars.Read");
  });

  test("by device code that is declined: refused", async () => {
    const house = createContoso();
    const app = new PublicClientApplication({
      auth: { clientId: publicAppId, authority: authorityOf("organizations") },
      system: { networkClient: wire(house) },
    });
    const declined = app.acquireTokenByDeviceCode({
      scopes,
      deviceCodeCallback: ({ userCode }) => house.entra.control.denyDevice(userCode),
    });
    await expect(declined).rejects.toThrow(/authorization_declined/);
  });

  test("with a personal account through consumers, refresh included", async () => {
    const house = createContoso();
    const app = confidential(house, disk(), "consumers");
    const { account } = await signIn(house, app, "pat@outlook.example");
    expect(account?.tenantId).toBe("9188040d-6c67-4c5b-b112-36a304b66dad");
    expect((await app.acquireTokenSilent({ account: account!, scopes, forceRefresh: true })).fromCache).toBe(false);
  });
});

describe("msal-node is refused at refresh", () => {
  const refreshed = async (authority: string, user: string, meanwhile: (house: ContosoTenant) => void) => {
    const house = createContoso();
    const app = confidential(house, disk(), authority);
    const { account } = await signIn(house, app, user);
    meanwhile(house);
    return app.acquireTokenSilent({ account: account!, scopes, forceRefresh: true }).then(
      () => expect.unreachable(),
      (error) => error,
    );
  };

  test("after consent was revoked", async () => {
    const error = await refreshed("organizations", "ada@contoso.example", ({ entra }) =>
      entra.control.revoke("ada@contoso.example", webAppId),
    );
    expect(error).toBeInstanceOf(InteractionRequiredAuthError);
    expect(error).toMatchObject({ errorCode: "invalid_grant", subError: "consent_required" });
    expect(error.message).toContain("AADSTS65001");
  });

  test("after one of the permissions asked for was revoked", async () => {
    const error = await refreshed("organizations", "ada@contoso.example", ({ entra }) =>
      entra.control.revoke("ada@contoso.example", webAppId, ["Calendars.Read"]),
    );
    expect(error.message).toContain("AADSTS65001");
  });

  test("after the secret expired", async () => {
    const error = await refreshed("organizations", "ada@contoso.example", ({ entra }) => entra.control.expireSecrets(webAppId));
    expect(error).toMatchObject({ errorCode: "invalid_client" });
    expect(error.message).toContain("AADSTS7000222");
  });

  test("when conditional access wants more", async () => {
    const error = await refreshed("organizations", "ada@contoso.example", ({ entra }) => entra.control.failToken({ code: 50076 }));
    expect(error).toBeInstanceOf(InteractionRequiredAuthError);
    expect(error.message).toContain("AADSTS50076");
  });

  test("with a personal account that signed in through common", async () => {
    const error = await refreshed("common", "pat@outlook.example", () => {});
    expect(error.message).toContain("AADSTS70000");
  });
});
