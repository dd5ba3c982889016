import { type AddedArea, defineRoute, GraphFault, type HttpMethod, type Route } from "@casement/graph-emulator";
import type { GraphRecording, RecordedExchange } from "./record-graph.ts";

/**
 * An area that returns the responses of a recording for the same method, path and query: each response in turn, then the last one again and
 * again. For a query that was not recorded, it returns the responses of the path with any query.
 */
export function createReplayedArea({ exchanges }: GraphRecording): AddedArea {
  return () => {
    const byRequest = new Map<string, RecordedExchange[]>();
    for (const exchange of exchanges) {
      const request = `${exchange.method} ${pathOf(exchange.path)}`;
      byRequest.set(request, [...(byRequest.get(request) ?? []), exchange]);
    }
    return { name: "replayed", routes: [...byRequest].map(([request, recorded]) => replayedRoute(request, recorded)), control: {} };
  };
}

function replayedRoute(request: string, recorded: readonly RecordedExchange[]): Route {
  const [method = "GET", path = ""] = request.split(" ");
  const requestCounts = new Map<string, number>();
  return defineRoute(method as HttpMethod, path, ({ rawQuery }) => {
    const sameQuery = recorded.filter((exchange) => sortedQuery(exchange.path.split("?")[1] ?? "") === sortedQuery(rawQuery));
    const exchanges = sameQuery.length > 0 ? sameQuery : recorded;
    const key = sameQuery.length > 0 ? sortedQuery(rawQuery) : "";
    const count = requestCounts.get(key) ?? 0;
    requestCounts.set(key, count + 1);
    const { status, body } = exchanges[Math.min(count, exchanges.length - 1)]!;
    const error = (body as { error?: { code?: string; message?: string } } | undefined)?.error;
    if (status >= 400) throw new GraphFault(status, error?.code ?? "recorded", error?.message ?? "The recording has this error.");
    return { status, ...(body !== undefined && { body }) };
  });
}

const pathOf = (path: string): string => path.split("?")[0] ?? "";
const sortedQuery = (query: string): string => query.split("&").map(decodeURIComponent).sort().join("&");
