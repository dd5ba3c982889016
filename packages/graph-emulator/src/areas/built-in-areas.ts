import type { Area, AreaContext } from "./area.ts";
import { createCalendarArea } from "./calendar/calendar-area.ts";
import { CalendarStore } from "./calendar/calendar-store.ts";
import { parseOccurrenceId } from "./calendar/event-instance.ts";
import { findMeeting } from "./calendar/meeting-mail.ts";
import { type ChatArea, createChatArea } from "./chat/chat-area.ts";
import { ContactStore } from "./contacts/contact-store.ts";
import { type ContactsArea, createContactsArea } from "./contacts/contacts-area.ts";
import { createGroupsArea, type GroupsArea } from "./groups/groups-area.ts";
import { createMailArea, type MailArea } from "./mail/mail-area.ts";
import { createAutoReplies } from "./mailbox-settings/auto-replies.ts";
import { createMailboxSettingsArea, type MailboxSettingsArea } from "./mailbox-settings/mailbox-settings-area.ts";
import { createSettingsStore } from "./mailbox-settings/settings-store.ts";
import { createPermissionGrantsArea, type PermissionGrantsArea } from "./permission-grants/permission-grants-area.ts";
import { createPlacesArea, type PlacesArea } from "./places/places-area.ts";
import { createPresenceArea, type PresenceArea } from "./presence/presence-area.ts";
import { createSubscriptionsArea, type SubscriptionsArea, type SubscriptionsOptions } from "./subscriptions/subscriptions-area.ts";
import { createTodoArea, type TodoArea } from "./todo/todo-area.ts";
import { createUploadSessions, type UploadSessions } from "./upload-sessions.ts";
import { createUsersArea, type UsersArea } from "./users/users-area.ts";

export interface BuiltInAreas {
  users: UsersArea;
  mail: MailArea;
  mailboxSettings: MailboxSettingsArea;
  todo: TodoArea;
  presence: PresenceArea;
  chat: ChatArea;
  contacts: ContactsArea;
  calendar: ReturnType<typeof createCalendarArea>;
  groups: GroupsArea;
  places: PlacesArea;
  permissionGrants: PermissionGrantsArea;
  subscriptions: SubscriptionsArea;
}

/**
 * Creates all built-in areas, and the handler of requests to the URL of an upload session, which is not below `/v1.0`. A new area also needs
 * a line in `EmulatorControl`.
 */
export function createBuiltInAreas(
  context: AreaContext,
  subscriptionsOptions: Omit<SubscriptionsOptions, "revisionOf">,
): { areas: BuiltInAreas & Record<string, Area>; upload: UploadSessions["handle"] } {
  const settings = createSettingsStore(context);
  const calendars = new CalendarStore(context);
  const contacts = new ContactStore(context);
  const uploads = createUploadSessions(context);
  const mail = createMailArea(context, {
    uploads,
    autoReplies: createAutoReplies(settings, context),
    findMeeting: (meeting, userId) => findMeeting(calendars, meeting, userId),
    hasItem(userId, id) {
      const { calendars: own, events } = calendars.owner(userId);
      return own.has(id) || events.has(parseOccurrenceId(id)?.masterId ?? id) || contacts.hasItem(userId, id);
    },
  });
  calendars.deliverMeetingMail = mail.deliverMeetingMail;
  const areas = {
    users: createUsersArea(context),
    mail,
    mailboxSettings: createMailboxSettingsArea(context, settings, mail.archiveFolderOf),
    todo: createTodoArea(context),
    presence: createPresenceArea(context),
    chat: createChatArea(context),
    contacts: createContactsArea(context, contacts),
    calendar: createCalendarArea(context, calendars, uploads),
    groups: createGroupsArea(context, calendars),
    places: createPlacesArea(context),
    permissionGrants: createPermissionGrantsArea(context),
    subscriptions: createSubscriptionsArea(context, {
      ...subscriptionsOptions,
      revisionOf: (owner, id) => calendars.revisionOf(owner, id),
    }),
  };
  return { areas, upload: uploads.handle };
}
