import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSelfSignedCertificate } from "../../test/auth/self-signed-certificate.fixture.ts";
import { formatProblem } from "./config-problem.ts";
import { loadConfig } from "./load-config.ts";

const pair = createSelfSignedCertificate(new Date("2126-01-01T00:00:00Z"));
const head = "accounts:\n  - name: home\n    clientId: 11111111-1111-4111-8111-111111111111\n    accountType: work\n";
const certificate = "    clientCertificate: { key: { file: app.key }, certificate: { file: app.pem } }\n";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-certificate-"));
  await writeFile(join(folder, "app.key"), pair.key, { mode: 0o600 });
  // A certificate is no secret.
  await writeFile(join(folder, "app.pem"), pair.certificate, { mode: 0o644 });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function load(text: string) {
  await writeFile(join(folder, "casement.yaml"), text);
  const plugins = { known: {}, importPackage: async () => [] };
  const { config, problems } = await loadConfig({ file: "casement.yaml", cwd: folder, env: {}, plugins });
  return { account: config?.options.accounts[0], lines: problems.map(formatProblem) };
}

test("the key and the certificate are read from files", async () => {
  const { account, lines } = await load(`${head}${certificate}`);
  expect(lines).toEqual([]);
  expect(account?.clientCertificate).toEqual({ key: pair.key.trim(), certificate: pair.certificate.trim() });
});

test("mistakes are named with their key", async () => {
  await writeFile(join(folder, "app.key"), "no key", { mode: 0o600 });
  expect((await load(`${head}${certificate}`)).lines).toEqual([
    expect.stringMatching(/accounts\.0\.clientCertificate\.key: is not a private key/),
  ]);
  const both = await load(`${head}    clientSecret: s3cret\n${certificate.replace("app.key", "gone.key")}`);
  expect(both.lines).toEqual([
    expect.stringContaining("replaces clientSecret; remove one of them"),
    expect.stringContaining("gone.key does not exist"),
  ]);
});
