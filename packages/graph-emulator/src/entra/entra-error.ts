import type { Clock } from "@casement/core";
import type { SeededRandom } from "../seeded-random.ts";
import { type AadstsCode, aadstsRows } from "./aadsts.ts";

const blockingCodes = new Set([53000, 53003, 530033]);

/** An error of Entra. It never leaves this folder: it becomes JSON, a redirect, or a page. */
export class EntraError extends Error {
  readonly code: number | undefined;
  readonly error: string;
  readonly status: number;
  readonly suberror: string | undefined;
  /** Claims request, as JSON, with which the client can try again. */
  readonly claims: string | undefined;

  constructor(
    code: number | undefined,
    options: { error: string; status?: number | undefined; suberror?: string | undefined; claims?: string | undefined; text: string },
  ) {
    super(code === undefined ? options.text : `AADSTS${code}: ${options.text}`);
    this.code = code;
    this.error = options.error;
    this.status = options.status ?? 400;
    this.suberror = options.suberror;
    this.claims = options.claims;
  }

  /** A conditional access policy blocks the sign-in. The page says so, and the app is not told. */
  get isBlocked(): boolean {
    return this.code !== undefined && blockingCodes.has(this.code);
  }
}

/**
 * Creates an error. `values` replaces the placeholders in the table's text. `error` overrides the OAuth error where it depends on the
 * endpoint.
 */
export function createEntraError(code: AadstsCode, values: Record<string, string> = {}, error?: string): EntraError {
  const row = aadstsRows[code]!;
  return new EntraError(code, {
    ...row,
    claims: values.claims,
    error: error ?? row.error,
    text: row.text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? ""),
  });
}

export interface EntraErrorBody {
  error: string;
  /** Text, followed by lines with trace id, correlation id, and time. */
  error_description: string;
  error_codes: number[];
  timestamp: string;
  trace_id: string;
  correlation_id: string;
  error_uri?: string;
  suberror?: string;
  claims?: string;
}

/** Builds the body of a failed token request. Redirects and pages use parts of it. */
export function buildEntraErrorBody(
  error: EntraError,
  from: { clock: Clock; random: SeededRandom; origin: string; correlationId?: string | undefined },
): EntraErrorBody {
  const timestamp = entraTime(from.clock.now());
  const trace = from.random.guid();
  const correlation = from.correlationId ?? from.random.guid();
  return {
    error: error.error,
    error_description: `${error.message}\r\nTrace ID: ${trace}\r\nCorrelation ID: ${correlation}\r\nTimestamp: ${timestamp}`,
    error_codes: error.code === undefined ? [] : [error.code],
    timestamp,
    trace_id: trace,
    correlation_id: correlation,
    ...(error.code !== undefined && { error_uri: `${from.origin}/error?code=${error.code}` }),
    ...(error.suberror !== undefined && { suberror: error.suberror }),
    ...(error.claims !== undefined && { claims: error.claims }),
  };
}

/** Formats a time as `2026-03-02 08:00:00Z`. */
function entraTime(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace("T", " ")}Z`;
}
