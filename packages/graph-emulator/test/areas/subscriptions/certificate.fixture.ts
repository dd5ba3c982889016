import { createHash, generateKeyPairSync, type KeyObject, type KeyPairKeyObjectResult, sign } from "node:crypto";

const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const text = (tag: number, value: string) => der(tag, Buffer.from(value));
const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts);

let keys: KeyPairKeyObjectResult | undefined;

/** Creates a self-signed certificate: Base64 of its DER (RFC 5280). All have the same RSA key, because making one takes long. */
export function createCertificate(commonName = "hook"): { encryptionCertificate: string; thumbprint: string; privateKey: KeyObject } {
  keys ??= generateKeyPairSync("rsa", { modulusLength: 2048 });
  const { publicKey, privateKey } = keys;
  const number = der(0x02, Buffer.from([1]));
  const sha256WithRsa = sequence(Buffer.from("06092a864886f70d01010b0500", "hex"));
  const name = sequence(der(0x31, sequence(Buffer.from("0603550403", "hex"), text(0x0c, commonName))));
  const validity = sequence(text(0x17, "260101000000Z"), text(0x17, "360101000000Z"));
  const key = publicKey.export({ type: "spki", format: "der" });
  const signed = sequence(number, sha256WithRsa, name, validity, name, key);
  const signature = der(0x03, Buffer.from([0]), sign("sha256", signed, privateKey));
  const certificate = sequence(signed, sha256WithRsa, signature);
  return {
    encryptionCertificate: certificate.toString("base64"),
    thumbprint: createHash("sha1").update(certificate).digest("hex").toUpperCase(),
    privateKey,
  };
}
