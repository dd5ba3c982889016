import type { CalendarResource, CalendarSpan } from "@casement/core";
import type { Collection, CollectionSummary, ResourceChange, ResourceHead, WriteOutcome } from "@casement/host";
import type { AccountOperation } from "@casement/host/ports";
import type { AskOptions } from "./owner-calls.ts";

type Ask = <T>(operation: AccountOperation, options?: AskOptions) => Promise<T>;
/** JSON has no infinity. */
type JsonSpan = readonly [from: number | null, until: number | null];
type JsonHead = Omit<ResourceHead, "spans"> & { readonly spans: readonly JsonSpan[] };

/** The collections of an account, as its owner has them. */
export async function readCollections(ask: Ask): Promise<readonly Collection[]> {
  const summaries = await ask<readonly CollectionSummary[]>({ do: "collections" });
  return summaries.map((summary) => createFrontCollection(ask, summary));
}

function createFrontCollection(ask: Ask, summary: CollectionSummary): Collection {
  const collection = summary.id;
  return {
    ...summary,
    async heads(range) {
      const heads = await ask<readonly JsonHead[]>({ do: "collectionHeads", collection, ...(range && { range: toJson(range) }) });
      return heads.map((head) => ({ ...head, spans: head.spans.map(fromJson) }));
    },
    async read(groups) {
      const resources = await ask<readonly (CalendarResource | null)[]>({ do: "collectionRead", collection, groups });
      return resources.map((resource) => resource ?? undefined);
    },
    since: (token) => ask<readonly ResourceChange[] | undefined>({ do: "collectionSince", collection, token }),
    write: (write) => ask<WriteOutcome>({ do: "collectionWrite", collection, write }, { repeatable: false }),
  };
}

const toJson = ([from, until]: CalendarSpan): JsonSpan => [finite(from), finite(until)];
const finite = (time: number): number | null => (Number.isFinite(time) ? time : null);
const fromJson = ([from, until]: JsonSpan): CalendarSpan => [from ?? Number.NEGATIVE_INFINITY, until ?? Number.POSITIVE_INFINITY];
