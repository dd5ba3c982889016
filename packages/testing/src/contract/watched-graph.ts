import type { Graph } from "@casement/core";

/** A call that one of the plugin's functions asked for, whether or not the fence let it pass. */
export interface WatchedCall {
  /** Which function: `feeds.messages`, `sensors.folder`, `sensors.folder instances`, `services.send`. */
  readonly by: string;
  readonly account: string;
  readonly method: string;
  readonly path: string;
  /** `query` counts as a read. */
  readonly verb: keyof Graph;
}

/** The same graph; `tell` hears of every call before it is made. */
export function watchedGraph(graph: Graph, tell: (call: Pick<WatchedCall, "method" | "path" | "verb">) => void): Graph {
  const heard =
    <K extends keyof Graph>(verb: K, method: string) =>
    (path: string, ...rest: unknown[]): any => {
      tell({ verb, method, path });
      return (graph[verb] as (...args: unknown[]) => unknown)(path, ...rest);
    };
  return Object.freeze<Graph>({
    get: heard("get", "GET"),
    pages: heard("pages", "GET"),
    list: heard("list", "GET"),
    delta: heard("delta", "GET"),
    query: heard("query", "POST"),
    download: heard("download", "GET"),
    upload: heard("upload", "POST"),
    send(method, path, ...rest) {
      tell({ verb: "send", method, path });
      return graph.send(method, path, ...rest);
    },
  });
}
