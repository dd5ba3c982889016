import { type ClusterKeys, createDataKey } from "../keys/cluster-keys.ts";
import { openJson, type SealedAt, sealJson } from "../keys/sealing.ts";

/** Something that belongs to no account: sealed under a key of its own, which is encrypted under the cluster key. */
export interface SealedApart {
  readonly wrappedKey: Buffer;
  readonly sealed: Buffer;
}

/** `at`: where it belongs. It opens nowhere else. */
export function sealApart(clusterKeys: ClusterKeys, at: SealedAt, value: unknown): SealedApart {
  const key = createDataKey();
  return { wrappedKey: clusterKeys.wrap(wrapName(at), key), sealed: sealJson(key, at, value) };
}

/** Undefined if it is damaged or from elsewhere. @throws CasementError `store-damaged` with the reason `wrong-key` */
export function openApart(clusterKeys: ClusterKeys, at: SealedAt, { wrappedKey, sealed }: SealedApart): unknown {
  const key = clusterKeys.unwrap(wrapName(at), wrappedKey);
  return key && openJson(key, at, sealed)?.[0];
}

/** No account has this name. */
const wrapName = (at: SealedAt): string => JSON.stringify(at);
