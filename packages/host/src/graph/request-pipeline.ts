import type { GraphOptions } from "@casement/core";
import type { GraphRequest, GraphResponse, HttpMethod, RequestOutcome } from "./graph-request.ts";

/** The steps from which the methods of a `Graph` are built. */
export interface RequestPipeline {
  /**
   * Parses the address and passes it through the fence. Sends nothing. `before`: a request that has passed with the same method; if the path is the same, only
   * the query is checked. @throws CasementError as `parseTarget` and `passFence` do
   */
  createRequest(
    method: HttpMethod,
    address: string,
    options?: GraphOptions,
    more?: Partial<GraphRequest>,
    before?: GraphRequest,
  ): GraphRequest;
  /** Sends the request and retries it as far as that is safe. `attempt` makes one attempt. Default: the batch sender, or a single request. */
  execute(request: GraphRequest, attempt?: (request: GraphRequest) => Promise<RequestOutcome>): Promise<GraphResponse>;
  /** Counts the items of a response. */
  countItems(request: GraphRequest, items: number): void;
}
