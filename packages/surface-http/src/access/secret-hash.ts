import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 random bits in 43 characters, for programs and browsers to keep. */
export const createSecret = (): string => randomBytes(32).toString("base64url");

/** 160 random bits as lowercase hexadecimal digits, which a person can type. */
export const createPassword = (): string => randomBytes(20).toString("hex");

export const sha256Hex = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Takes the same time wherever the secrets differ and however long they are. */
export const isSameSecret = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(sha256Hex(one)), Buffer.from(sha256Hex(other)));
