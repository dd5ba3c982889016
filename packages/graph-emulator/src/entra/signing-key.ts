import { createSign, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";

/**
 * The key that signs tokens (RS256). It is generated once per process at first use. It is the only value that does not depend on the seed.
 */
export interface SigningKey {
  readonly kid: string;
  /** JSON Web Key, as in `/discovery/v2.0/keys`. */
  readonly jwk: Record<string, unknown>;
  sign(text: string): string;
}

let signingKey: Promise<SigningKey> | undefined;

export function getSigningKey(): Promise<SigningKey> {
  signingKey ??= generate();
  return signingKey;
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
