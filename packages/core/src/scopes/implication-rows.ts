/** `held` allows everything that `needed` allows. */
export interface ImplicationRow {
  readonly held: string;
  readonly needed: string;
  readonly source: string;
}

const map = (request: string): string => `Microsoft's permission map: ${request} accepts both`;
const titles = "consent texts of the two permissions in Microsoft's list";
const shared = "consent text in Microsoft's list: “calendars you can access”, “your and shared”, own ones included";
const supersetRule = "superset rule of the program that Casement replaces";

/**
 * Reviewed, direct implications. `implies` follows the chain. A permission that is not in this table implies nothing, because a name proves
 * nothing: `Presence.ReadWrite` does not read other people's presence, `Mail.ReadWrite` does not send mail, and `User.Read` reads more about
 * fewer people than `User.ReadBasic.All`.
 */
export const implicationRows: readonly ImplicationRow[] = [
  { held: "Calendars.Read", needed: "Calendars.ReadBasic", source: map("GET /me/events") },
  { held: "Calendars.ReadWrite", needed: "Calendars.Read", source: map("GET /me/calendarView/delta") },
  { held: "Calendars.Read.Shared", needed: "Calendars.Read", source: shared },
  { held: "Calendars.ReadWrite.Shared", needed: "Calendars.ReadWrite", source: shared },
  { held: "Calendars.ReadWrite.Shared", needed: "Calendars.Read.Shared", source: titles },

  { held: "Contacts.ReadWrite", needed: "Contacts.Read", source: map("GET /me/contacts") },
  { held: "Contacts.Read.Shared", needed: "Contacts.Read", source: titles },
  { held: "Contacts.ReadWrite.Shared", needed: "Contacts.ReadWrite", source: titles },
  { held: "Contacts.ReadWrite.Shared", needed: "Contacts.Read.Shared", source: titles },

  { held: "Mail.Read", needed: "Mail.ReadBasic", source: map("GET /me/messages") },
  { held: "Mail.ReadWrite", needed: "Mail.Read", source: map("GET /me/mailFolders") },
  { held: "Mail.ReadBasic.Shared", needed: "Mail.ReadBasic", source: supersetRule },
  { held: "Mail.Read.Shared", needed: "Mail.Read", source: supersetRule },
  { held: "Mail.Read.Shared", needed: "Mail.ReadBasic.Shared", source: titles },
  { held: "Mail.ReadWrite.Shared", needed: "Mail.ReadWrite", source: supersetRule },
  { held: "Mail.ReadWrite.Shared", needed: "Mail.Read.Shared", source: titles },
  { held: "Mail.Send.Shared", needed: "Mail.Send", source: supersetRule },

  { held: "MailboxSettings.ReadWrite", needed: "MailboxSettings.Read", source: map("GET /me/mailboxSettings") },

  { held: "Presence.Read.All", needed: "Presence.Read", source: map("GET /me/presence") },
  { held: "Presence.ReadWrite", needed: "Presence.Read", source: supersetRule },

  { held: "Chat.Read", needed: "Chat.ReadBasic", source: map("GET /chats") },
  { held: "Chat.ReadWrite", needed: "Chat.Read", source: map("GET /chats/{id}/messages") },
  { held: "Chat.ReadWrite", needed: "ChatMessage.Send", source: map("POST /chats/{id}/messages") },
  { held: "Chat.ReadWrite", needed: "Chat.Create", source: map("POST /chats") },
  { held: "ChatMember.ReadWrite", needed: "ChatMember.Read", source: map("GET /chats/{id}/members") },

  { held: "Tasks.ReadWrite", needed: "Tasks.Read", source: map("GET /me/todo/lists") },
  { held: "Tasks.Read.Shared", needed: "Tasks.Read", source: titles },
  { held: "Tasks.ReadWrite.Shared", needed: "Tasks.ReadWrite", source: titles },
  { held: "Tasks.ReadWrite.Shared", needed: "Tasks.Read.Shared", source: titles },

  { held: "Group.Read.All", needed: "Group.ReadBasic.All", source: map("GET /groups") },
  { held: "Group.ReadWrite.All", needed: "Group.Read.All", source: map("GET /groups/{id}/events") },

  { held: "User.ReadWrite", needed: "User.Read", source: map("GET /me") },
  { held: "User.Read.All", needed: "User.ReadBasic.All", source: map("GET /users") },
  { held: "User.ReadWrite.All", needed: "User.Read.All", source: map("GET /users") },
];
