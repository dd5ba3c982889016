import { isIP } from "node:net";
import { CasementError } from "@casement/core";
import type { Context } from "hono";
import { compress } from "hono/compress";
import { Hono } from "hono/tiny";
import { getPath } from "hono/utils/url";
import type { RequestPlace } from "./addresses/request-place.ts";
import { createBodyReader, fileLimit, readBytes } from "./body-reader.ts";
import { checkQuery } from "./check-query.ts";
import type { MountedSurface } from "./mount/mounted-surface.ts";
import { serveMounted } from "./mount/serve-mounted.ts";
import { describeUnknownError } from "./responses/describe-unknown-error.ts";
import { createProblemResponse } from "./responses/problem-details.ts";
import { addSecurityHeaders } from "./responses/security-headers.ts";
import type { Route } from "./route.ts";
import type { RouteContext } from "./route-context.ts";
import type { StaticFiles } from "./static-files.ts";

/** Node's side of the connection, which a `Request` lacks. */
export interface ServerBindings {
  readonly incoming?: { readonly socket: { readonly remoteAddress?: string | undefined } };
  readonly outgoing?: { destroy(): void };
}

interface AppEnv {
  /** `place`: undefined if the request names another machine. */
  Bindings: ServerBindings & { readonly place: RequestPlace | undefined };
  Variables: { path: string; challenge: string | undefined };
}

export interface AppParts {
  readonly routes: readonly Route[];
  readonly mounts: readonly MountedSurface[];
  readonly staticFiles: StaticFiles;
}

/** Serves the routes: checks the Host header and access, adds problem details and security headers, logs one line per request. */
export function createApp(routeContext: RouteContext, { routes, mounts, staticFiles }: AppParts): Hono<AppEnv> {
  const { addresses, accessControl, log, clock, cookie, access, guesses } = routeContext;
  const app = new Hono<AppEnv>({ getPath: (request, options) => (options?.env as AppEnv["Bindings"])?.place?.path ?? getPath(request) });
  const bodies = createBodyReader(clock);

  app.use("*", async (context, next) => {
    const startedAt = clock.now().getTime();
    await next();
    addSecurityHeaders(context.res.headers, context.env.place?.isIngress ?? false);
    log.debug(`HTTP ${requestLabelOf(context)}: ${context.res.status}`, { ms: clock.now().getTime() - startedAt });
  });
  app.use("*", async (context, next) => {
    const { place } = context.env;
    // A watchdog asks by the machine's address. A page of another origin cannot: rebinding needs a name.
    if (place === undefined && context.req.path === "/api/health" && namesAddress(context.req.raw)) return next();
    if (place === undefined)
      throw new CasementError(
        "host-refused",
        `The Host header names another machine. Use ${addresses.addressOf("/")}, or set http.publicUrl to the address that you use.`,
      );
    if (place.lacksSlash) return context.redirect(`${place.basePath}/`, 308);
    return next();
  });

  // The list of services alone is some 200 kB. The stream is text that must not wait for more of it.
  app.use("*", compress({ encoding: "gzip", contentTypeFilter: /^application\/json/ }));

  for (const route of routes)
    app.on(route.method, toHonoPath(route.path), async (context) => {
      context.set("path", route.path);
      const request = context.req.raw;
      const place = context.env.place!;
      context.set("challenge", route.challenge?.(place));
      const client = accessControl.authorize(request, route.access, place);
      const url = new URL(request.url);
      if (!route.anyQuery) checkQuery(route.query ?? {}, url);
      const response = await route.handle({
        request,
        url,
        place,
        client,
        param: (name) => context.req.param(name) ?? "",
        query: (name) => context.req.query(name),
        json: () => bodies.read(request, route, place.client ?? ""),
        anyJson: () => bodies.readAny(request, route, place.client ?? ""),
        form: () => bodies.readForm(request, route, place.client ?? ""),
        bytes: () => readBytes(request, fileLimit),
        disconnect: () => context.env?.outgoing?.destroy(),
      });
      // The browser then keeps the cookie for another 90 days.
      const isSession = client?.grant !== undefined && access.store.use(client.grant) && !request.headers.has("authorization");
      const renewedSecret = isSession ? cookie.read(request) : undefined;
      if (renewedSecret !== undefined && !response.headers.has("set-cookie"))
        response.headers.set("set-cookie", cookie.write(renewedSecret, place));
      return response;
    });
  for (const [path, methods] of methodsByPath(routes))
    app.all(toHonoPath(path), (context) => {
      context.set("path", path);
      const allow = methods.join(", ");
      return createProblemResponse(
        new CasementError("method-not-allowed", `This address does not support ${context.req.method}. Use ${allow}.`),
        { allow },
      );
    });
  for (const mount of mounts)
    for (const path of mount.paths)
      for (const pattern of path.endsWith("/") ? [path.slice(0, -1), path, `${path}*`] : [path])
        app.all(pattern, (context) => {
          context.set("path", path);
          return serveMounted({ store: access.store, guesses, addresses }, mount, context.req.raw, context.env.place!);
        });

  app.notFound(async (context) => {
    const file = await staticFiles.serve(context.req.raw, context.req.path);
    return (
      file ??
      createProblemResponse(new CasementError("not-found", "There is nothing at this address. See /api/openapi.json for all routes."))
    );
  });
  app.onError((error, context) => {
    if (!CasementError.is(error)) log.error(`HTTP ${requestLabelOf(context)} failed: ${describeUnknownError(error)}`);
    const challenge = CasementError.is(error) && error.code === "unauthorized" ? context.get("challenge") : undefined;
    if (challenge === undefined) return createProblemResponse(error);
    const reason = context.req.header("authorization") === undefined ? "" : ' error="invalid_token",';
    return createProblemResponse(error, { "www-authenticate": `Bearer realm="Casement",${reason} ${challenge}` });
  });
  return app;
}

/** Whether the Host header has an IP address instead of a name. */
function namesAddress(request: Request): boolean {
  const host = request.headers.get("host") ?? "";
  return isIP(host.replace(/:\d+$/, "").replace(/^\[|\]$/g, "")) !== 0;
}

/** The route's path, not the address: an address can name a person's calendar. */
const requestLabelOf = (context: Context<AppEnv>): string => `${context.req.method} ${context.get("path") ?? "(no route)"}`;

const toHonoPath = (path: string): string => path.replace(/\{(\w+)\}/g, ":$1");

function methodsByPath(routes: readonly Route[]): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { path, method } of routes) methods.set(path, [...(methods.get(path) ?? []), method]);
  return methods;
}
