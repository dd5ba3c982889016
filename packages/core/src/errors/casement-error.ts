import { type ErrorCode, errorCodes } from "./error-codes.ts";

const brand = Symbol.for("casement.error");

/** The one error class. `message` says what happened, to what, and what to do; `code` is stable and has a row in `errorCodes`. */
export class CasementError extends Error {
  override readonly name = "CasementError";
  readonly code: ErrorCode;
  /** Facts for programs (never a token, an address, a subject or a body). */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; details?: Record<string, unknown> } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    Object.defineProperty(this, brand, { value: true });
    this.code = code;
    this.details = Object.freeze({ ...options.details });
  }

  /** HTTP status that fits the error, from the table. */
  get status(): number {
    return errorCodes[this.code].status;
  }

  /** Identity by symbol, so that two installed copies of the package understand each other. */
  static is(value: unknown): value is CasementError {
    return typeof value === "object" && value !== null && brand in value;
  }
}
