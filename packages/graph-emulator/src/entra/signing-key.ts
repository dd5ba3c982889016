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

/** Emulators with the same seed issue the same tokens at the same time, and signing is most of the work. */
const maxKeptSignatures = 1_000;

export function getSigningKey(): Promise<SigningKey> {
  signingKey ??= generate();
  return signingKey;
}

async function generate(): Promise<SigningKey> {
  const pair: { publicKey: KeyObject; privateKey: KeyObject } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  const kid = "casement-emulator-key-1";
  const signatures = new Map<string, string>();
  return {
    kid,
    jwk: { ...pair.publicKey.export({ format: "jwk" }), kid, use: "sig", alg: "RS256" },
    sign(text) {
      const signature = signatures.get(text) ?? createSign("RSA-SHA256").update(text).sign(pair.privateKey, "base64url");
      if (signatures.size === maxKeptSignatures) signatures.clear();
      signatures.set(text, signature);
      return signature;
    },
  };
}
