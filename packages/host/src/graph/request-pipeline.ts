import type { GraphOptions } from "@casement/core";
import type { GraphRequest, GraphResponse, HttpMethod, RequestOutcome } from "./graph-request.ts";

/** What the verbs of one call's `Graph` are made of. */
export interface RequestPipeline {
  /** Reads the address and passes the fence; throws what they throw. Nothing is sent yet. */
  createRequest(method: HttpMethod, address: string, options?: GraphOptions, more?: Partial<GraphRequest>): GraphRequest;
  /** Sends it and repeats it as far as that is safe. `attempt` is one try; left out, the usual way through the batcher. */
  execute(request: GraphRequest, attempt?: (request: GraphRequest) => Promise<RequestOutcome>): Promise<GraphResponse>;
  /** Counts items that an answer brought. */
  countItems(request: GraphRequest, items: number): void;
}
