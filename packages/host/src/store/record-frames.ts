import { type KeyObject, randomBytes } from "node:crypto";
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";
import { checkHeader, cipherOverhead, decryptBytes, encryptBytes, keyFingerprint, storeDamaged } from "./seal.ts";

/** Records of version 1 were not compressed. */
const firstMagic = Buffer.from("CSLG\x01");
const magic = Buffer.from("CSLG\x02");
const headerBytes = magic.length + 8 + 16;
const prefixBytes = 8;

/**
 * The file format of a record log. Header: `CSLG`, version 2, key fingerprint (8 bytes), random file id (16 bytes). One frame per record:
 * length of the encrypted part (4 bytes), CRC-32 of length and sequence number (4 bytes), nonce, ciphertext, tag. The plaintext is the
 * deflated JSON; each record is deflated on its own, so it can be read whatever follows it. Each record authenticates the header, the
 * purpose and its sequence number, so moved, missing and foreign frames are detected.
 *
 * A file of version 1 stays one, with plain JSON, until it is compacted.
 */
export interface RecordFrames {
  header: Buffer;
  frame(json: string, sequence: number): Buffer;
}

export function createFrames(key: KeyObject, purpose: string): RecordFrames {
  return framesFor(key, purpose, Buffer.concat([magic, keyFingerprint(key), randomBytes(16)]));
}

function framesFor(key: KeyObject, purpose: string, given: Buffer): RecordFrames {
  // Small buffers share blocks of 8 KiB, and this one would keep its block for as long as the log is open.
  const header = Buffer.alloc(headerBytes);
  given.copy(header);
  return {
    header,
    frame(json, sequence) {
      const plaintext = isCompressed(header) ? deflateRawSync(json, deflateOptions) : Buffer.from(json);
      const body = encryptBytes(key, additionalDataOf(header, purpose, sequence), plaintext);
      return Buffer.concat([framePrefix(body.length, sequence), body]);
    },
  };
}

/**
 * Reads a whole file. `size`: length of the valid part. A partly written record after it, from a kill or power failure, must be truncated.
 * @throws CasementError `store-damaged` when anything before the last record is invalid
 */
export function readFrames(key: KeyObject, purpose: string, data: Buffer): { frames: RecordFrames; records: unknown[]; size: number } {
  checkHeader(data, data[magic.length - 1] === 1 ? firstMagic : magic, key);
  if (data.length < headerBytes) throw storeDamaged("damaged");
  const header = data.subarray(0, headerBytes);
  const records: unknown[] = [];
  let at = headerBytes;
  while (data.length - at >= prefixBytes) {
    const length = data.readUInt32BE(at);
    if (length < cipherOverhead || !framePrefix(length, records.length).equals(data.subarray(at, at + prefixBytes))) {
      // After a power failure, a file can end in zeros that were never written.
      if (data.subarray(at).every((byte) => byte === 0)) break;
      throw storeDamaged("damaged");
    }
    const end = at + prefixBytes + length;
    if (end > data.length) break;
    const plaintext = decryptBytes(key, additionalDataOf(header, purpose, records.length), data.subarray(at + prefixBytes, end));
    if (!plaintext) {
      if (end === data.length) break;
      throw storeDamaged("damaged");
    }
    const json = isCompressed(header) ? inflateRawSync(plaintext) : plaintext;
    records.push(JSON.parse(json.toString()));
    at = end;
  }
  return { frames: framesFor(key, purpose, header), records, size: at };
}

/** Length (bytes) of the part that ends with a whole record. Needs no key. What follows was being written, or is not a log. */
export function lengthOfWholeFrames(data: Buffer): number {
  let at = Math.min(headerBytes, data.length);
  for (let sequence = 0; data.length - at >= prefixBytes; sequence++) {
    const length = data.readUInt32BE(at);
    const end = at + prefixBytes + length;
    if (length < cipherOverhead || end > data.length || !framePrefix(length, sequence).equals(data.subarray(at, at + prefixBytes))) break;
    at = end;
  }
  return at;
}

/** The fastest level. It makes a page of messages half as large; higher levels gain little. */
const deflateOptions = { level: 1 };

const isCompressed = (header: Buffer): boolean => header[magic.length - 1] !== firstMagic[magic.length - 1];

function framePrefix(length: number, sequence: number): Buffer {
  const bytes = Buffer.alloc(prefixBytes);
  bytes.writeUInt32BE(length, 0);
  bytes.writeUInt32BE(crc32(`${length}/${sequence}`), 4);
  return bytes;
}

function additionalDataOf(header: Buffer, purpose: string, sequence: number): Buffer {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(sequence));
  return Buffer.concat([header, number, Buffer.from(purpose)]);
}
