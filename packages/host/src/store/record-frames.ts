import { type KeyObject, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { checkHeader, cipherOverhead, decryptBytes, encryptBytes, keyFingerprint, storeDamaged } from "./seal.ts";

const magic = Buffer.from("CSLG\x01");
const headerBytes = magic.length + 8 + 16;
const prefixBytes = 8;

/**
 * How a record log looks in its file. Header: `CSLG`, version 1, key fingerprint (8 bytes), a random id of this file (16). Then per record a
 * frame: length of what follows its prefix (4 bytes), CRC-32 of length and sequence number (4), nonce, ciphertext, tag. Header, purpose and
 * sequence number are authenticated with each record, so a frame that was moved, dropped from the middle or taken from another file is noticed.
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
 * Reads a whole file. `size` is where its good part ends: what a kill or power cut left half-written behind it is to be cut off.
 * @throws CasementError `store-damaged` when anything but the end is wrong.
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
      // After a power cut a file can end in zeros that were never written.
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
