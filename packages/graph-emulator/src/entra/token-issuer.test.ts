import { expect, test } from "vitest";
import { createContoso, publicAppId } from "../../test/entra/entra.fixture.ts";
import { createTokenIssuer } from "./token-issuer.ts";

const hour = 3600_000;

function setUp() {
  const { clock, directory, ada, grace } = createContoso();
  const tokens = createTokenIssuer({ clock, directory });
  const request = {
    clientId: publicAppId,
    scopes: ["Mail.Read"],
    resource: "https://graph.microsoft.com",
    origin: "https://login",
    lifetime: 3600,
    capabilities: [],
  };
  return { clock, tokens, ada, grace, give: (user = ada) => tokens.accessToken({ ...request, user }) };
}

test("a token identifies its user until it expires, and is reported as expired long after", async () => {
  const { clock, tokens, ada, give: issueToken } = setUp();
  const token = await issueToken();
  expect(tokens.verifyAccessToken(token)).toMatchObject({
    ok: true,
    user: ada,
    clientId: publicAppId,
    scopes: ["Mail.Read"],
    tenantId: ada.tenantId,
  });
  await clock.advance(hour - 1);
  expect(tokens.verifyAccessToken(token).ok).toBe(true);
  expect(tokens.verifyAccessToken(token, new Date(clock.now().getTime() + 1))).toEqual({ ok: false, reason: "expired" });
  await clock.advance(48 * hour);
  await issueToken();
  expect(tokens.verifyAccessToken(token)).toEqual({ ok: false, reason: "expired" });
});

test("an invalid token, or a token of another issuer, is not accepted", async () => {
  const { tokens, give: issueToken } = setUp();
  const elsewhere = await setUp().give();
  const [header, , signature] = (await issueToken()).split(".");
  const forged = `${header}.${Buffer.from(JSON.stringify({ exp: 4e9 })).toString("base64url")}.${signature}`;
  expect(tokens.verifyAccessToken("opaque")).toEqual({ ok: false, reason: "malformed" });
  expect(tokens.verifyAccessToken("a.b.c")).toEqual({ ok: false, reason: "malformed" });
  expect(tokens.verifyAccessToken(forged)).toEqual({ ok: false, reason: "unknown" });
  expect(createTokenIssuer({ ...createContoso() }).verifyAccessToken(elsewhere)).toEqual({ ok: false, reason: "unknown" });
});

test("tokens of one user can be ended early", async () => {
  const { tokens, ada, grace, give: issueToken } = setUp();
  const [adasToken, gracesToken] = [await issueToken(ada), await issueToken(grace)];
  expect(tokens.liveAccessTokens()).toBe(2);
  expect(tokens.endAccessTokens("revoked", ada.id)).toBe(1);
  expect(tokens.verifyAccessToken(adasToken)).toEqual({ ok: false, reason: "revoked" });
  expect(tokens.verifyAccessToken(gracesToken).ok).toBe(true);
});
