import { PublicClientApplication } from "@azure/msal-node";
import { expect, test } from "vitest";
import { createNetworkModule } from "../../test/entra/msal.fixture.ts";
import { createTestGraph, graphRoot, testUsers } from "../../test/test-graph.fixture.ts";

const { ada, ben } = testUsers;
const redirectUri = "http://localhost/back";

/** Signs Ada in with msal. `capabilities` are what the client can handle. */
async function signIn(capabilities: string[]) {
  const { emulator } = createTestGraph();
  const { fetch, control } = emulator;
  const app = new PublicClientApplication({
    auth: {
      clientId: "22222222-2222-4222-8222-222222222222",
      authority: "https://login.microsoftonline.com/organizations",
      clientCapabilities: capabilities,
    },
    system: { networkClient: createNetworkModule({ fetch }) },
  });
  const request = { scopes: ["User.Read"], redirectUri };
  const result = control.entra.signIn(await app.getAuthCodeUrl(request), { user: ada });
  const code = "redirect" in result ? new URL(result.redirect).searchParams.get("code")! : "";
  const { account, accessToken } = await app.acquireTokenByCode({ ...request, code });
  const getMe = (token: string) => fetch(`${graphRoot}/me`, { headers: { authorization: `Bearer ${token}` } });
  const renew = async (claims?: string) =>
    (await app.acquireTokenSilent({ account: account!, scopes: request.scopes, ...(claims !== undefined && { claims }) })).accessToken;
  return { control, accessToken, getMe, renew };
}

test("claims-challenge", async () => {
  const { control, accessToken, getMe, renew } = await signIn(["CP1"]);
  expect((await getMe(accessToken)).status).toBe(200);
  expect(control.entra.challengeClaims(ben)).toBe(0);
  expect(control.entra.challengeClaims(ada)).toBe(1);
  const refused = await getMe(accessToken);
  expect(refused.status).toBe(401);
  expect(((await refused.json()) as any).error.code).toBe("InvalidAuthenticationToken");
  const challenge = refused.headers.get("www-authenticate")!;
  expect(challenge).toMatch(/^Bearer realm="", authorization_uri="[^"]+", error="insufficient_claims", claims="[\w+/]+=*"$/);
  const claims = Buffer.from(/claims="([^"]+)"/.exec(challenge)![1]!, "base64").toString();
  expect(JSON.parse(claims)).toEqual({ access_token: { nbf: { essential: true, value: "1772438400" } } });

  expect(await renew()).toBe(accessToken);
  const renewed = await renew(claims);
  expect((await getMe(renewed)).status).toBe(200);
  expect(JSON.parse(Buffer.from(renewed.split(".")[1]!, "base64url").toString()).xms_cc).toEqual(["CP1"]);
});

test("a client that did not declare that it handles challenges keeps its token", async () => {
  const { control, accessToken, getMe } = await signIn([]);
  expect(control.entra.challengeClaims(ada)).toBe(0);
  expect((await getMe(accessToken)).status).toBe(200);
});
