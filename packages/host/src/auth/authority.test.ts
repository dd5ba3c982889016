import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { appSecret, clientId, createEntraFixture, type EntraFixture } from "../../test/auth/entra.fixture.ts";
import { authorityOf, type Cloud, grantedScopesOf, toRequestedScopes } from "./authority.ts";

let f: EntraFixture;
beforeEach(() => {
  f = createEntraFixture();
});
afterEach(() => f.dispose());

describe("the authority", () => {
  it("depends on the account's type and cloud, and is never common", () => {
    expect(authorityOf("work").url).toBe("https://login.microsoftonline.com/organizations");
    expect(authorityOf("personal").url).toBe("https://login.microsoftonline.com/consumers");
    expect(authorityOf("contoso.example", "usgov")).toEqual({
      url: "https://login.microsoftonline.us/contoso.example",
      graph: "https://graph.microsoft.us",
      tenant: "contoso.example",
    });
    expect(authorityOf("work", "usgov-dod").graph).toBe("https://dod-graph.microsoft.us");
    expect(authorityOf("work", "china").graph).toBe("https://microsoftgraph.chinacloudapi.cn");
  });

  it.each<[string, Cloud, string]>([
    ["work", "global", "ada@contoso.example"],
    ["personal", "global", "cat@outlook.example"],
    ["contoso.example", "global", "ada@contoso.example"],
    ["work", "usgov", "ada@contoso.example"],
    ["work", "usgov-dod", "ada@contoso.example"],
    ["work", "china", "ada@contoso.example"],
  ])("needs no discovery for %s in %s: only the sign-in's requests are sent", async (accountType, cloud, user) => {
    f.directory.registerApp({ clientId, redirectUris: { publicClient: ["http://localhost/auth/callback"] } });
    const signIn = f.createSignIn({ accountType, cloud });
    expect(await f.signIn(signIn, user)).toMatchObject({
      outcome: "signed-in",
      granted: ["Calendars.Read", "User.Read", "offline_access"],
    });
    await signIn.getToken({ forceRefresh: true });
    expect(f.requests).toEqual(["POST token authorization_code", "POST token refresh_token"]);
    expect(signIn.state).toMatchObject({ granted: ["Calendars.Read", "User.Read", "offline_access"] });
  });
});

it("Graph accepts the renewed token of a personal account where it refuses renewals that name permissions without Graph's address", async () => {
  f.entra.settings.bareScopesAtPersonalRefresh = "unusable";
  const signIn = f.createSignIn({ accountType: "personal", clientSecret: appSecret });
  await f.signIn(signIn, "cat@outlook.example");
  expect(await f.accepts((await signIn.getToken({ forceRefresh: true })).token)).toBe(true);
  expect(signIn.state).toMatchObject({ granted: ["Calendars.Read", "User.Read", "offline_access"] });
});

describe("permission names", () => {
  it("carry Graph's origin in national clouds and for personal accounts, and are plain for work accounts of the global cloud", () => {
    const scopes = ["User.Read", "offline_access"];
    expect(toRequestedScopes(scopes, authorityOf("work"))).toEqual(["User.Read"]);
    expect(toRequestedScopes(scopes, authorityOf("personal"))).toEqual(["https://graph.microsoft.com/User.Read"]);
    expect(toRequestedScopes(scopes, authorityOf("work", "china"))).toEqual(["https://microsoftgraph.chinacloudapi.cn/User.Read"]);
  });

  it("in a token response lose the origin and OpenID's scopes, and are spelled as requested", () => {
    const scopes = ["https://graph.microsoft.com/mail.read", "openid", "profile", "email", "USER.READ", "Files.Read"];
    expect(grantedScopesOf(scopes, ["Mail.Read", "User.Read"], true)).toEqual(["Files.Read", "Mail.Read", "User.Read", "offline_access"]);
    expect(grantedScopesOf(["offline_access"], [], false)).toEqual([]);
  });
});
