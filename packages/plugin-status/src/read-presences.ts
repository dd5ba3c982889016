import type { Graph } from "@casement/core";
import { type GraphPresence, readGraphPresence } from "./graph-types.ts";

/** https://learn.microsoft.com/graph/api/cloudcommunications-getpresencesbyuserid */
export const maxIdsPerRequest = 650;

export const presencesPath = "/communications/getPresencesByUserId";

/** The presence of many people, without those that Graph does not know. */
export async function readPresences(graph: Graph, ids: readonly string[]): Promise<GraphPresence[]> {
  const chunks = Array.from({ length: Math.ceil(ids.length / maxIdsPerRequest) }, (_, i) =>
    ids.slice(i * maxIdsPerRequest, (i + 1) * maxIdsPerRequest),
  );
  const responses = await Promise.all(chunks.map((chunk) => graph.query<{ value: unknown[] }>(presencesPath, { ids: chunk })));
  return responses.flatMap(({ value }) => value.map(readGraphPresence));
}
