import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from "node:crypto";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";

const format = Buffer.from([1]);
const nonceBytes = 12;
const tagBytes = 16;

/** Where something sealed belongs: it opens nowhere else. Authenticated, not stored. */
export type SealedAt = readonly (string | number)[];

/** Encrypts with AES-256-GCM: format (1 byte), nonce, ciphertext, tag. */
export function sealBytes(key: KeyObject, at: SealedAt, plaintext: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(additionalDataOf(at));
  return Buffer.concat([format, nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** Reverses `sealBytes`. Returns undefined if anything was changed, or comes from another place. */
export function openBytes(key: KeyObject, at: SealedAt, sealed: Buffer): Buffer | undefined {
  if (sealed.length < format.length + nonceBytes + tagBytes || sealed[0] !== format[0]) return undefined;
  const [start, end] = [format.length + nonceBytes, sealed.length - tagBytes];
  const cipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(format.length, start)).setAAD(additionalDataOf(at));
  cipher.setAuthTag(sealed.subarray(end));
  try {
    return Buffer.concat([cipher.update(sealed.subarray(start, end)), cipher.final()]);
  } catch {
    return undefined;
  }
}

/** Quality 4 makes the snapshot of a household a quarter as large. Higher ones gain little and take long. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } };

/** Packs and seals a JSON value. */
export function sealJson(key: KeyObject, at: SealedAt, value: unknown): Buffer {
  return sealBytes(key, at, brotliCompressSync(JSON.stringify(value), brotli));
}

/** Reverses `sealJson`: the value in an array, or undefined. */
export function openJson(key: KeyObject, at: SealedAt, sealed: Buffer): readonly [value: unknown] | undefined {
  const packed = openBytes(key, at, sealed);
  return packed && [unpackJson(packed)];
}

/** The second half of `openJson`. */
export const unpackJson = (packed: Buffer): unknown => JSON.parse(brotliDecompressSync(packed).toString());

/** JSON, so that no two places read alike. */
const additionalDataOf = (at: SealedAt): Buffer => Buffer.from(JSON.stringify(at));
