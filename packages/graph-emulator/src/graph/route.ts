import type { Clock } from "@casement/core";
import type { User } from "../directory.ts";
import type { CallerIdentity } from "./authenticate-request.ts";
import type { ODataQuery } from "./odata/odata-query.ts";
import type { PreferHeader } from "./prefer-header.ts";

export type HttpMethod = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** Everything a handler may know about one Graph request. */
export interface GraphRequest {
  readonly method: HttpMethod;
  /** Decoded path below `/v1.0`, as the client wrote it. */
  readonly path: string;
  /** The same still percent-encoded, for links. */
  readonly rawPath: string;
  /** The template of the matched route, for example `/me/mailFolders/{folder}/messages`. */
  readonly template: string;
  /** Values of `{name}` in the template, by that name; decoded, quotes of the OData key syntax removed. */
  readonly params: Readonly<Record<string, string>>;
  /** Arguments of a function in the path (`reminderView(startDateTime='…')`), by lower-cased name. */
  readonly args: Readonly<Record<string, string>>;
  readonly query: ODataQuery;
  /** As the client wrote it, without the question mark. */
  readonly rawQuery: string;
  readonly headers: Headers;
  readonly prefer: PreferHeader;
  /** Parsed JSON of the body; `undefined` when there is none. Bytes of another content type are in `bytes`. */
  readonly body: unknown;
  readonly bytes: Uint8Array;
  /** Who signed in. */
  readonly user: User;
  /** The same, with app and permissions. */
  readonly caller: CallerIdentity;
  /** Whose data is meant: the signed-in user for `/me`, else the user of `/users/{id|upn}`. */
  readonly mailboxUser: User;
  /** Whether a permission of the token, or one that implies it, covers `scope`. */
  allows(scope: string): boolean;
  readonly clock: Clock;
  /** Scheme and host as the client sees them (`Host`, `X-Forwarded-*`), for links: `https://graph.microsoft.com`. */
  readonly origin: string;
}

/** A plain answer. `status` defaults to 200, or 204 without a body. Objects are sent as JSON, bytes as they are. */
export interface GraphResult {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export type RouteHandler = (request: GraphRequest) => GraphResult | Promise<GraphResult>;

export interface Route {
  readonly method: HttpMethod;
  /** `/me/…` stands for `/users/{id|upn}/…` too. A last segment such as `delta` or `reminderView` also matches with parentheses. */
  readonly template: string;
  readonly handler: RouteHandler;
  /** Graph has no such call: no permission is asked for, because the handler refuses anyway. */
  readonly unmapped?: boolean;
}

/** `route("GET", "/me/mailFolders/{folder}/messages", handler)`. Segments match in any case; a literal wins over a `{param}`. */
export const defineRoute = (method: HttpMethod, template: string, handler: RouteHandler): Route => ({ method, template, handler });

/** A route for what Graph does not have, so that the refusal can say why. */
export const defineRefusedRoute = (method: HttpMethod, template: string, fault: () => Error): Route => ({
  method,
  template,
  handler: () => {
    throw fault();
  },
  unmapped: true,
});

/** The route answers 200 with `body`. */
export const okResult = (body: unknown): GraphResult => ({ status: 200, body });
export const createdResult = (body: unknown): GraphResult => ({ status: 201, body });
export const acceptedResult = (): GraphResult => ({ status: 202 });
export const noContentResult = (): GraphResult => ({ status: 204 });
