import { execFile } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { createCertificate } from "../../test/areas/subscriptions/certificate.fixture.ts";
import { addHousehold, householdUsers } from "../household/index.ts";
import { serveEmulator } from "../server.ts";

const program = join(import.meta.dirname, "../../test/clients/plain-clients.fixture.ts");

/** Runs in a separate process that trusts the emulator's certificate. */
it("Microsoft's own clients work with only the emulator's address configured", async () => {
  const { encryptionCertificate, privateKey } = createCertificate("localhost");
  const cert = new X509Certificate(Buffer.from(encryptionCertificate, "base64")).toString();
  const folder = mkdtempSync(join(tmpdir(), "emulator-"));
  const certificateFile = join(folder, "cert.pem");
  writeFileSync(certificateFile, cert);
  const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const server = await serveEmulator({ populate: addHousehold, host: "localhost", tls: { key, cert }, entra: { deviceCodeInterval: 0 } });
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", program, server.url, householdUsers.main], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: certificateFile },
    });
    expect(JSON.parse(stdout)).toEqual({
      device: householdUsers.main,
      callback: householdUsers.main,
      me: householdUsers.main,
      calendars: expect.any(Number),
      attachment: "north wall",
      skipToken: true,
      delta: [true, 1],
      batch: 20,
      upload: true,
      notification: ["created", "mine", true],
      lifecycle: "reauthorizationRequired",
      renewed: true,
      left: 0,
    });
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
});
