import { X509Certificate } from "node:crypto";
import { expect, it } from "vitest";
import { createThrowawayCertificate } from "./throwaway-certificate.ts";

it.each(["2026-03-02T08:00:00Z", "2045-12-31T23:00:00Z"])(
  "is valid now and for years, and signed with its own RSA key: %s",
  async (text) => {
    const now = new Date(text);
    const { encryptionCertificate, encryptionCertificateId } = await createThrowawayCertificate(now);
    const certificate = new X509Certificate(Buffer.from(encryptionCertificate, "base64"));
    expect(certificate.publicKey.asymmetricKeyType).toBe("rsa");
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.subject).toBe(`CN=casement-${encryptionCertificateId}`);
    expect(new Date(certificate.validFrom) < now).toBe(true);
    expect(new Date(certificate.validTo).getUTCFullYear()).toBe(now.getUTCFullYear() + 10);
  },
);
