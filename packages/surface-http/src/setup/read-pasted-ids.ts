import { readPastedClientId, readPastedTenant } from "@casement/core";

/** The IDs of an account without what was pasted around them. What is not recognized stays, and the configuration refuses it. */
export function readPastedIds<T extends { readonly clientId?: string; readonly accountType?: string }>(ids: T): T {
  const { clientId, accountType } = ids;
  return {
    ...ids,
    ...(clientId !== undefined && { clientId: readPastedClientId(clientId) ?? clientId }),
    ...(accountType !== undefined && { accountType: readPastedTenant(accountType) ?? accountType }),
  };
}
