import type { Clock } from "@casement/core";
import { badRequest } from "../protocol/graph-fault.ts";
import { createRefusal } from "../refusals/create-refusal.ts";

/** Maximum size of one range, in bytes. */
const maxRangeBytes = 4 * 1024 * 1024;
const uploadLifetimeMs = 24 * 3600_000;

/** A file of which clients send one range after another. */
export interface RangedUpload {
  /** In bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly expires: number;
  bytes: Uint8Array;
  /** In bytes. */
  received: number;
}

export const startUpload = (size: number, clock: Clock): RangedUpload => ({
  size,
  expires: clock.now().getTime() + uploadLifetimeMs,
  bytes: new Uint8Array(0),
  received: 0,
});

export const isExpired = ({ expires }: RangedUpload, clock: Clock): boolean => expires <= clock.now().getTime();

/**
 * Stores the range that `Content-Range` names. Returns whether the file is complete.
 *
 * @throws GraphFault 400 when it does not fit the file or the bytes, 413 when it is too large, 416 when it is not the next one.
 */
export function receiveRange(upload: RangedUpload, contentRange: string | null, bytes: Uint8Array): boolean {
  const [, first, last, total] = (/^bytes (\d+)-(\d+)\/(\d+)$/.exec(contentRange ?? "") ?? []).map(Number);
  if (first === undefined || total !== upload.size || last! - first + 1 !== bytes.length || last! >= total)
    throw badRequest("Content-Range does not fit the session or the bytes that came.", "ErrorInvalidRequest");
  if (bytes.length > maxRangeBytes) throw createRefusal("request-too-large");
  if (first !== upload.received) throw createRefusal("upload-out-of-order");
  if (upload.bytes.length === 0) upload.bytes = new Uint8Array(upload.size);
  upload.bytes.set(bytes, first);
  upload.received += bytes.length;
  return upload.received === upload.size;
}

export const expirationOf = ({ expires }: RangedUpload): string => new Date(expires).toISOString();
export const nextRangesOf = ({ received }: RangedUpload): string[] => (received === 0 ? ["0-"] : [String(received)]);
