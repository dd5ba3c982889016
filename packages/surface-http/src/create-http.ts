import { randomBytes } from "node:crypto";
import { systemClock } from "@casement/core";
import { consoleLogger, type Host } from "@casement/host";
import { createGate } from "./access/gate.ts";
import { createOrigins } from "./access/origins.ts";
import { sessionCookie } from "./access/session-cookie.ts";
import { sessionFile } from "./access/session-file.ts";
import { createSessions } from "./access/sessions.ts";
import { type Connection, createApp } from "./app.ts";
import { defaultPort, type HttpOptions } from "./http-options.ts";
import { countEvents } from "./metrics/event-counts.ts";
import { allRoutes } from "./routes/all-routes.ts";
import { createSignInBoard } from "./sign-in/sign-in-board.ts";
import { createStaticFiles } from "./static-files.ts";
import { createStreams } from "./stream/streams.ts";
import type { Surface } from "./surface.ts";

/** The HTTP interface without a server. */
export interface Http {
  fetch(request: Request, connection?: Connection): Promise<Response>;
  /** The full token. */
  readonly token: string;
  /** An address that opens one browser session within ten minutes. */
  sessionLink(access?: "full" | "read"): string;
  /** Ends the event streams. */
  close(): void;
}

/**
 * The HTTP interface of a host, as a function from requests to answers.
 * @throws CasementError `config-invalid` when others can reach `host` and there is no `publicUrl`.
 */
export async function createHttp(host: Host, options: HttpOptions = {}): Promise<Http> {
  const { port = defaultPort, clock = systemClock, log = consoleLogger("warn"), browserUrl = (url) => url } = options;
  const token = options.token ?? randomBytes(24).toString("base64url");
  const origins = createOrigins({ host: options.host ?? "127.0.0.1", port, publicUrl: options.publicUrl });
  const statics = await createStaticFiles(options.statics);
  const sessions = await createSessions(clock, options.sessionFile === undefined ? undefined : sessionFile(options.sessionFile));
  const cookie = sessionCookie(port);
  const streams = createStreams();
  sessions.onEnd((session) => streams.closeOf(session));
  // Behind the # it is sent to no server and written into no log.
  const sessionLink: Http["sessionLink"] = (access = "full") => `${origins.main}/#session=${sessions.link(access)}`;
  const surface: Surface = {
    host,
    clock,
    log,
    version: options.version,
    origins,
    gate: createGate({ token, readToken: options.readToken, sessions, cookie }),
    sessions,
    cookie,
    signIns: createSignInBoard(clock, browserUrl),
    sessionLink,
    streams,
    eventCounts: countEvents(host),
    browserUrl,
  };
  const app = createApp(surface, allRoutes(surface, options.setUp, options.mcp), statics);
  return {
    fetch: async (request, connection = {}) => app.fetch(request, connection),
    token,
    sessionLink,
    close() {
      streams.close();
      surface.eventCounts.close();
    },
  };
}
