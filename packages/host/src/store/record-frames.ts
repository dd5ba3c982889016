import { type KeyObject, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { checkHeader, cipherOverhead, decryptBytes, encryptBytes, keyFingerprint, storeDamaged } from "./seal.ts";

const magic = Buffer.from("CSLG\x01");
const headerBytes = magic.length + 8 + 16;
const prefixBytes = 8;

/**
 * The file format of a record log. Header: `CSLG`, version 1, key fingerprint (8 bytes), random file id (16 bytes). One frame per record:
 * length of the encrypted part (4 bytes), CRC-32 of length and sequence number (4 bytes), nonce, ciphertext, tag. Each record authenticates
 * the header, the purpose and its sequence number, so moved, missing and foreign frames are detected.
 */
export interface RecordFrames {
  header: Buffer;
  frame(json: string, sequence: number): Buffer;
}

export function createFrames(key: KeyObject, purpose: string): RecordFrames {
  return framesFor(key, purpose, Buffer.concat([magic, keyFingerprint(key), randomBytes(16)]));
}

function framesFor(key: KeyObject, purpose: string, header: Buffer): RecordFrames {
  return {
    header,
    frame(json, sequence) {
      const body = encryptBytes(key, additionalDataOf(header, purpose, sequence), Buffer.from(json));
      return Buffer.concat([framePrefix(body.length, sequence), body]);
    },
  };
}

/**
 * Reads a whole file. `size`: length of the valid part. A partly written record after it, from a kill or power failure, must be truncated.
 * @throws CasementError `store-damaged` when anything before the last record is invalid
 */
export function readFrames(key: KeyObject, purpose: string, data: Buffer): { frames: RecordFrames; records: unknown[]; size: number } {
  checkHeader(data, magic, key);
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
    const json = decryptBytes(key, additionalDataOf(header, purpose, records.length), data.subarray(at + prefixBytes, end));
    if (!json) {
      if (end === data.length) break;
      throw storeDamaged("damaged");
    }
    records.push(JSON.parse(json.toString()));
    at = end;
  }
  return { frames: framesFor(key, purpose, Buffer.from(header)), records, size: at };
}

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
