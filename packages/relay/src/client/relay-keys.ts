import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { signedTextOf } from "../protocol/relay-protocol.ts";

/** The keys of a hub at one relay. */
export interface RelayKeys {
  /** Part of the hub's address: 43 characters of base64url. */
  readonly publicKey: string;
  /** In base64url. */
  sign(challenge: string): string;
  /** To keep it, encrypted: `openRelayKeys` takes it. */
  readonly exported: string;
}

export const createRelayKeys = (): RelayKeys => toRelayKeys(generateKeyPairSync("ed25519").privateKey);

/** Undefined: this is no exported key. */
export function openRelayKeys(exported: unknown): RelayKeys | undefined {
  if (typeof exported !== "string") return undefined;
  try {
    const key = createPrivateKey({ key: Buffer.from(exported, "base64"), format: "der", type: "pkcs8" });
    return key.asymmetricKeyType === "ed25519" ? toRelayKeys(key) : undefined;
  } catch {
    return undefined;
  }
}

const toRelayKeys = (privateKey: KeyObject): RelayKeys => ({
  publicKey: String(createPublicKey(privateKey).export({ format: "jwk" }).x),
  sign: (challenge) => sign(null, signedTextOf(challenge), privateKey).toString("base64url"),
  exported: privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"),
});
