import type { Clock, Logger } from "@casement/core";
import type { Host } from "@casement/host";
import type { Gate } from "./access/gate.ts";
import type { Origins } from "./access/origins.ts";
import type { SessionCookie } from "./access/session-cookie.ts";
import type { Sessions } from "./access/sessions.ts";
import type { EventCounts } from "./metrics/event-counts.ts";
import type { SignInBoard } from "./sign-in/sign-in-board.ts";
import type { Streams } from "./stream/streams.ts";

/** What the routes share. */
export interface Surface {
  readonly host: Host;
  readonly clock: Clock;
  readonly log: Logger;
  readonly version: string | undefined;
  readonly origins: Origins;
  readonly gate: Gate;
  readonly sessions: Sessions;
  readonly cookie: SessionCookie;
  readonly signIns: SignInBoard;
  /** An address that opens one browser session within ten minutes. */
  readonly sessionLink: (access: "full" | "read") => string;
  readonly streams: Streams;
  readonly eventCounts: EventCounts;
  readonly browserUrl: (url: string) => string;
}
