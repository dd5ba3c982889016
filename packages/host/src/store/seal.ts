import { createCipheriv, createDecipheriv, createHmac, type KeyObject, randomBytes } from "node:crypto";
import { CasementError } from "@casement/core";

const magic = Buffer.from("CSMT\x01");
const nonceBytes = 12;
const tagBytes = 16;
const headerBytes = magic.length + 8;
/** Number of bytes that encryption adds to the plaintext, without a header. */
export const cipherOverhead: number = nonceBytes + tagBytes;

/** Eight bytes that identify a key without revealing it, to distinguish a wrong key from a damaged file. */
export function keyFingerprint(key: KeyObject): Buffer {
  return createHmac("sha256", key).update("casement key fingerprint").digest().subarray(0, 8);
}

/** Encrypts with AES-256-GCM. Returns nonce, ciphertext and tag. `additionalData` is authenticated but not stored. */
export function encryptBytes(key: KeyObject, additionalData: Uint8Array, plaintext: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(additionalData);
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** Reverses `encryptBytes`. Returns `undefined` if anything was changed. */
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

/** Encrypts the content of a file. `purpose` identifies the file, so that files cannot be swapped. */
export function sealContent(key: KeyObject, purpose: string, plaintext: Uint8Array): Buffer {
  const header = Buffer.concat([magic, keyFingerprint(key)]);
  return Buffer.concat([header, encryptBytes(key, additionalDataOf(header, purpose), plaintext)]);
}

/**
 * Reverses `sealContent`.
 * @throws CasementError `store-damaged` with `details.reason`: `foreign` (not written by Casement), `wrong-key` or `damaged`
 */
export function unsealContent(key: KeyObject, purpose: string, sealed: Buffer): Buffer {
  checkHeader(sealed, magic, key);
  const header = sealed.subarray(0, headerBytes);
  const plaintext = decryptBytes(key, additionalDataOf(header, purpose), sealed.subarray(headerBytes));
  if (!plaintext) throw storeDamaged("damaged");
  return plaintext;
}

export type DamageReason = "foreign" | "wrong-key" | "damaged" | "no-file";

/** Checks that `data` starts with `start` and the key's fingerprint. @throws CasementError `store-damaged` */
export function checkHeader(data: Buffer, start: Buffer, key: KeyObject): void {
  if (!data.subarray(0, start.length).equals(start.subarray(0, data.length))) throw storeDamaged("foreign");
  if (data.length < start.length + 8) throw storeDamaged("damaged");
  if (!data.subarray(start.length, start.length + 8).equals(keyFingerprint(key))) throw storeDamaged("wrong-key");
}

const reasons: Record<DamageReason, string> = {
  foreign: "this version of Casement did not write it",
  "wrong-key": "it was encrypted with another key (CASEMENT_KEY or the key file has changed)",
  damaged: "it is damaged",
  "no-file": "a folder or something else that is no file has its name",
};

export function storeDamaged(reason: DamageReason, what = "Stored data"): CasementError {
  return new CasementError("store-damaged", `${what} cannot be read: ${reasons[reason]}.`, { details: { reason } });
}

function additionalDataOf(header: Uint8Array, purpose: string): Buffer {
  return Buffer.concat([header, Buffer.from(purpose)]);
}
