import { generateKeyPair, randomBytes, sign } from "node:crypto";
import { promisify } from "node:util";

/** What Graph encrypts contents with: a certificate in Base64 of its DER, and the id that notifications repeat. */
export interface ThrowawayCertificate {
  readonly encryptionCertificate: string;
  readonly encryptionCertificateId: string;
}

const validYears = 10;

/**
 * Creates a self-signed certificate (RFC 5280) and forgets its private key, so that nobody can read what is encrypted with it. Graph reports
 * presence only with its contents; the host reads the presence itself.
 */
export async function createThrowawayCertificate(now: Date): Promise<ThrowawayCertificate> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  const id = randomBytes(16).toString("hex");
  const serialNumber = der(0x02, Buffer.from([1]));
  const sha256WithRsa = sequence(Buffer.from("06092a864886f70d01010b0500", "hex"));
  const commonName = Buffer.from("0603550403", "hex");
  const name = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from(`casement-${id}`)))));
  const year = now.getUTCFullYear();
  const validity = sequence(timeOf(year - 1), timeOf(year + validYears));
  const content = sequence(serialNumber, sha256WithRsa, name, validity, name, publicKey.export({ type: "spki", format: "der" }));
  const signature = der(0x03, Buffer.from([0]), sign("sha256", content, privateKey));
  return {
    encryptionCertificate: sequence(content, sha256WithRsa, signature).toString("base64"),
    encryptionCertificateId: id,
  };
}

/** The first second of a year: UTCTime, from 2050 on GeneralizedTime. */
const timeOf = (year: number): Buffer =>
  year < 2050 ? der(0x17, Buffer.from(`${String(year).slice(2)}0101000000Z`)) : der(0x18, Buffer.from(`${year}0101000000Z`));

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);

/** One element of DER (X.690), of less than 64 KiB. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}
