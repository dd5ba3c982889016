import { CasementError, errorCodes, type Logger } from "@casement/core";
import { describeDiskFault } from "../store/disk-fault.ts";
import { faultOf } from "./fault-of.ts";

export interface FaultLog {
  /**
   * Logs an error that a plugin's function threw. `source` names the function: `reading of sensor kind "quota"`; `part` is what it read, such
   * as a feed's key. Writes one line without contents: at level `error` for the plugin's fault, and at level `warn` for an outage that lasts
   * for a second round. Message and stack, which can quote contents, and repeats are logged at `debug` only.
   */
  report(source: string, error: unknown, part?: string): void;
  /** Call it when the function succeeded, so that its next fault is logged again. */
  clear(source: string, part?: string): void;
  /** Runs a function and reports what it throws. */
  during<T>(source: string, run: () => Promise<T>, part?: string): Promise<T>;
}

interface FailingSource {
  /** By part. */
  readonly parts: Map<string, { readonly fault: string; readonly count: number }>;
  readonly reported: Set<string>;
}

/** Reported elsewhere: as the account's state, as the plugin's access, or not at all. */
const reportedElsewhere = new Set(["sign-in-required", "scope-not-granted", "stopped"]);

/** `label` is the prefix of each line: `home/quota`. */
export function createFaultLog(log: Logger, label: string): FaultLog {
  const failing = new Map<string, FailingSource>();

  const report: FaultLog["report"] = (source, error, part = "") => {
    const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined;
    log.debug(`[${label}] ${source} failed`, { error: message, ...(cause && { cause }), ...(stack !== undefined && { stack }) });
    const isOutage = isOutageOf(error);
    if (!isOutage && !isPluginFault(error)) return;
    const diskFault = describeDiskFault(error);
    const text = diskFault ?? (CasementError.is(error) ? error.message : faultOf(error));
    const fault = diskFault ? "disk" : isOutage && CasementError.is(error) ? error.code : text;
    const known = failing.get(source) ?? { parts: new Map(), reported: new Set() };
    failing.set(source, known);
    const before = known.parts.get(part);
    const count = before?.fault === fault ? before.count + 1 : 1;
    known.parts.set(part, { fault, count });
    if (known.reported.has(fault) || (isOutage && count < 2)) return;
    known.reported.add(fault);
    if (isOutage) log.warn(`[${label}] ${source} keeps failing (${fault}): ${text}`);
    else log.error(`[${label}] ${source} failed: ${text}`);
  };
  const clear: FaultLog["clear"] = (source, part = "") => {
    const known = failing.get(source);
    if (!known) return;
    known.parts.delete(part);
    if (known.parts.size > 0) return;
    failing.delete(source);
    if (known.reported.size > 0) log.info(`[${label}] ${source} works again`);
  };
  return {
    report,
    clear,
    async during(source, run, part) {
      try {
        const result = await run();
        clear(source, part);
        return result;
      } catch (error) {
        report(source, error, part);
        throw error;
      }
    },
  };
}

const isOutageOf = (error: unknown): boolean =>
  describeDiskFault(error) !== undefined ||
  (CasementError.is(error) && errorCodes[error.code]?.kind !== "bug" && !reportedElsewhere.has(error.code));

/** Whether the plugin caused the error. */
function isPluginFault(error: unknown): boolean {
  if (CasementError.is(error)) return errorCodes[error.code]?.kind === "bug";
  return !(error instanceof Error && error.name === "AbortError");
}
