import { createCipheriv, createDecipheriv, createHmac, type KeyObject, randomBytes } from "node:crypto";
import { CasementError } from "@casement/core";

const magic = Buffer.from("CSMT\x01");
const nonceBytes = 12;
const tagBytes = 16;
const headerBytes = magic.length + 8;
/** Bytes that encryption adds to a plain text (without a header). */
export const cipherOverhead: number = nonceBytes + tagBytes;

/** Eight bytes that tell keys apart without telling anything about them: so a wrong key is not taken for damage. */
export function keyFingerprint(key: KeyObject): Buffer {
  return createHmac("sha256", key).update("casement key fingerprint").digest().subarray(0, 8);
}

/** AES-256-GCM: nonce, ciphertext, tag. `bound` is authenticated with it and not stored. */
export function encryptBytes(key: KeyObject, additionalData: Uint8Array, plaintext: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(additionalData);
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** The reverse of `encrypt`; `undefined` when anything was altered. */
export function decryptBytes(key: KeyObject, additionalData: Uint8Array, sealed: Uint8Array): Buffer | undefined {
  if (sealed.length < cipherOverhead) return undefined;
  const cipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, nonceBytes)).setAAD(additionalData);
  cipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  try {
    return Buffer.concat([cipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes)), cipher.final()]);
  } catch {
    return undefined;
  }
}

/** Encrypts a whole file's content. `purpose` says what it is, so that one file cannot stand in for another. */
export function sealContent(key: KeyObject, purpose: string, plaintext: Uint8Array): Buffer {
  const header = Buffer.concat([magic, keyFingerprint(key)]);
  return Buffer.concat([header, encryptBytes(key, additionalDataOf(header, purpose), plaintext)]);
}

/**
 * The reverse of `seal`.
 * @throws CasementError `store-damaged` with `details.reason`: `foreign` (not ours), `wrong-key` or `damaged`.
 */
export function unsealContent(key: KeyObject, purpose: string, sealed: Buffer): Buffer {
  checkHeader(sealed, magic, key);
  const header = sealed.subarray(0, headerBytes);
  const plaintext = decryptBytes(key, additionalDataOf(header, purpose), sealed.subarray(headerBytes));
  if (!plaintext) throw storeDamaged("damaged");
  return plaintext;
}

export type DamageReason = "foreign" | "wrong-key" | "damaged";

/** Throws unless `data` begins with `start` and the key's fingerprint. */
export function checkHeader(data: Buffer, start: Buffer, key: KeyObject): void {
  if (!data.subarray(0, start.length).equals(start.subarray(0, data.length))) throw storeDamaged("foreign");
  if (data.length < start.length + 8) throw storeDamaged("damaged");
  if (!data.subarray(start.length, start.length + 8).equals(keyFingerprint(key))) throw storeDamaged("wrong-key");
}

const reasons: Record<DamageReason, string> = {
  foreign: "it is not a file of this version of Casement",
  "wrong-key": "it was encrypted with another key (CASEMENT_KEY or the key file has changed)",
  damaged: "it is damaged",
};

export function storeDamaged(reason: DamageReason, what = "Stored data"): CasementError {
  return new CasementError("store-damaged", `${what} cannot be read: ${reasons[reason]}.`, { details: { reason } });
}

function additionalDataOf(header: Uint8Array, purpose: string): Buffer {
  return Buffer.concat([header, Buffer.from(purpose)]);
}
