import type { Clock } from "@casement/core";
import type { User } from "../directory.ts";
import type { CallerIdentity } from "./authenticate-request.ts";
import type { ExpandedProperties } from "./odata/check-expand.ts";
import type { ODataQuery } from "./odata/odata-query.ts";
import type { PreferHeader } from "./prefer-header.ts";

export type HttpMethod = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** One Graph request, as a route handler receives it. */
export interface GraphRequest {
  readonly method: HttpMethod;
  /** Decoded path below `/v1.0`, in the client's spelling. */
  readonly path: string;
  /** Percent-encoded path, for links. */
  readonly rawPath: string;
  /** Template of the matched route, for example `/me/mailFolders/{folder}/messages`. */
  readonly template: string;
  /** Values of the template's `{name}` placeholders, decoded and without the quotes of the OData key syntax. */
  readonly params: Readonly<Record<string, string>>;
  /** Arguments of a function in the path (`reminderView(startDateTime='…')`). Names are in lowercase. */
  readonly args: Readonly<Record<string, string>>;
  readonly query: ODataQuery;
  /** Query string in the client's spelling, without the question mark. */
  readonly rawQuery: string;
  readonly headers: Headers;
  readonly prefer: PreferHeader;
  /** Parsed JSON body. Undefined without a body, or for another content type (see `bytes`). */
  readonly body: unknown;
  readonly bytes: Uint8Array;
  /** The signed-in user. */
  readonly user: User;
  /** The signed-in user with app and permissions. */
  readonly caller: CallerIdentity;
  /** Owner of the requested data: the signed-in user for `/me`, otherwise the user of `/users/{id|upn}`. */
  readonly mailboxUser: User;
  /** Whether the token has `scope` or a permission that implies it. */
  allows(scope: string): boolean;
  readonly clock: Clock;
  /** Scheme and host that the client used (`Host`, `X-Forwarded-*`), for links: `https://graph.microsoft.com`. */
  readonly origin: string;
}

/** What a handler returns. Objects are sent as JSON, bytes unchanged. Default status: 200, or 204 without a body. */
export interface GraphResult {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** Number of items in the whole collection, after `$filter` and `$search`: the answer to `…/$count`. */
  total?: number;
}

export type RouteHandler = (request: GraphRequest) => GraphResult | Promise<GraphResult>;

export interface Route {
  readonly method: HttpMethod;
  /** `/me/…` also matches `/users/{id|upn}/…`. A last segment such as `delta` or `reminderView` also matches with parentheses. */
  readonly template: string;
  readonly handler: RouteHandler;
  /** What `$expand` may name. Anything else is refused before the handler runs. `all`: the handler checks it. */
  readonly expand?: ExpandedProperties | "all";
  /** Graph does not offer this request. No permission is checked, because the handler always throws. */
  readonly unmapped?: boolean;
}

/**
 * Defines a route: `defineRoute("GET", "/me/mailFolders/{folder}/messages", handler)`. Segments match in any case. A literal segment takes
 * precedence over a `{param}`.
 */
export const defineRoute = (method: HttpMethod, template: string, handler: RouteHandler, options: Pick<Route, "expand"> = {}): Route => ({
  method,
  template,
  handler,
  ...options,
});

/** Defines a route for a request that Graph does not offer, so that the error can explain why. */
export const defineRefusedRoute = (method: HttpMethod, template: string, fault: () => Error): Route => ({
  method,
  template,
  handler: () => {
    throw fault();
  },
  unmapped: true,
});

/** The route responds with 200 and `body`. */
export const okResult = (body: unknown): GraphResult => ({ status: 200, body });
export const createdResult = (body: unknown): GraphResult => ({ status: 201, body });
export const acceptedResult = (): GraphResult => ({ status: 202 });
export const noContentResult = (): GraphResult => ({ status: 204 });
