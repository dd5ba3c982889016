import { randomBytes } from "node:crypto";
import { systemClock } from "@casement/core";
import { createConsoleLogger, type Host } from "@casement/host";
import { createAccessControl } from "./access/access-control.ts";
import { createBrowserSessions } from "./access/browser-sessions.ts";
import { createHubOrigins } from "./access/hub-origins.ts";
import { createSessionCookie } from "./access/session-cookie.ts";
import { createSessionFile } from "./access/session-file.ts";
import { createApp, type ServerBindings } from "./create-app.ts";
import { defaultPort, type HttpOptions } from "./http-options.ts";
import { createEventCounts } from "./metrics/event-counts.ts";
import type { RouteContext } from "./route-context.ts";
import { createRoutes } from "./routes/create-routes.ts";
import { createPendingSignIns } from "./sign-in/pending-sign-ins.ts";
import { createStaticFiles } from "./static-files.ts";
import { createEventStreams } from "./stream/event-streams.ts";

/** The HTTP API without a server. */
export interface HttpSurface {
  fetch(request: Request, bindings?: ServerBindings): Promise<Response>;
  /** The full token. */
  readonly token: string;
  /** Returns a one-time link that opens one browser session, valid for ten minutes. */
  sessionLink(access?: "full" | "read"): string;
  /** Ends the event streams. */
  close(): void;
}

/**
 * Creates the HTTP API of a host: a function from `Request` to `Response`.
 * @throws CasementError `config-invalid` when `host` is reachable from other machines and `publicUrl` is missing
 */
export async function createHttpSurface(host: Host, options: HttpOptions = {}): Promise<HttpSurface> {
  const { port = defaultPort, clock = systemClock, log = createConsoleLogger("warn"), browserUrl = (url) => url } = options;
  const token = options.token ?? randomBytes(24).toString("base64url");
  const origins = createHubOrigins({ host: options.host ?? "127.0.0.1", port, publicUrl: options.publicUrl });
  const staticFiles = await createStaticFiles(options.staticFolder);
  const sessions = await createBrowserSessions(
    clock,
    options.sessionFile === undefined ? undefined : createSessionFile(options.sessionFile),
  );
  const cookie = createSessionCookie(port);
  const streams = createEventStreams();
  sessions.onEnd((session) => streams.closeForSession(session));
  // Browsers do not send the part after # to a server, so no log contains the secret.
  const sessionLink: HttpSurface["sessionLink"] = (access = "full") => `${origins.primaryOrigin}/#session=${sessions.createLink(access)}`;
  const routeContext: RouteContext = {
    host,
    clock,
    log,
    version: options.version,
    origins,
    accessControl: createAccessControl({ token, readToken: options.readToken, sessions, cookie }),
    sessions,
    cookie,
    pendingSignIns: createPendingSignIns(clock, browserUrl),
    sessionLink,
    streams,
    eventCounts: createEventCounts(host),
    browserUrl,
  };
  const app = createApp(routeContext, createRoutes(routeContext, options.accountSetup, options.mcp), staticFiles);
  return {
    fetch: async (request, bindings = {}) => app.fetch(request, bindings),
    token,
    sessionLink,
    close() {
      streams.close();
      routeContext.eventCounts.close();
    },
  };
}
