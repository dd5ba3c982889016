import { CasementError } from "@casement/core";
import type { GraphRequest } from "./graph-request.ts";

export function itemsOf<T>(request: GraphRequest, body: any): readonly T[] {
  if (!Array.isArray(body?.value)) throw invalidPage(request, "is not a collection. Read single resources with graph.get");
  return body.value;
}

export const invalidPage = (request: GraphRequest, what: string): CasementError =>
  new CasementError("graph-error", `${request.method} ${request.shape}: the response ${what}.`, {
    details: { method: request.method, path: request.shape },
  });
