import { type ErrorCode, errorCodes } from "./error-codes.ts";

const brand = Symbol.for("casement.error");

/** The only error class. `message` says what happened, to what, and what to do. `code` is stable and has a row in `errorCodes`. */
export class CasementError extends Error {
  override readonly name = "CasementError";
  readonly code: ErrorCode;
  /** Facts for programs. Never contains a token, an address, a subject or a body. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; details?: Record<string, unknown> } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    Object.defineProperty(this, brand, { value: true });
    this.code = code;
    this.details = Object.freeze({ ...options.details });
  }

  /** The HTTP status of the code. */
  get status(): number {
    return errorCodes[this.code].status;
  }

  /** Recognizes errors of other installed copies of this package too. */
  static is(value: unknown): value is CasementError {
    return typeof value === "object" && value !== null && brand in value;
  }
}
