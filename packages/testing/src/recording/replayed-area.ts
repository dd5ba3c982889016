import { type AddedArea, defineRoute, GraphFault, type HttpMethod, type Route } from "@casement/graph-emulator";
import type { GraphRecording, RecordedExchange } from "./record-graph.ts";

/**
 * An area that answers as a recording did: the same method, path and query, each answer in turn and the last one ever after. A query that
 * was not recorded gets what the path answered without regard to it.
 */
export function replayedArea({ exchanges }: GraphRecording): AddedArea {
  return () => {
    const byCall = new Map<string, RecordedExchange[]>();
    for (const exchange of exchanges) {
      const call = `${exchange.method} ${pathOf(exchange.path)}`;
      byCall.set(call, [...(byCall.get(call) ?? []), exchange]);
    }
    return { name: "replayed", routes: [...byCall].map(([call, recorded]) => replayed(call, recorded)), control: {} };
  };
}

function replayed(call: string, recorded: readonly RecordedExchange[]): Route {
  const [method = "GET", path = ""] = call.split(" ");
  const turns = new Map<string, number>();
  return defineRoute(method as HttpMethod, path, ({ rawQuery }) => {
    const same = recorded.filter((exchange) => sortedQuery(exchange.path.split("?")[1] ?? "") === sortedQuery(rawQuery));
    const answers = same.length > 0 ? same : recorded;
    const key = same.length > 0 ? sortedQuery(rawQuery) : "";
    const turn = turns.get(key) ?? 0;
    turns.set(key, turn + 1);
    const { status, body } = answers[Math.min(turn, answers.length - 1)]!;
    const error = (body as { error?: { code?: string; message?: string } } | undefined)?.error;
    if (status >= 400) throw new GraphFault(status, error?.code ?? "recorded", error?.message ?? "As recorded.");
    return { status, ...(body !== undefined && { body }) };
  });
}

const pathOf = (path: string): string => path.split("?")[0] ?? "";
const sortedQuery = (query: string): string => query.split("&").map(decodeURIComponent).sort().join("&");
