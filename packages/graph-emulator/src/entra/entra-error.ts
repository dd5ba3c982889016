import type { Clock } from "@casement/core";
import type { SeededRandom } from "../seeded-random.ts";
import { type AadstsCode, aadstsRows } from "./aadsts.ts";

/** Entra's "no" on its way from a rule to the answer. It never leaves this folder: it becomes JSON, a redirect or a page. */
export class EntraError extends Error {
  readonly code: number | undefined;
  readonly error: string;
  readonly status: number;
  readonly suberror: string | undefined;

  constructor(code: number | undefined, of: { error: string; status?: number | undefined; suberror?: string | undefined; text: string }) {
    super(code === undefined ? of.text : `AADSTS${code}: ${of.text}`);
    this.code = code;
    this.error = of.error;
    this.status = of.status ?? 400;
    this.suberror = of.suberror;
  }
}

/** `values` fill the `{…}` of the table's text; `error` replaces the table's where one code is spelt differently by place. */
export function createEntraError(code: AadstsCode, values: Record<string, string> = {}, error?: string): EntraError {
  const row = aadstsRows[code]!;
  return new EntraError(code, { ...row, error: error ?? row.error, text: row.text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "") });
}

export interface EntraErrorBody {
  error: string;
  /** Ends in lines with trace id, correlation id and time. */
  error_description: string;
  error_codes: number[];
  timestamp: string;
  trace_id: string;
  correlation_id: string;
  error_uri?: string;
  suberror?: string;
}

/** The body of a refused token request, and what redirects and pages take their parts from. */
export function buildEntraErrorBody(
  of: EntraError,
  from: { clock: Clock; random: SeededRandom; origin: string; correlationId?: string | undefined },
): EntraErrorBody {
  const timestamp = entraTime(from.clock.now());
  const trace = from.random.guid();
  const correlation = from.correlationId ?? from.random.guid();
  return {
    error: of.error,
    error_description: `${of.message}\r\nTrace ID: ${trace}\r\nCorrelation ID: ${correlation}\r\nTimestamp: ${timestamp}`,
    error_codes: of.code === undefined ? [] : [of.code],
    timestamp,
    trace_id: trace,
    correlation_id: correlation,
    ...(of.code !== undefined && { error_uri: `${from.origin}/error?code=${of.code}` }),
    ...(of.suberror !== undefined && { suberror: of.suberror }),
  };
}

/** As in `2026-03-02 08:00:00Z`. */
function entraTime(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace("T", " ")}Z`;
}
