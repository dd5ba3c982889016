import { createHmac, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { CasementError } from "@casement/core";
import { openBytes, sealBytes } from "./sealing.ts";

/** The keys that all processes of a cluster have. They encrypt only the data keys of accounts. The first encrypts, all decrypt. */
export interface ClusterKeys {
  /** Of the first key: 16 hex digits that identify it without revealing it. */
  readonly fingerprint: string;
  /** Encrypts a data key of an account under the first key. */
  wrap(account: string, dataKey: KeyObject): Buffer;
  /**
   * Reverses `wrap`. Returns undefined if it is damaged.
   * @throws CasementError `store-damaged` with the reason `wrong-key` if it was encrypted with a key that is not given
   */
  unwrap(account: string, wrapped: Buffer): KeyObject | undefined;
}

const fingerprintBytes = 8;

/** @throws CasementError `config-invalid` if a text is no key, or there is none */
export function createClusterKeys(texts: readonly string[]): ClusterKeys {
  const keys = texts.map(keyFromText);
  const [first] = keys;
  if (!first) throw new CasementError("config-invalid", `There is no cluster key. ${howToCreate}`);
  const byFingerprint = new Map(keys.map((key) => [fingerprintOf(key).toString("hex"), key]));
  return {
    fingerprint: fingerprintOf(first).toString("hex"),
    wrap: (account, dataKey) => Buffer.concat([fingerprintOf(first), sealBytes(first, placeOf(account), dataKey.export())]),
    unwrap(account, wrapped) {
      if (wrapped.length < fingerprintBytes) return undefined;
      const key = byFingerprint.get(wrappedUnder(wrapped));
      if (!key) throw otherClusterKey(wrappedUnder(wrapped));
      const bytes = openBytes(key, placeOf(account), wrapped.subarray(fingerprintBytes));
      return bytes && createSecretKey(bytes);
    },
  };
}

export const createDataKey = (): KeyObject => createSecretKey(randomBytes(32));

/** The fingerprint of the cluster key under which something was wrapped. */
export const wrappedUnder = (wrapped: Buffer): string => wrapped.subarray(0, fingerprintBytes).toString("hex");

/** What was stored is whole: nothing may be set aside because of this. */
const otherClusterKey = (fingerprint: string): CasementError =>
  new CasementError(
    "store-damaged",
    `The cluster's data is encrypted with a cluster key that this process does not have (fingerprint ${fingerprint}). Nothing was changed. Give it that key too.`,
    { details: { reason: "wrong-key", fingerprint } },
  );

const howToCreate = "Create one with `openssl rand -base64 32`.";
const placeOf = (account: string) => ["data key", account];

const fingerprintOf = (key: KeyObject): Buffer =>
  createHmac("sha256", key).update("casement cluster key fingerprint").digest().subarray(0, fingerprintBytes);

function keyFromText(text: string): KeyObject {
  if (/^[0-9a-f]{64}$/i.test(text)) return createSecretKey(text, "hex");
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return createSecretKey(text, "base64");
  throw new CasementError("config-invalid", `A cluster key must be 32 bytes as base64 or as 64 hex digits. ${howToCreate}`);
}
