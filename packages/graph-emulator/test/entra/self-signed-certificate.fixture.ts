import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

export interface SelfSignedCertificate {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly certificate: string;
  readonly privateKey: KeyObject;
}

/** A certificate (X.509, RFC 5280) that signs itself. Node can read certificates, but not make them. */
export function createSelfSignedCertificate(until: Date, passphrase?: string): SelfSignedCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
  const time = (at: Date) => der(0x18, Buffer.from(`${at.toISOString().replace(/[-:T]|\..*/g, "")}Z`));
  const sha256WithRsa = sequence(der(0x06, Buffer.from("2a864886f70d01010b", "hex")), der(0x05));
  const name = sequence(der(0x31, sequence(der(0x06, Buffer.from("550403", "hex")), der(0x0c, Buffer.from("Casement")))));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    sha256WithRsa,
    name,
    sequence(time(new Date("2020-01-01T00:00:00Z")), time(until)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const certificate = sequence(body, sha256WithRsa, der(0x03, Buffer.from([0]), sign("sha256", body, privateKey)));
  const pem = certificate.toString("base64").replace(/.{64}/g, "$&\n");
  const cipher = passphrase === undefined ? {} : { cipher: "aes-256-cbc", passphrase };
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem", ...cipher }) as string,
    certificate: `-----BEGIN CERTIFICATE-----\n${pem}\n-----END CERTIFICATE-----\n`,
    privateKey,
  };
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const bytes =
    content.length < 0x80
      ? [content.length]
      : content.length < 0x100
        ? [0x81, content.length]
        : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
}
