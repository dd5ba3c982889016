import type { Area, AreaContext } from "./area.ts";
import { createCalendarArea } from "./calendar/calendar-area.ts";
import { CalendarStore } from "./calendar/calendar-store.ts";
import { type ChatArea, createChatArea } from "./chat/chat-area.ts";
import { createGroupsArea, type GroupsArea } from "./groups/groups-area.ts";
import { createMailArea, type MailArea } from "./mail/mail-area.ts";
import { createAutoReplies } from "./mailbox-settings/auto-replies.ts";
import { createMailboxSettingsArea, type MailboxSettingsArea } from "./mailbox-settings/mailbox-settings-area.ts";
import { createSettingsStore } from "./mailbox-settings/settings-store.ts";
import { createPresenceArea, type PresenceArea } from "./presence/presence-area.ts";
import { createSubscriptionsArea, type SubscriptionsArea, type SubscriptionsOptions } from "./subscriptions/subscriptions-area.ts";
import { createTodoArea, type TodoArea } from "./todo/todo-area.ts";
import { createUsersArea, type UsersArea } from "./users/users-area.ts";

export interface BuiltInAreas {
  users: UsersArea;
  mail: MailArea;
  mailboxSettings: MailboxSettingsArea;
  todo: TodoArea;
  presence: PresenceArea;
  chat: ChatArea;
  calendar: ReturnType<typeof createCalendarArea>;
  groups: GroupsArea;
  subscriptions: SubscriptionsArea;
}

/** Creates all built-in areas. A new area also needs a line in `EmulatorControl`. */
export function createBuiltInAreas(
  context: AreaContext,
  subscriptionsOptions: Omit<SubscriptionsOptions, "revisionOf">,
): BuiltInAreas & Record<string, Area> {
  const settings = createSettingsStore(context);
  const calendars = new CalendarStore(context);
  return {
    users: createUsersArea(context),
    mail: createMailArea(context, createAutoReplies(settings, context)),
    mailboxSettings: createMailboxSettingsArea(context, settings),
    todo: createTodoArea(context),
    presence: createPresenceArea(context),
    chat: createChatArea(context),
    calendar: createCalendarArea(context, calendars),
    groups: createGroupsArea(context, calendars),
    subscriptions: createSubscriptionsArea(context, {
      ...subscriptionsOptions,
      revisionOf: (owner, id) => calendars.revisionOf(owner, id),
    }),
  };
}
