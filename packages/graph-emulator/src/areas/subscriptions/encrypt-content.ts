import { constants, createCipheriv, createHmac, publicEncrypt, randomBytes, X509Certificate } from "node:crypto";

/** Reads the certificate of a subscription: Base64 of its DER or PEM. Returns undefined for anything but a certificate with an RSA key. */
export function readCertificate(text: string): X509Certificate | undefined {
  try {
    const certificate = new X509Certificate(Buffer.from(text, "base64"));
    return certificate.publicKey.asymmetricKeyType === "rsa" ? certificate : undefined;
  } catch {
    return undefined;
  }
}

/** Encrypts the resource data of a notification. Algorithms: learn.microsoft.com/graph/change-notifications-with-resource-data. */
export function encryptContent(content: object, certificate: X509Certificate, encryptionCertificateId: string): object {
  const key = randomBytes(32);
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16));
  const data = Buffer.concat([cipher.update(JSON.stringify(content), "utf8"), cipher.final()]);
  const padding = { key: certificate.publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" };
  return {
    data: data.toString("base64"),
    dataSignature: createHmac("sha256", key).update(data).digest("base64"),
    dataKey: publicEncrypt(padding, key).toString("base64"),
    encryptionCertificateId,
    encryptionCertificateThumbprint: certificate.fingerprint.replaceAll(":", ""),
  };
}
