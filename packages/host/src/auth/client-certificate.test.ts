import { createTestHost } from "@casement/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clientId, createEntraFixture, type EntraFixture, redirectUri } from "../../test/auth/entra.fixture.ts";
import { createSelfSignedCertificate } from "../../test/auth/self-signed-certificate.fixture.ts";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";
import { findCertificateProblem } from "./client-certificate.ts";

const certificate = createSelfSignedCertificate(new Date("2126-01-01T00:00:00Z"));
const other = createSelfSignedCertificate(new Date("2126-01-01T00:00:00Z"));

describe("an app that proves its identity with a certificate", () => {
  let f: EntraFixture;
  beforeEach(() => {
    // msal-node signs with the time of the machine.
    f = createEntraFixture(new Date());
    f.directory.registerApp({
      clientId,
      redirectUris: { web: ["http://localhost/auth/callback"] },
      certificates: [certificate.certificate],
    });
  });
  afterEach(() => f.dispose());

  it("signs in with the browser and renews, without a secret", async () => {
    const signIn = await f.signedIn({ clientCertificate: certificate });
    expect(signIn.state).toMatchObject({ kind: "signed-in", client: "confidential" });
    expect(await f.accepts((await signIn.getToken({ forceRefresh: true })).token)).toBe(true);
    const restarted = await f.restarted({ clientCertificate: certificate });
    expect(await f.accepts((await restarted.getToken({ forceRefresh: true })).token)).toBe(true);
  });

  it("is told what to do where the certificate is not in the registration", async () => {
    const signIn = f.createSignIn({ clientCertificate: other });
    const { redirectUri: uri } = await signIn.beginCallback({ redirectUri });
    expect(uri).toBe(redirectUri);
    expect(await f.signIn(signIn)).toMatchObject({
      outcome: "failed",
      code: "AADSTS700027",
      cure: expect.stringContaining("Upload the certificate"),
    });
  });
});

describe("a certificate and its key", () => {
  it.each([
    ["fit", certificate, undefined],
    ["are of two pairs", { ...certificate, key: other.key }, { path: "key", message: "belongs to another certificate" }],
    ["are mixed up", { key: certificate.certificate, certificate: certificate.key }, { path: "certificate" }],
    ["are no PEM", { key: "abc", certificate: certificate.certificate }, { path: "key" }],
    [
      "have a passphrase",
      createSelfSignedCertificate(new Date("2126-01-01T00:00:00Z"), "secret"),
      { path: "key", message: expect.stringContaining("openssl pkey") },
    ],
  ])("%s", (_, pair, problem) => {
    const found = findCertificateProblem(pair);
    if (problem) expect(found).toMatchObject(problem);
    else expect(found).toBeUndefined();
  });
});

it("an account warns before its certificate expires", async () => {
  // The clock of the test host begins at 2026-03-02T08:00:00Z.
  const { key, certificate: pem } = createSelfSignedCertificate(new Date("2026-03-07T07:00:00Z"));
  const account = { name: "second", clientId, accountType: "work", clientCertificate: { key, certificate: pem } };
  const plugins = [{ plugin: createShelves().plugin }];
  await using t = await createTestHost({ plugins, moreAccounts: [{ ...account, plugins: [{ plugin: createShelves().plugin }] }] });
  expect(t.host.account("second").status().warnings).toEqual([
    {
      code: "certificate-expires",
      message:
        "The client certificate expires on 2026-03-07, in 5 days. Upload a new one to the app registration under Certificates & secrets, then update clientCertificate.",
      details: { expires: "2026-03-07T07:00:00.000Z" },
    },
  ]);
});
