import type { CalendarControl } from "../areas/calendar/calendar-control.ts";
import type { ChatControl } from "../areas/chat/chat-control.ts";
import type { ContactsControl } from "../areas/contacts/contacts-area.ts";
import type { GroupsControl } from "../areas/groups/groups-area.ts";
import type { MailControl } from "../areas/mail/mail-control.ts";
import type { MailboxSettingsControl } from "../areas/mailbox-settings/mailbox-settings-area.ts";
import type { PlacesControl } from "../areas/places/places-area.ts";
import type { PresenceControl } from "../areas/presence/presence-area.ts";
import type { SubscriptionsControl } from "../areas/subscriptions/subscriptions-area.ts";
import type { TodoControl } from "../areas/todo/todo-area.ts";
import type { UsersControl } from "../areas/users/users-area.ts";
import type { EntraControl } from "../entra/entra-control.ts";
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
  readonly users: UsersControl;
  readonly mail: MailControl;
  readonly mailboxSettings: MailboxSettingsControl;
  readonly todo: TodoControl;
  readonly presence: PresenceControl;
  readonly chat: ChatControl;
  readonly calendar: CalendarControl;
  readonly contacts: ContactsControl;
  readonly groups: GroupsControl;
  readonly places: PlacesControl;
  readonly subscriptions: SubscriptionsControl;
}
