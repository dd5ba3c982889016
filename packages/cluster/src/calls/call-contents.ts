import type { KeyObject } from "node:crypto";
import type { AccountOperation } from "@casement/host/ports";
import { type ClusterKeys, createDataKey } from "../keys/cluster-keys.ts";
import { openJson, sealJson } from "../keys/sealing.ts";
import type { ErrorAnswer } from "./call-errors.ts";

/** How a call ended: without `error`, the value that it returned. */
export interface CallAnswer {
  readonly value?: unknown;
  readonly error?: ErrorAnswer;
  /** The operation ended because its caller had given up. */
  readonly isAborted?: boolean;
}

/** The contents of one call. They are encrypted under a key of its own, which is encrypted under the cluster key. */
export interface CallContents {
  readonly wrappedKey: Buffer;
  sealInput(operation: AccountOperation): Buffer;
  openInput(sealed: Buffer): AccountOperation | undefined;
  sealAnswer(answer: CallAnswer): Buffer;
  openAnswer(sealed: Buffer): CallAnswer | undefined;
}

interface CallIdentity {
  readonly id: string;
  readonly account: string;
}

export function createCallContents(clusterKeys: ClusterKeys, call: CallIdentity): CallContents {
  const key = createDataKey();
  return contentsUnder(key, clusterKeys.wrap(wrapName(call), key), call);
}

/** Those of somebody else's call. Returns undefined if the key is damaged. @throws CasementError `store-damaged` with the reason `wrong-key` */
export function openCallContents(clusterKeys: ClusterKeys, call: CallIdentity, wrappedKey: Buffer): CallContents | undefined {
  const key = clusterKeys.unwrap(wrapName(call), wrappedKey);
  return key && contentsUnder(key, wrappedKey, call);
}

function contentsUnder(key: KeyObject, wrappedKey: Buffer, { id, account }: CallIdentity): CallContents {
  const at = (what: string) => ["call", id, account, what];
  return {
    wrappedKey,
    sealInput: (operation) => sealJson(key, at("input"), operation),
    openInput: (sealed) => openJson(key, at("input"), sealed)?.[0] as AccountOperation | undefined,
    sealAnswer: (answer) => sealJson(key, at("answer"), answer),
    openAnswer: (sealed) => openJson(key, at("answer"), sealed)?.[0] as CallAnswer | undefined,
  };
}

/** No account has this name. */
const wrapName = ({ id }: CallIdentity): string => `call:${id}`;
