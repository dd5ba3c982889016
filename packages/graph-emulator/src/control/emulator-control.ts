import type { EntraControl } from "../entra/entra-control.ts";
import type { CalendarControl } from "../graph/calendar/calendar-control.ts";
import type { ChatControl } from "../graph/chat/chat-control.ts";
import type { GroupsControl } from "../graph/groups/groups-area.ts";
import type { MailControl } from "../graph/mail/mail-control.ts";
import type { MailboxSettingsControl } from "../graph/mailbox-settings/mailbox-settings-area.ts";
import type { PresenceControl } from "../graph/presence/presence-area.ts";
import type { SubscriptionsControl } from "../graph/subscriptions/subscriptions-area.ts";
import type { TodoControl } from "../graph/todo/todo-area.ts";
import type { AccessTokens } from "./access-tokens.ts";
import type { FaultInjector } from "./fault-injector.ts";
import type { MailboxShares } from "./mailbox-shares.ts";
import type { RequestCounters } from "./request-counters.ts";

/**
 * Changes the emulator's data and behavior from outside Graph. The same functions are available over HTTP: `POST
 * /_control/<group>/<function>`.
 */
export interface EmulatorControl {
  readonly clock: { now(): string };
  readonly tokens: AccessTokens;
  readonly entra: EntraControl;
  readonly faults: Pick<FaultInjector, "add" | "clear" | "list">;
  readonly counters: Pick<RequestCounters, "report" | "reset">;
  /** `expire(user?)` makes Graph respond with 410 to all delta links issued so far, of one mailbox (id or name) or of all mailboxes. */
  readonly delta: { expire(user?: string): void };
  readonly shares: Pick<MailboxShares, "add" | "remove">;
  readonly mail: MailControl;
  readonly mailboxSettings: MailboxSettingsControl;
  readonly todo: TodoControl;
  readonly presence: PresenceControl;
  readonly chat: ChatControl;
  readonly calendar: CalendarControl;
  readonly groups: GroupsControl;
  readonly subscriptions: SubscriptionsControl;
}
