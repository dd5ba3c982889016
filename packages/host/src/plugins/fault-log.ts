import { CasementError, errorCodes, type Logger } from "@casement/core";
import { faultOf } from "./fault-of.ts";

export interface FaultLog {
  /**
   * Logs what a plugin's function threw, and whose it is: `reading of sensor kind "quota"`. One line without contents at level `error`, and
   * the message and stack at level `debug`, since a message can quote contents. Repeats of the same fault are logged at `debug` only.
   */
  report(source: string, error: unknown): void;
  /** The function succeeded, so its next fault is news. */
  clear(source: string): void;
}

/** `label` begins each line: `home/quota`. */
export function createFaultLog(log: Logger, label: string): FaultLog {
  const reported = new Map<string, string>();
  return {
    report(source, error) {
      const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
      log.debug(`[${label}] ${source} failed`, { error: message, ...(stack !== undefined && { stack }) });
      const fault = isPluginFault(error) ? (CasementError.is(error) ? error.message : faultOf(error)) : undefined;
      if (fault === undefined || reported.get(source) === fault) return;
      reported.set(source, fault);
      log.error(`[${label}] ${source} failed: ${fault}`);
    },
    clear: (source) => void reported.delete(source),
  };
}

/** Not a fault of the plugin: Graph or the network failed, a permission is missing, the host stops. */
function isPluginFault(error: unknown): boolean {
  if (CasementError.is(error)) return errorCodes[error.code]?.kind === "bug";
  return !(error instanceof Error && error.name === "AbortError");
}
