import type { GraphOptions } from "@casement/core";
import type { Answer, GraphRequest, Method, Outcome } from "./exchange.ts";

/** What the verbs of one call's `Graph` are made of. */
export interface CallLane {
  /** Reads the address and passes the fence; throws what they throw. Nothing is sent yet. */
  request(method: Method, address: string, options?: GraphOptions, more?: Partial<GraphRequest>): GraphRequest;
  /** Sends it and repeats it as far as that is safe. `attempt` is one try; left out, the usual way through the batcher. */
  deliver(request: GraphRequest, attempt?: (request: GraphRequest) => Promise<Outcome>): Promise<Answer>;
  /** Counts items that an answer brought. */
  count(request: GraphRequest, items: number): void;
}
