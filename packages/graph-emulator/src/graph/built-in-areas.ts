import type { Area, AreaContext } from "./area.ts";
import { createCalendarArea } from "./calendar/calendar-area.ts";
import { CalendarStore } from "./calendar/calendar-store.ts";
import { type ChatArea, createChatArea } from "./chat/chat-area.ts";
import { type GroupsArea, createGroupsArea } from "./groups/groups-area.ts";
import { type MailArea, createMailArea } from "./mail/mail-area.ts";
import { createAutoReplies } from "./mailbox-settings/auto-replies.ts";
import { type MailboxSettingsArea, createMailboxSettingsArea } from "./mailbox-settings/mailbox-settings-area.ts";
import { createSettingsStore } from "./mailbox-settings/settings-store.ts";
import { type PresenceArea, createPresenceArea } from "./presence/presence-area.ts";
import { type SubscriptionsArea, type SubscriptionsOptions, createSubscriptionsArea } from "./subscriptions/subscriptions-area.ts";
import { type TodoArea, createTodoArea } from "./todo/todo-area.ts";
import { type UsersArea, createUsersArea } from "./users/users-area.ts";

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

/** All of Graph that is emulated: a new area is made here and gets its line in `EmulatorControl`. */
export function createBuiltInAreas(context: AreaContext, subscribing: Omit<SubscriptionsOptions, "revisionOf">): BuiltInAreas & Record<string, Area> {
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
    subscriptions: createSubscriptionsArea(context, { ...subscribing, revisionOf: (owner, id) => calendars.revisionOf(owner, id) }),
  };
}
