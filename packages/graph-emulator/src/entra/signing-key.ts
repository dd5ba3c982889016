import { createSign, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";

/** The key that tokens are signed with (RS256), made once a process when first needed: it is the one thing here that no seed repeats. */
export interface SigningKey {
  readonly kid: string;
  /** As in `/discovery/v2.0/keys`. */
  readonly jwk: Record<string, unknown>;
  sign(text: string): string;
}

let key: Promise<SigningKey> | undefined;

export function getSigningKey(): Promise<SigningKey> {
  key ??= generate();
  return key;
}

async function generate(): Promise<SigningKey> {
  const pair: { publicKey: KeyObject; privateKey: KeyObject } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  const kid = "casement-emulator-key-1";
  return {
    kid,
    jwk: { ...pair.publicKey.export({ format: "jwk" }), kid, use: "sig", alg: "RS256" },
    sign: (text) => createSign("RSA-SHA256").update(text).sign(pair.privateKey, "base64url"),
  };
}
