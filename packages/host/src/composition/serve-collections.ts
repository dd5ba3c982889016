import { CasementError } from "@casement/core";
import type { Collection, CollectionSummary } from "../agenda/collection.ts";
import type { AccountHandle } from "../api.ts";
import type { AccountOperation } from "../ports/index.ts";

export type OfCollection = Extract<AccountOperation, { readonly do: `collection${string}` }>;

export const isOfCollection = (operation: AccountOperation): operation is OfCollection => operation.do.startsWith("collection");

/** What other processes ask of the collections of calendar programs. Infinite ends of a span are `null` in JSON. */
export async function serveCollections(account: AccountHandle, operation: OfCollection): Promise<unknown> {
  const collections = await account.collections();
  if (operation.do === "collections") return collections.map(summaryOf);
  const collection = collections.find(({ id }) => id === operation.collection);
  if (!collection) throw new CasementError("not-found", `Account ${account.name} has no collection ${operation.collection} any more.`);
  switch (operation.do) {
    case "collectionHeads": {
      const [from, until] = operation.range ?? [];
      return collection.heads(operation.range && [from ?? Number.NEGATIVE_INFINITY, until ?? Number.POSITIVE_INFINITY]);
    }
    case "collectionRead":
      return collection.read(operation.groups);
    case "collectionSince":
      return collection.since(operation.token);
    case "collectionWrite":
      return collection.write({ ...operation.write, resource: operation.write.resource });
  }
}

const summaryOf = ({ heads: _1, read: _2, since: _3, write: _4, ...summary }: Collection): CollectionSummary => summary;
