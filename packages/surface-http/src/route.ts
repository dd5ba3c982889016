import type { Caller } from "./access/caller.ts";

export type Schema = Readonly<Record<string, unknown>>;

/** `open`: anybody. `read`: also the read-only token. `full`: the whole token. */
export type RouteAccess = "open" | "read" | "full";

/** One thing that can be asked for. Serving, access, logging and OpenAPI are all made from it. */
export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  /** As OpenAPI spells it: `/api/v1/accounts/{account}`. */
  readonly path: string;
  readonly access: RouteAccess;
  readonly id: string;
  readonly summary: string;
  readonly query?: Readonly<Record<string, { readonly description: string; readonly schema: Schema }>>;
  /** JSON Schema of the body. */
  readonly body?: Schema;
  readonly answer: Answer;
  handle(call: Call): Response | Promise<Response>;
}

export interface Answer {
  readonly status: number;
  readonly description: string;
  /** By content type. Left out: no content. */
  readonly content?: Readonly<Record<string, Schema>>;
}

/** What a route gets of one request. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  /** Undefined on open routes that nobody signed in to. */
  readonly caller: Caller | undefined;
  param(name: string): string;
  query(name: string): string | undefined;
  /** The body as an object; nothing counts as `{}`. Throws `input-invalid` and `too-large`. */
  json(): Promise<Readonly<Record<string, unknown>>>;
  /** Cuts the connection; for a reader that has stopped reading. */
  drop(): void;
}

export const jsonAnswer = (description: string, schema: Schema): Answer => ({
  status: 200,
  description,
  content: { "application/json": schema },
});
