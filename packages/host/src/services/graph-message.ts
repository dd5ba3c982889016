import { CasementError } from "@casement/core";
import { graphMessageOf } from "../graph/graph-error.ts";

/** The error with what Graph said, as `details.graphMessage`, for the caller only. Call it after the error was logged. */
export function withGraphMessage(error: CasementError): CasementError {
  const graphMessage = graphMessageOf(error);
  if (graphMessage === undefined) return error;
  return new CasementError(error.code, error.message, { cause: error, details: { ...error.details, graphMessage } });
}
