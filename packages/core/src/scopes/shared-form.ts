/** The permission for a shared mailbox, or the reason why there is none. */
export type SharedForm = { readonly scope: string } | { readonly refused: string };

/** Mailbox permission to its form for shared mailboxes. */
export const sharedForms: ReadonlyMap<string, string> = new Map([
  ["Calendars.Read", "Calendars.Read.Shared"],
  ["Calendars.ReadWrite", "Calendars.ReadWrite.Shared"],
  ["Contacts.Read", "Contacts.Read.Shared"],
  ["Contacts.ReadWrite", "Contacts.ReadWrite.Shared"],
  ["Mail.Read", "Mail.Read.Shared"],
  ["Mail.ReadBasic", "Mail.ReadBasic.Shared"],
  ["Mail.ReadWrite", "Mail.ReadWrite.Shared"],
  ["Mail.Send", "Mail.Send.Shared"],
]);

/** About the signed-in person or the directory, whatever mailbox is used. */
const withoutMailbox = new Set(["User.Read", "User.ReadBasic.All", "User.Read.All", "email", "offline_access", "openid", "profile"]);

const refusals: readonly [of: readonly string[], reason: string][] = [
  [["Calendars.ReadBasic"], "Microsoft has no Calendars.ReadBasic.Shared; read the calendar in full instead (without `basic`)"],
  [["Presence.Read", "Presence.Read.All", "Presence.ReadWrite"], "presence belongs to a person, not to a mailbox"],
  [
    ["Chat.ReadBasic", "Chat.Read", "Chat.ReadWrite", "Chat.Create", "ChatMessage.Send"],
    "Teams chats belong to a person, not to a mailbox",
  ],
  [
    ["Tasks.Read", "Tasks.ReadWrite"],
    "no To Do call of Microsoft Graph accepts a shared mailbox; shared lists appear in one's own account",
  ],
  [["Group.Read.All", "Group.ReadWrite.All"], "group calendars are read as a member of the group, not through a mailbox"],
  [["MailboxSettings.Read", "MailboxSettings.ReadWrite"], "Microsoft has no permission for the settings of somebody else's mailbox"],
];

/** What to ask for instead of `scope` when the account uses a shared mailbox. A table: many `.Shared` names do not exist. */
export function sharedForm(scope: string): SharedForm {
  const form = sharedForms.get(scope);
  if (form !== undefined) return { scope: form };
  if (withoutMailbox.has(scope) || [...sharedForms.values()].includes(scope)) return { scope };
  const reason = refusals.find(([of]) => of.includes(scope))?.[1];
  return { refused: reason ?? `Microsoft has no form of ${scope} for shared mailboxes` };
}
