import { CasementError, errorCodes, type Logger } from "@casement/core";
import { faultOf } from "./fault-of.ts";

export interface FaultLog {
  /**
   * Logs an error that a plugin's function threw. `source` names the function: `reading of sensor kind "quota"`. Writes one line without
   * contents at level `error`, and the message and stack, which can quote contents, at level `debug`. Repeats of the same fault are logged
   * at `debug` only.
   */
  report(source: string, error: unknown): void;
  /** Call it when the function succeeded, so that its next fault is logged again. */
  clear(source: string): void;
}

/** `label` is the prefix of each line: `home/quota`. */
export function createFaultLog(log: Logger, label: string): FaultLog {
  const reported = new Map<string, string>();
  return {
    report(source, error) {
      const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined;
      log.debug(`[${label}] ${source} failed`, { error: message, ...(cause && { cause }), ...(stack !== undefined && { stack }) });
      const fault = isPluginFault(error) ? (CasementError.is(error) ? error.message : faultOf(error)) : undefined;
      if (fault === undefined || reported.get(source) === fault) return;
      reported.set(source, fault);
      log.error(`[${label}] ${source} failed: ${fault}`);
    },
    clear: (source) => void reported.delete(source),
  };
}

/** Whether the plugin caused the error. Outages, missing permissions and a stopping host are not the plugin's fault. */
function isPluginFault(error: unknown): boolean {
  if (CasementError.is(error)) return errorCodes[error.code]?.kind === "bug";
  return !(error instanceof Error && error.name === "AbortError");
}
