import type { AuthenticatedClient } from "./access/authenticated-client.ts";
import type { RequestPlace } from "./addresses/request-place.ts";

export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * `open`: no token needed. `read`: any token but that of an AI agent, and no display. `display`: as `read`, and a display, which the route shows only
 * what `visibilityOf` lets through. `change`: the full token, or that of a program that may change. `full`: the
 * full token, because the route manages the hub. `agent`: the full or the read-only token, or that of an AI agent. `tick`: as `change`, or a display
 * that may tick lists; the route checks what it calls.
 */
export type RouteAccess = "open" | "read" | "change" | "full" | "agent" | "tick" | "display";

/** One method and path. Serving, access control, logging and OpenAPI all use this definition. */
export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** In OpenAPI's notation: `/api/v1/accounts/{account}`. */
  readonly path: string;
  readonly access: RouteAccess;
  /** The sender decides which parameters the address has. */
  readonly anyQuery?: true;
  /** What `WWW-Authenticate` says besides the realm if the request is not authorized: ` name="value"` pairs. */
  challenge?(place: RequestPlace): string;
  readonly operationId: string;
  readonly summary: string;
  /** Other parameters are refused. */
  readonly query?: Readonly<Record<string, { readonly description: string; readonly schema: JsonSchema }>>;
  /** JSON Schema of the body. */
  readonly body?: JsonSchema;
  /** Default: JSON. */
  readonly bodyType?: "application/x-www-form-urlencoded" | "application/octet-stream";
  readonly response: RouteResponse;
  handle(request: RouteRequest): Response | Promise<Response>;
}

/** The successful response, for OpenAPI. */
export interface RouteResponse {
  readonly status: number;
  readonly description: string;
  /** Schemas by content type. Default: the response has no body. */
  readonly content?: Readonly<Record<string, JsonSchema>>;
  /** Content types of errors besides problem details. */
  readonly errorContent?: Readonly<Record<string, JsonSchema>>;
}

export interface RouteRequest {
  readonly request: Request;
  readonly url: URL;
  readonly place: RequestPlace;
  /** Undefined on `open` routes. */
  readonly client: AuthenticatedClient | undefined;
  param(name: string): string;
  query(name: string): string | undefined;
  /** The body. An empty body counts as `{}`. @throws CasementError `input-invalid`, `too-large`, `too-many-calls` */
  json(): Promise<Readonly<Record<string, unknown>>>;
  /** The body as any JSON. @throws CasementError as `json` */
  anyJson(): Promise<unknown>;
  /** The body as a form. @throws CasementError `input-invalid`, `too-large`, `too-many-calls` */
  form(): Promise<URLSearchParams>;
  /** The body as a file. @throws CasementError `too-large` */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  /** Closes the connection of a client that no longer reads. */
  disconnect(): void;
}

export const jsonResponseOf = (description: string, schema: JsonSchema): RouteResponse => ({
  status: 200,
  description,
  content: { "application/json": schema },
});
