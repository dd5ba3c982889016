import type { Clock, Logger } from "@casement/core";
import type { Host, RecentLog } from "@casement/host";
import type { AccessControl } from "./access/access-control.ts";
import type { GuessLimit } from "./access/guess-limit.ts";
import type { HubAccess } from "./access/hub-access.ts";
import type { SessionCookie } from "./access/session-cookie.ts";
import type { HubAddresses } from "./addresses/hub-addresses.ts";
import type { EventCounts } from "./metrics/event-counts.ts";
import type { ArrivalLimit } from "./notifications/arrival-limit.ts";
import type { NotificationFetch } from "./notifications/test-notifications.ts";
import type { ProgramTokens } from "./oauth/program-tokens.ts";
import type { PendingSignIns } from "./sign-in/pending-sign-ins.ts";
import type { EventStreams } from "./stream/event-streams.ts";
import type { WebhookEndpoint } from "./webhook-endpoint.ts";

/** What all routes share. */
export interface RouteContext {
  readonly host: Host;
  readonly clock: Clock;
  readonly log: Logger;
  /** Undefined: the program keeps no lines. */
  readonly recentLog: RecentLog | undefined;
  readonly version: string | undefined;
  readonly newVersion: () => string | undefined;
  readonly addresses: HubAddresses;
  readonly access: HubAccess;
  readonly accessControl: AccessControl;
  readonly cookie: SessionCookie;
  readonly guesses: GuessLimit;
  readonly arrivals: ArrivalLimit;
  readonly tokens: ProgramTokens;
  readonly pendingSignIns: PendingSignIns;
  readonly streams: EventStreams;
  readonly eventCounts: EventCounts;
  readonly webhooks: WebhookEndpoint | undefined;
  readonly notificationFetch: NotificationFetch;
  readonly browserUrl: (url: string) => string;
}
