import type { Clock, Logger } from "@casement/core";
import type { Host } from "@casement/host";
import type { AccessControl } from "./access/access-control.ts";
import type { BrowserSessions } from "./access/browser-sessions.ts";
import type { HubOrigins } from "./access/hub-origins.ts";
import type { SessionCookie } from "./access/session-cookie.ts";
import type { EventCounts } from "./metrics/event-counts.ts";
import type { PendingSignIns } from "./sign-in/pending-sign-ins.ts";
import type { EventStreams } from "./stream/event-streams.ts";

/** What all routes share. */
export interface RouteContext {
  readonly host: Host;
  readonly clock: Clock;
  readonly log: Logger;
  readonly version: string | undefined;
  readonly origins: HubOrigins;
  readonly accessControl: AccessControl;
  readonly sessions: BrowserSessions;
  readonly cookie: SessionCookie;
  readonly pendingSignIns: PendingSignIns;
  /** Returns a one-time link that opens one browser session, valid for ten minutes. */
  readonly sessionLink: (access: "full" | "read") => string;
  readonly streams: EventStreams;
  readonly eventCounts: EventCounts;
  readonly browserUrl: (url: string) => string;
}
