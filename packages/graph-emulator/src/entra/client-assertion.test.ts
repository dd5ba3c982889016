import { constants, createHash, sign, X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { authorizeUrlWith, type ContosoTenant, callbackUri, createContoso, publicAppId, webAppId } from "../../test/entra/entra.fixture.ts";
import { createSelfSignedCertificate, type SelfSignedCertificate } from "../../test/entra/self-signed-certificate.fixture.ts";

const registered = createSelfSignedCertificate(new Date("2030-01-01T00:00:00Z"));
const other = createSelfSignedCertificate(new Date("2030-01-01T00:00:00Z"));
const expired = createSelfSignedCertificate(new Date("2026-01-01T00:00:00Z"));

function contosoWithCertificates(): ContosoTenant {
  const contoso = createContoso();
  contoso.directory.app(webAppId)!.certificates = [registered.certificate, expired.certificate];
  return contoso;
}

function assertionOf(contoso: ContosoTenant, by: SelfSignedCertificate, claims: object = {}, key = by.privateKey): string {
  const now = contoso.clock.now().getTime() / 1000;
  const thumbprint = createHash("sha256").update(new X509Certificate(by.certificate).raw).digest("base64url");
  const text = [
    { alg: "PS256", typ: "JWT", "x5t#S256": thumbprint },
    { iss: webAppId, sub: webAppId, jti: "1", nbf: now, exp: now + 600, ...claims },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const padding = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return `${text}.${sign("sha256", Buffer.from(text), padding).toString("base64url")}`;
}

function redeem(contoso: ContosoTenant, assertion: string, clientId = webAppId) {
  const end = contoso.entra.control.signIn(authorizeUrlWith({ client_id: clientId }), { user: "ada@contoso.example" });
  if (!("redirect" in end)) throw new Error(end.message);
  return contoso.token({
    grant_type: "authorization_code",
    client_id: clientId,
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: assertion,
    redirect_uri: callbackUri,
    code: new URL(end.redirect).searchParams.get("code") ?? "",
  });
}

describe("a client that signs with a certificate", () => {
  test("gets tokens where the certificate is registered", async () => {
    const contoso = contosoWithCertificates();
    expect(await redeem(contoso, assertionOf(contoso, registered))).toMatchObject({ status: 200, body: { token_type: "Bearer" } });
  });

  test.each([
    ["another certificate", 700027, (contoso: ContosoTenant) => assertionOf(contoso, other)],
    ["an expired certificate", 700027, (contoso: ContosoTenant) => assertionOf(contoso, expired)],
    ["another key", 700027, (contoso: ContosoTenant) => assertionOf(contoso, registered, {}, other.privateKey)],
    ["the name of another app", 700021, (contoso: ContosoTenant) => assertionOf(contoso, registered, { sub: publicAppId })],
    ["an old assertion", 700024, (contoso: ContosoTenant) => assertionOf(contoso, registered, { nbf: 0, exp: 600 })],
    ["no token at all", 50027, () => "abc"],
  ])("is refused with %s (%i)", async (_, code, assertion) => {
    const contoso = contosoWithCertificates();
    expect((await redeem(contoso, assertion(contoso))).body.error_codes).toEqual([code]);
  });

  test("is refused as a public client", async () => {
    const contoso = contosoWithCertificates();
    expect((await redeem(contoso, assertionOf(contoso, registered), publicAppId)).body.error_codes).toEqual([700025]);
  });
});
