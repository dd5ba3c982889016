import type { Area, AreaContext } from "./area.ts";
import { createCalendarArea } from "./calendar/calendar-area.ts";
import { CalendarStore } from "./calendar/calendar-store.ts";
import { type ChatArea, chatArea } from "./chat/chat-area.ts";
import { type GroupsArea, groupsArea } from "./groups/groups-area.ts";
import { type MailArea, mailArea } from "./mail/mail-area.ts";
import { createAutoReplies } from "./mailbox-settings/auto-replies.ts";
import { type MailboxSettingsArea, mailboxSettingsArea } from "./mailbox-settings/mailbox-settings-area.ts";
import { createSettingsStore } from "./mailbox-settings/settings-store.ts";
import { type PresenceArea, presenceArea } from "./presence/presence-area.ts";
import { type SubscriptionsArea, type SubscriptionsOptions, subscriptionsArea } from "./subscriptions/subscriptions-area.ts";
import { type TodoArea, todoArea } from "./todo/todo-area.ts";
import { type UsersArea, usersArea } from "./users/users-area.ts";

export interface Areas {
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
export function createAreas(context: AreaContext, subscribing: Omit<SubscriptionsOptions, "revisionOf">): Areas & Record<string, Area> {
  const settings = createSettingsStore(context);
  const calendars = new CalendarStore(context);
  return {
    users: usersArea(context),
    mail: mailArea(context, createAutoReplies(settings, context)),
    mailboxSettings: mailboxSettingsArea(context, settings),
    todo: todoArea(context),
    presence: presenceArea(context),
    chat: chatArea(context),
    calendar: createCalendarArea(context, calendars),
    groups: groupsArea(context, calendars),
    subscriptions: subscriptionsArea(context, { ...subscribing, revisionOf: (owner, id) => calendars.revision(owner, id) }),
  };
}
