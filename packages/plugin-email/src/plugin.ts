import { definePlugin } from "@casement/core";
import { config, readsContents } from "./config.ts";
import { events } from "./event-payload.ts";
import { changed } from "./feeds/changed.ts";
import { syncMessages } from "./feeds/sync-messages.ts";
import { item } from "./message-item.ts";
import { messageView } from "./message-view.ts";
import { folderInstances } from "./sensors/folder-instances.ts";
import { folderValue, folderView } from "./sensors/folder-view.ts";
import { forward, forwardInput, reply, replyAll, replyInput } from "./services/answer.ts";
import { getMessage, getMessageInput } from "./services/get-message.ts";
import { listMessages, listMessagesInput, listMessagesOutput } from "./services/list-messages.ts";
import { mark, markInput } from "./services/mark.ts";
import { acted } from "./services/message-ids.ts";
import { move, moveInput } from "./services/move.ts";
import { remove, removeInput } from "./services/remove.ts";
import { saveAttachments, saveAttachmentsInput, saveAttachmentsOutput } from "./services/save-attachments.ts";
import { createDraft, createDraftOutput, send, sendInput } from "./services/send.ts";
import { sentOutput } from "./services/told.ts";
import { texts } from "./texts.ts";

/** Attachments over 3 MB go through a draft. */
const sends = { output: sentOutput, scope: "Mail.Send", mayUse: "Mail.ReadWrite", touches: ["messages"] } as const;
const changes = { output: acted, scope: "Mail.ReadWrite", touches: ["messages"] } as const;

export const emailPlugin = definePlugin({
  id: "email",
  title: "Outlook mail",
  config,
  scopes: {
    "Mail.ReadBasic": {
      tier: "read",
      why: "Count and list your messages, without what is written in them",
      when: (c) => !readsContents(c),
    },
    "Mail.Read": { tier: "read", why: "Show and search your messages", when: readsContents },
    "Mail.ReadWrite": { tier: "update", why: "Mark, move and remove messages, write drafts, and attach large files for you" },
    "Mail.Send": { tier: "update", why: "Send mail as you", when: (c) => c.send !== false, optIn: (c) => c.send === true },
    "Mail.Send.Shared": {
      tier: "update",
      why: "Send mail from the mailboxes named in sendFrom",
      when: (c) => c.send !== false && c.sendFrom.length > 0,
      optIn: (c) => c.send === true,
    },
  },
  events,
  feeds: {
    messages: { scope: "Mail.ReadBasic", every: "30s", item, sync: syncMessages, changed },
  },
  sensors: {
    folder: {
      title: "Mail",
      feed: "messages",
      value: folderValue,
      present: {
        kind: "number",
        icon: "mdi:email",
        unit: "unread",
        items: { attribute: "messages", as: "messages", title: "subject", start: "receivedDateTime" },
      },
      instances: folderInstances,
      view: folderView,
    },
  },
  services: {
    send: { ...sends, title: "Send a message", input: sendInput, notify: { field: "text" }, run: send },
    reply: { ...sends, title: "Answer the sender", input: replyInput, run: reply },
    "reply-all": { ...sends, title: "Answer everybody", input: replyInput, run: replyAll },
    forward: { ...sends, title: "Forward a message", input: forwardInput, run: forward },
    "create-draft": {
      title: "Write a draft",
      input: sendInput,
      output: createDraftOutput,
      scope: "Mail.ReadWrite",
      touches: ["messages"],
      run: createDraft,
    },
    "list-messages": {
      title: "List messages",
      input: listMessagesInput,
      output: listMessagesOutput,
      scope: "Mail.ReadBasic",
      effect: "read",
      run: listMessages,
    },
    "get-message": {
      title: "Read a message",
      input: getMessageInput,
      output: messageView,
      scope: "Mail.ReadBasic",
      effect: "read",
      run: getMessage,
    },
    mark: { ...changes, title: "Mark messages", repeatable: true, input: markInput, run: mark },
    move: { ...changes, title: "Move messages", input: moveInput, run: move },
    remove: { ...changes, title: "Remove messages", repeatable: true, input: removeInput, run: remove },
    "save-attachments": {
      title: "Save attachments",
      input: saveAttachmentsInput,
      output: saveAttachmentsOutput,
      scope: "Mail.Read",
      run: saveAttachments,
    },
  },
  texts,
});
