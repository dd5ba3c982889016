import { CasementError } from "@casement/core";
import type { CallHandler, CallPort } from "../ports/index.ts";

const neverAborted = new AbortController().signal;

/** Calls within the process: the handler is called directly. */
export function createLocalCalls(): CallPort {
  let serving: CallHandler | undefined;
  return {
    async call({ account, operation }, { signal = neverAborted, progress = () => {} } = {}) {
      if (!serving) throw new CasementError("stopped", "The host is not running. Start it first.");
      signal.throwIfAborted();
      return serving(account, operation, { signal, progress });
    },
    serve(handler) {
      serving = handler;
      return () => {
        if (serving === handler) serving = undefined;
      };
    },
  };
}
