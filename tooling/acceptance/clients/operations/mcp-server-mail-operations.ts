import { householdUsers } from "@casement/graph-emulator/household";
import type { KeptResults } from "../operation.ts";
import type { McpServerOperation } from "./mcp-server-operation.ts";

const { main, sharedMailbox, colleagues } = householdUsers;
const isText = (value: unknown) => typeof value === "string" && value.length > 0;
const to = (address: string) => [{ emailAddress: { address } }];

/** Sign-in, people, mail and settings. */
export const mcpServerMailOperations: readonly McpServerOperation[] = [
  { name: "signs in by device code", does: ({ signIn }) => signIn(), finds: { success: true, userData: { userPrincipalName: main } } },
  {
    name: "reads the signed-in person",
    tool: "get-current-user",
    finds: { userPrincipalName: main, displayName: "Robin Hale" },
    keepAs: "me",
  },
  {
    name: "lists people by a filter",
    tool: "list-users",
    input: { filter: "startswith(displayName,'Mateo')" },
    finds: { value: [{ userPrincipalName: colleagues.mateo }] },
    keepAs: "mateo",
  },
  {
    name: "lists mail folders",
    tool: "list-mail-folders",
    input: { top: 50 },
    finds: {
      value: (folders: any) => ["Inbox", "Archive", "Drafts"].every((name) => folders.some(({ displayName }: any) => displayName === name)),
    },
    keepAs: "folders",
  },
  {
    name: "lists two mails with selected properties",
    tool: "list-mail-messages",
    input: { top: 2, select: ["subject", "from"] },
    finds: {
      value: (messages: any) =>
        messages.length === 2 && messages.every(({ subject, from }: any) => isText(subject) && from.emailAddress.address.includes("@")),
    },
  },
  {
    name: "lists all mails of the inbox",
    tool: "list-mail-folder-messages",
    input: { mailFolderId: "inbox", top: 5, select: ["subject"], fetchAllPages: true },
    finds: { value: (messages: any) => messages.length > 10 && new Set(messages.map(({ id }: any) => id)).size === messages.length },
    keepAs: "inbox",
  },
  {
    name: "searches mails",
    tool: "list-mail-messages",
    input: { search: '"subject:keys"', select: ["subject"] },
    finds: { value: [{ subject: "Keys for Elm Row" }] },
    keepAs: "keys",
  },
  {
    name: "reads a mail with its text",
    tool: "get-mail-message",
    input: ({ keys }) => ({ messageId: keys.value[0].id }),
    finds: {
      subject: "Keys for Elm Row",
      from: { emailAddress: { address: colleagues.jonas } },
      body: { content: /With the neighbor at number 14/ },
    },
  },
  {
    name: "reads a mail as MIME",
    tool: "get-mail-message-mime",
    input: ({ keys }) => ({ messageId: keys.value[0].id }),
    finds: (result: any) => JSON.stringify(result).includes("Subject: Keys for Elm Row"),
  },
  {
    name: "marks a mail",
    tool: "update-mail-message",
    input: ({ keys }) => ({ messageId: keys.value[0].id, body: { isRead: false, flag: { flagStatus: "flagged" } } }),
    finds: { isRead: false, flag: { flagStatus: "flagged" } },
  },
  {
    name: "creates a folder",
    tool: "create-mail-folder",
    input: { body: { displayName: "Elm Row" } },
    finds: { displayName: "Elm Row", totalItemCount: 0 },
    keepAs: "folder",
  },
  {
    name: "moves a mail",
    tool: "move-mail-message",
    input: ({ keys, folder }) => ({ messageId: keys.value[0].id, body: { DestinationId: folder.id } }),
    finds: (message: any, { folder }: KeptResults) => message.subject === "Keys for Elm Row" && message.parentFolderId === folder.id,
    keepAs: "moved",
  },
  {
    name: "copies a mail",
    tool: "copy-mail-message",
    input: ({ moved }) => ({ messageId: moved.id, body: { DestinationId: "inbox" } }),
    finds: (message: any, { moved }: KeptResults) => message.subject === moved.subject && message.id !== moved.id,
    keepAs: "copy",
  },
  {
    name: "deletes the copy",
    does: async ({ call }, { copy }) => [
      await call("delete-mail-message", { messageId: copy.id }),
      await call("get-mail-message", { messageId: copy.id }),
    ],
    finds: ([, after]: any) => JSON.stringify(after).includes("ErrorItemNotFound"),
  },
  {
    name: "creates a draft",
    tool: "create-draft-email",
    input: { body: { subject: "Site plan", body: { contentType: "text", content: "Attached." }, toRecipients: to(colleagues.jonas) } },
    finds: { isDraft: true, subject: "Site plan" },
    keepAs: "draft",
  },
  {
    name: "attaches a file",
    tool: "add-mail-attachment",
    input: ({ draft }) => ({
      messageId: draft.id,
      body: { "@odata.type": "#microsoft.graph.fileAttachment", name: "plan.txt", contentBytes: btoa("north wall") },
    }),
    finds: { name: "plan.txt", size: (size: any) => size >= 10 },
  },
  {
    name: "lists attachments",
    tool: "list-mail-attachments",
    input: ({ draft }) => ({ messageId: draft.id }),
    finds: { value: [{ name: "plan.txt" }] },
  },
  {
    name: "sends the draft",
    does: async ({ call, emulator }, { draft }) => [
      await call("send-draft-message", { messageId: draft.id }),
      emulator.control.mail.sent().at(-1),
    ],
    finds: ([, mail]: any) => mail.to === colleagues.jonas && mail.subject === "Site plan",
  },
  {
    name: "sends a mail",
    does: async ({ call, emulator }) => [
      await call("send-mail", {
        body: { Message: { subject: "Lunch", body: { contentType: "text", content: "Soup?" }, toRecipients: to(colleagues.priya) } },
      }),
      emulator.control.mail.sent().at(-1),
    ],
    finds: ([, mail]: any) => mail.to === colleagues.priya && mail.text.includes("Soup?"),
  },
  {
    name: "replies to a mail",
    does: async ({ call, emulator }, { moved }) => [
      await call("reply-mail-message", { messageId: moved.id, body: { Comment: "Thanks!" } }),
      emulator.control.mail.sent().at(-1),
    ],
    finds: ([, mail]: any) => mail.to === colleagues.jonas && /^re: keys for elm row$/i.test(mail.subject),
  },
  {
    name: "drafts a forward",
    tool: "create-forward-draft",
    input: ({ moved }) => ({ messageId: moved.id, body: { Comment: "See below", ToRecipients: to(colleagues.sofia) } }),
    finds: { isDraft: true, subject: /^fw/i, toRecipients: [{ emailAddress: { address: colleagues.sofia } }] },
  },
  {
    name: "reads message delta",
    tool: "list-mail-folder-messages-delta",
    input: { mailFolderId: "archive" },
    finds: { value: (messages: any) => messages.length >= 4 },
  },
  {
    name: "lists mails of the shared mailbox",
    tool: "list-shared-mailbox-messages",
    input: { userId: sharedMailbox },
    finds: { value: (messages: any) => messages.length > 0 },
  },
  {
    name: "lists categories",
    tool: "list-outlook-categories",
    finds: {
      value: (categories: any) =>
        categories.some(({ displayName, color }: any) => displayName === "Blue category" && /^preset/.test(color)),
    },
  },
  {
    name: "reads mailbox settings",
    tool: "get-mailbox-settings",
    finds: { timeZone: isText, automaticRepliesSetting: { status: "disabled" } },
  },
  {
    name: "sets automatic replies",
    does: async ({ call, emulator }) => {
      await call("update-mailbox-settings", {
        body: { automaticRepliesSetting: { status: "alwaysEnabled", internalReplyMessage: "Away" } },
      });
      return emulator.control.mailboxSettings.get(main).automaticRepliesSetting;
    },
    finds: { status: "alwaysEnabled", internalReplyMessage: /Away/ },
  },
];
