/** The scope for a shared mailbox, or the reason why there is none. */
export type SharedForm = { readonly scope: string } | { readonly refused: string };

/** Scopes for mailboxes, each with its form for shared mailboxes. */
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

/** Scopes for the signed-in user or the directory. They do not depend on the mailbox. */
const withoutMailbox = new Set(["User.Read", "User.ReadBasic.All", "User.Read.All", "email", "offline_access", "openid", "profile"]);

const refusals: readonly [scopes: readonly string[], reason: string][] = [
  [["Calendars.ReadBasic"], "Microsoft has no Calendars.ReadBasic.Shared; remove `basic` to read the calendar with its texts"],
  [["Presence.Read", "Presence.Read.All", "Presence.ReadWrite"], "presence belongs to a person, not to a mailbox"],
  [
    ["Chat.ReadBasic", "Chat.Read", "Chat.ReadWrite", "Chat.Create", "ChatMessage.Send"],
    "Teams chats belong to a person, not to a mailbox",
  ],
  [
    ["Tasks.Read", "Tasks.ReadWrite"],
    "Microsoft Graph has no To Do requests for shared mailboxes; shared lists appear in your own account",
  ],
  [["Group.Read.All", "Group.ReadWrite.All"], "group calendars belong to a group, not to a mailbox"],
  [["MailboxSettings.Read", "MailboxSettings.ReadWrite"], "Microsoft has no permission for the settings of another mailbox"],
];

/** What to request instead of `scope` when the account uses a shared mailbox. It is a table because many `.Shared` scopes do not exist. */
export function sharedForm(scope: string): SharedForm {
  const form = sharedForms.get(scope);
  if (form !== undefined) return { scope: form };
  if (withoutMailbox.has(scope) || [...sharedForms.values()].includes(scope)) return { scope };
  const reason = refusals.find(([scopes]) => scopes.includes(scope))?.[1];
  return { refused: reason ?? `Microsoft has no form of ${scope} for shared mailboxes` };
}
