import { CasementError } from "@casement/core";
import type { Context } from "hono";
import { Hono } from "hono/tiny";
import { readJsonBody } from "./read-json-body.ts";
import { describeUnknownError } from "./responses/describe-unknown-error.ts";
import { createProblemResponse } from "./responses/problem-details.ts";
import { addSecurityHeaders } from "./responses/security-headers.ts";
import type { Route } from "./route.ts";
import type { RouteContext } from "./route-context.ts";
import type { StaticFiles } from "./static-files.ts";

/** Node's side of the connection, which a `Request` lacks. */
export interface ServerBindings {
  readonly outgoing?: { destroy(): void };
}

interface AppEnv {
  Bindings: ServerBindings;
  Variables: { path: string; origin: string };
}

/** Serves the routes: checks the Host header and access, adds problem details and security headers, logs one line per request. */
export function createApp(routeContext: RouteContext, routes: readonly Route[], staticFiles: StaticFiles): Hono<AppEnv> {
  const { origins, accessControl, log, clock, cookie, sessions } = routeContext;
  const app = new Hono<AppEnv>();

  app.use("*", async (context, next) => {
    const startedAt = clock.now().getTime();
    await next();
    addSecurityHeaders(context.res.headers);
    log.debug(`HTTP ${requestLabelOf(context)}: ${context.res.status}`, { ms: clock.now().getTime() - startedAt });
  });
  app.use("*", async (context, next) => {
    const origin = origins.originOf(context.req.header("host") ?? null);
    if (origin === undefined)
      throw new CasementError(
        "host-refused",
        `The Host header names another machine. Use ${origins.primaryOrigin}, or set http.publicUrl to the address that you use.`,
      );
    context.set("origin", origin);
    await next();
  });

  for (const route of routes)
    app.on(route.method, toHonoPath(route.path), async (context) => {
      context.set("path", route.path);
      const request = context.req.raw;
      const client = accessControl.authorize(request, route.access, context.get("origin"));
      const response = await route.handle({
        request,
        url: new URL(request.url),
        client,
        param: (name) => context.req.param(name) ?? "",
        query: (name) => context.req.query(name),
        json: () => readJsonBody(request),
        disconnect: () => context.env?.outgoing?.destroy(),
      });
      const renewedSecret = client?.session && (await sessions.renew(client.session)) ? cookie.read(request) : undefined;
      if (renewedSecret !== undefined && !response.headers.has("set-cookie"))
        response.headers.set("set-cookie", cookie.write(renewedSecret, context.get("origin")));
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

  app.notFound(async (context) => {
    const file = await staticFiles.serve(context.req.raw, context.req.path);
    return (
      file ??
      createProblemResponse(new CasementError("not-found", "There is nothing at this address. See /api/openapi.json for all routes."))
    );
  });
  app.onError((error, context) => {
    if (!CasementError.is(error)) log.error(`HTTP ${requestLabelOf(context)} failed: ${describeUnknownError(error)}`);
    return createProblemResponse(error);
  });
  return app;
}

/** The route's path, not the address: an address can name a person's calendar. */
const requestLabelOf = (context: Context<AppEnv>): string => `${context.req.method} ${context.get("path") ?? "(no route)"}`;

const toHonoPath = (path: string): string => path.replace(/\{(\w+)\}/g, ":$1");

function methodsByPath(routes: readonly Route[]): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { path, method } of routes) methods.set(path, [...(methods.get(path) ?? []), method]);
  return methods;
}
