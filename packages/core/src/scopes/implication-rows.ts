/** `held` allows all that `wanted` allows. */
export interface ImplicationRow {
  readonly held: string;
  readonly wanted: string;
  readonly source: string;
}

const map = (call: string): string => `Microsoft's permission map: ${call} accepts both`;
const titles = "consent texts of the two permissions in Microsoft's list";
const shared = "consent text in Microsoft's list: “calendars you can access”, “your and shared”, own ones included";
const predecessor = "reference-system.md §2.5: verified superset rule";

/**
 * Written by hand and reviewed: direct steps only, `implies` follows the chain. A name alone proves nothing: `Presence.ReadWrite` does not
 * read other people, `Mail.ReadWrite` does not send, `User.Read` sees more of fewer people than `User.ReadBasic.All`.
 * What is not here is not implied.
 */
export const implicationRows: readonly ImplicationRow[] = [
  { held: "Calendars.Read", wanted: "Calendars.ReadBasic", source: map("GET /me/events") },
  { held: "Calendars.ReadWrite", wanted: "Calendars.Read", source: map("GET /me/calendarView/delta") },
  { held: "Calendars.Read.Shared", wanted: "Calendars.Read", source: shared },
  { held: "Calendars.ReadWrite.Shared", wanted: "Calendars.ReadWrite", source: shared },
  { held: "Calendars.ReadWrite.Shared", wanted: "Calendars.Read.Shared", source: titles },

  { held: "Contacts.ReadWrite", wanted: "Contacts.Read", source: map("GET /me/contacts") },
  { held: "Contacts.Read.Shared", wanted: "Contacts.Read", source: titles },
  { held: "Contacts.ReadWrite.Shared", wanted: "Contacts.ReadWrite", source: titles },
  { held: "Contacts.ReadWrite.Shared", wanted: "Contacts.Read.Shared", source: titles },

  { held: "Mail.Read", wanted: "Mail.ReadBasic", source: map("GET /me/messages") },
  { held: "Mail.ReadWrite", wanted: "Mail.Read", source: map("GET /me/mailFolders") },
  { held: "Mail.ReadBasic.Shared", wanted: "Mail.ReadBasic", source: predecessor },
  { held: "Mail.Read.Shared", wanted: "Mail.Read", source: predecessor },
  { held: "Mail.Read.Shared", wanted: "Mail.ReadBasic.Shared", source: titles },
  { held: "Mail.ReadWrite.Shared", wanted: "Mail.ReadWrite", source: predecessor },
  { held: "Mail.ReadWrite.Shared", wanted: "Mail.Read.Shared", source: titles },
  { held: "Mail.Send.Shared", wanted: "Mail.Send", source: predecessor },

  { held: "MailboxSettings.ReadWrite", wanted: "MailboxSettings.Read", source: map("GET /me/mailboxSettings") },

  { held: "Presence.Read.All", wanted: "Presence.Read", source: map("GET /me/presence") },
  { held: "Presence.ReadWrite", wanted: "Presence.Read", source: predecessor },

  { held: "Chat.Read", wanted: "Chat.ReadBasic", source: map("GET /chats") },
  { held: "Chat.ReadWrite", wanted: "Chat.Read", source: map("GET /chats/{id}/messages") },
  { held: "Chat.ReadWrite", wanted: "ChatMessage.Send", source: map("POST /chats/{id}/messages") },
  { held: "Chat.ReadWrite", wanted: "Chat.Create", source: map("POST /chats") },
  { held: "ChatMember.ReadWrite", wanted: "ChatMember.Read", source: map("GET /chats/{id}/members") },

  { held: "Tasks.ReadWrite", wanted: "Tasks.Read", source: map("GET /me/todo/lists") },
  { held: "Tasks.Read.Shared", wanted: "Tasks.Read", source: titles },
  { held: "Tasks.ReadWrite.Shared", wanted: "Tasks.ReadWrite", source: titles },
  { held: "Tasks.ReadWrite.Shared", wanted: "Tasks.Read.Shared", source: titles },

  { held: "Group.Read.All", wanted: "Group.ReadBasic.All", source: map("GET /groups") },
  { held: "Group.ReadWrite.All", wanted: "Group.Read.All", source: map("GET /groups/{id}/events") },

  { held: "User.ReadWrite", wanted: "User.Read", source: map("GET /me") },
  { held: "User.Read.All", wanted: "User.ReadBasic.All", source: map("GET /users") },
  { held: "User.ReadWrite.All", wanted: "User.Read.All", source: map("GET /users") },
];
