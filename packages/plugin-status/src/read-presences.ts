import type { Graph } from "@casement/core";
import type { GraphPresence } from "./graph-types.ts";

/** Graph takes this many ids in one call. */
const most = 650;

/** Presence of many people; whom Graph does not know is left out. */
export async function readPresences(graph: Graph, ids: readonly string[]): Promise<GraphPresence[]> {
  const chunks = Array.from({ length: Math.ceil(ids.length / most) }, (_, at) => ids.slice(at * most, (at + 1) * most));
  const answers = await Promise.all(
    chunks.map((chunk) => graph.query<{ value: GraphPresence[] }>("/communications/getPresencesByUserId", { ids: chunk })),
  );
  return answers.flatMap(({ value }) => value);
}
