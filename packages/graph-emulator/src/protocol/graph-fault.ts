const brand = Symbol.for("casement.graph-fault");

/** An error response of Graph: `{ error: { code, message, innerError } }`. Handlers throw it and `graph.ts` writes it. */
export class GraphFault extends Error {
  override readonly name = "GraphFault";
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    Object.defineProperty(this, brand, { value: true });
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  /** Recognizes faults of every copy of this package: an area can be written with another one. */
  static is(value: unknown): value is GraphFault {
    return typeof value === "object" && value !== null && brand in value;
  }
}

export const notFound = (message = "The specified object was not found in the store."): GraphFault =>
  new GraphFault(404, "ErrorItemNotFound", message);

export const badRequest = (message: string, code = "BadRequest"): GraphFault => new GraphFault(400, code, message);
