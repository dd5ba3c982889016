import { parseDuration, systemClock } from "@casement/core";
import { createConsoleLogger, type Host } from "@casement/host";
import { createAccessControl } from "./access/access-control.ts";
import type { AddressOf } from "./access/access-grant.ts";
import { agentKindName, createAgentKind } from "./access/agent-kind.ts";
import { sessionLinkOf } from "./access/browser-kinds.ts";
import { createGuessLimit } from "./access/guess-limit.ts";
import { openHubAccess } from "./access/hub-access.ts";
import { createSecret } from "./access/secret-hash.ts";
import { createSessionCookie } from "./access/session-cookie.ts";
import { createHubAddresses } from "./addresses/hub-addresses.ts";
import { createApp, type ServerBindings } from "./create-app.ts";
import { defaultPort, type HttpOptions } from "./http-options.ts";
import { createEventCounts } from "./metrics/event-counts.ts";
import { createArrivalLimit } from "./notifications/arrival-limit.ts";
import { openNotificationReceiver } from "./notifications/open-notification-receiver.ts";
import { loadOAuthKey } from "./oauth/oauth-key.ts";
import { createProgramTokens } from "./oauth/program-tokens.ts";
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
  /** The absolute address for a path of the hub. */
  readonly addressOf: AddressOf;
  /** Ends the event streams, and writes when grants were last used. */
  close(): Promise<void>;
}

/**
 * Creates the HTTP API of a host: a function from `Request` to `Response`.
 * @throws CasementError `config-invalid` when `host` is reachable from other machines and `publicUrl` is missing
 */
export async function createHttpSurface(host: Host, options: HttpOptions = {}): Promise<HttpSurface> {
  const { port = defaultPort, clock = systemClock, log = createConsoleLogger("warn"), browserUrl = (url) => url } = options;
  const { mounts = [], token = createSecret() } = options;
  const addresses = createHubAddresses({ ...options, host: options.host ?? "127.0.0.1", port });
  const staticFiles = await createStaticFiles(options.staticFolder);
  const kinds = [
    ...mounts.flatMap(({ grantKinds }) => grantKinds),
    ...(options.grantKinds ?? []),
    createAgentKind(options.mcp !== undefined),
  ];
  const access = await openHubAccess(host, { kinds, clock, log });
  const cookie = createSessionCookie(port);
  const guesses = createGuessLimit(clock, log);
  const arrivals = createArrivalLimit(clock, (account) => host.notifications.missed(account));
  // If it cannot be stored, tokens end at a restart.
  const oauthKey = options.mcp === undefined ? createSecret() : await loadOAuthKey(host.sealedState("oauth")).catch(createSecret);
  const tokens = createProgramTokens(access.store, clock, log, oauthKey);
  const streams = createEventStreams();
  access.store.onRemove((grant) => {
    streams.closeFor(grant);
    if (grant.kind === agentKindName) void options.mcp?.endClient(grant.name);
  });
  const routeContext: RouteContext = {
    host,
    clock,
    log,
    recentLog: options.recentLog,
    version: options.version,
    newVersion: options.newVersion ?? (() => undefined),
    addresses,
    access,
    accessControl: createAccessControl({ token, readToken: options.readToken, store: access.store, cookie, guesses, tokens }),
    cookie,
    guesses,
    arrivals,
    tokens,
    pendingSignIns: createPendingSignIns(clock, browserUrl),
    streams,
    eventCounts: createEventCounts(host),
    webhooks: options.webhooks,
    notificationFetch: options.notificationFetch ?? ((url, init) => fetch(url, init)),
    browserUrl,
  };
  const noteUsers = (): void => {
    for (const account of host.accounts) {
      const userId = account.userId();
      if (userId !== undefined) access.store.noteUser(account.name, userId);
    }
  };
  noteUsers();
  const stopUsers = host.events.subscribe(({ type }) => type === "account/signed-in" && noteUsers());
  const stopFollowing = host.onAccount(({ account, kind }) => {
    if (kind !== "removed") return noteUsers();
    access.store.removeAccount(account);
    routeContext.pendingSignIns.forget(account);
    routeContext.eventCounts.forget(account);
    options.recentLog?.forget(account);
  });
  const receiver = options.notifications && (await openNotificationReceiver(host));
  const routes = createRoutes(routeContext, options, receiver);
  addresses.requireFreePath([...routes, ...mounts.flatMap(({ paths }) => paths.map((path) => ({ path })))].map(({ path }) => path));
  const app = createApp(routeContext, { routes, mounts, staticFiles });
  const safetyMs = parseDuration(options.notifications?.safetyInterval);
  const disconnect = receiver && host.notifications.connect({ address: addresses.addressOf(receiver.path), safetyMs });
  return {
    async fetch(request, bindings = {}) {
      const place = addresses.locate(request, bindings.incoming?.socket.remoteAddress);
      return app.fetch(request, { ...bindings, place });
    },
    token,
    addressOf: addresses.addressOf,
    sessionLink: (linkAccess = "full") =>
      sessionLinkOf(addresses.addressOf("/"), access.sessions.createLink({ kind: "browser", access: linkAccess }).secret),
    async close() {
      disconnect?.();
      stopFollowing();
      stopUsers();
      streams.close();
      guesses.close();
      arrivals.close();
      routeContext.eventCounts.close();
      await access.store.close();
    },
  };
}
