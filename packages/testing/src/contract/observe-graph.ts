import type { Graph } from "@casement/core";

/** A request that one of the plugin's functions made, whether or not the fence accepted it. */
export interface ObservedRequest {
  /** The function: `feeds.messages`, `sensors.folder`, `sensors.folder instances`, `services.send`. */
  readonly caller: string;
  readonly account: string;
  readonly method: string;
  readonly path: string;
  /** The member of `Graph`. `query` counts as a read. */
  readonly member: keyof Graph;
}

/** The same graph. `onRequest` is called before every request. */
export function observeGraph(graph: Graph, onRequest: (request: Pick<ObservedRequest, "method" | "path" | "member">) => void): Graph {
  const observed =
    <K extends keyof Graph>(member: K, method: string) =>
    (path: string, ...rest: unknown[]): any => {
      onRequest({ member, method, path });
      return (graph[member] as (...args: unknown[]) => unknown)(path, ...rest);
    };
  return Object.freeze<Graph>({
    get: observed("get", "GET"),
    pages: observed("pages", "GET"),
    list: observed("list", "GET"),
    delta: observed("delta", "GET"),
    query: observed("query", "POST"),
    download: observed("download", "GET"),
    upload: observed("upload", "POST"),
    send(method, path, ...rest) {
      onRequest({ member: "send", method, path });
      return graph.send(method, path, ...rest);
    },
  });
}
