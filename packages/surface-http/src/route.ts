import type { AuthenticatedClient } from "./access/authenticated-client.ts";

export type JsonSchema = Readonly<Record<string, unknown>>;

/** `open`: no token needed. `read`: the full or the read-only token. `full`: the full token. */
export type RouteAccess = "open" | "read" | "full";

/** One method and path. Serving, access control, logging and OpenAPI all use this definition. */
export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  /** In OpenAPI's notation: `/api/v1/accounts/{account}`. */
  readonly path: string;
  readonly access: RouteAccess;
  readonly operationId: string;
  readonly summary: string;
  readonly query?: Readonly<Record<string, { readonly description: string; readonly schema: JsonSchema }>>;
  /** JSON Schema of the body. */
  readonly body?: JsonSchema;
  readonly response: RouteResponse;
  handle(request: RouteRequest): Response | Promise<Response>;
}

/** The successful response, for OpenAPI. */
export interface RouteResponse {
  readonly status: number;
  readonly description: string;
  /** Schemas by content type. Default: the response has no body. */
  readonly content?: Readonly<Record<string, JsonSchema>>;
}

export interface RouteRequest {
  readonly request: Request;
  readonly url: URL;
  /** Undefined on `open` routes. */
  readonly client: AuthenticatedClient | undefined;
  param(name: string): string;
  query(name: string): string | undefined;
  /** The body. An empty body counts as `{}`. @throws CasementError `input-invalid`, `too-large` */
  json(): Promise<Readonly<Record<string, unknown>>>;
  /** Closes the connection of a client that no longer reads. */
  disconnect(): void;
}

export const jsonResponseOf = (description: string, schema: JsonSchema): RouteResponse => ({
  status: 200,
  description,
  content: { "application/json": schema },
});
