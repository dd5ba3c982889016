import { CasementError } from "@casement/core";
import type { Context } from "hono";
import { Hono } from "hono/tiny";
import { problemResponse } from "./answers/problem.ts";
import { addSecurityHeaders } from "./answers/security-headers.ts";
import { unknownError } from "./answers/unknown-error.ts";
import { readJson } from "./read-json.ts";
import type { Route } from "./route.ts";
import type { StaticFiles } from "./static-files.ts";
import type { Surface } from "./surface.ts";

/** What the server knows beside the request. */
export interface Connection {
  readonly outgoing?: { destroy(): void };
}

interface Env {
  Bindings: Connection;
  Variables: { template: string; origin: string };
}

/** Serves the routes: Host check, access, problem details, headers and one log line a request. */
export function createApp(surface: Surface, routes: readonly Route[], statics: StaticFiles): Hono<Env> {
  const { origins, gate, log, clock, cookie, sessions } = surface;
  const app = new Hono<Env>();

  app.use("*", async (context, next) => {
    const began = clock.now().getTime();
    await next();
    addSecurityHeaders(context.res.headers);
    // Addresses may name a person's calendar: only the template is written down.
    const { method } = context.req;
    log.debug(`HTTP ${method} ${context.get("template") ?? "(no route)"}: ${context.res.status}`, { ms: clock.now().getTime() - began });
  });
  app.use("*", async (context, next) => {
    const origin = origins.of(context.req.header("host") ?? null);
    if (origin === undefined)
      throw new CasementError(
        "host-refused",
        `The Host header names a machine that this hub does not answer for. Use ${origins.main}, or set http.publicUrl to the address you use.`,
      );
    context.set("origin", origin);
    await next();
  });

  for (const route of routes)
    app.on(route.method, honoPath(route.path), async (context) => {
      context.set("template", route.path);
      const request = context.req.raw;
      const caller = gate.admit(request, route.access, context.get("origin"));
      const response = await route.handle({
        request,
        url: new URL(request.url),
        caller,
        param: (name) => context.req.param(name) ?? "",
        query: (name) => context.req.query(name),
        json: () => readJson(request),
        drop: () => context.env?.outgoing?.destroy(),
      });
      const secret = caller?.session && (await sessions.renew(caller.session)) ? cookie.read(request) : undefined;
      if (secret !== undefined && !response.headers.has("set-cookie"))
        response.headers.set("set-cookie", cookie.write(secret, context.get("origin")));
      return response;
    });
  for (const [path, methods] of methodsByPath(routes))
    app.all(honoPath(path), (context) => {
      context.set("template", path);
      const allow = methods.join(", ");
      return problemResponse(new CasementError("method-not-allowed", `This address has ${allow}, not ${context.req.method}.`), { allow });
    });

  app.notFound(async (context) => {
    const file = await statics.answer(context.req.raw, context.req.path);
    return (
      file ?? problemResponse(new CasementError("not-found", "There is nothing at this address. /api/openapi.json lists what there is."))
    );
  });
  app.onError((error, context) => {
    if (!CasementError.is(error)) log.error(`HTTP ${whatFailed(context)} failed: ${unknownError(error)}`);
    return problemResponse(error);
  });
  return app;
}

const whatFailed = (context: Context<Env>): string => `${context.req.method} ${context.get("template") ?? "(no route)"}`;

const honoPath = (path: string): string => path.replace(/\{(\w+)\}/g, ":$1");

function methodsByPath(routes: readonly Route[]): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { path, method } of routes) methods.set(path, [...(methods.get(path) ?? []), method]);
  return methods;
}
