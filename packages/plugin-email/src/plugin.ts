import { definePlugin, joinTexts } from "@casement/core";
import { emailConfig, readsContents } from "./config.ts";
import { emailEvents } from "./email-events.ts";
import { messageChanges } from "./feeds/message-changes.ts";
import { subscribeToFolder } from "./feeds/subscribe-to-folder.ts";
import { syncMessages } from "./feeds/sync-messages.ts";
import { folderItem } from "./folder-item.ts";
import { folderInstances } from "./sensors/folder-instances.ts";
import { folderValue, folderView } from "./sensors/folder-view.ts";
import { createDraft } from "./services/create-draft.ts";
import { createFolder } from "./services/create-folder.ts";
import { downloadAttachment } from "./services/download-attachment.ts";
import { downloadPictures } from "./services/download-pictures.ts";
import { findPeople } from "./services/find-people.ts";
import { forwardMessage } from "./services/forward-message.ts";
import { getMessage } from "./services/get-message.ts";
import { listFolders } from "./services/list-folders.ts";
import { listMessages } from "./services/list-messages.ts";
import { markMessages } from "./services/mark-messages.ts";
import { moveMessages } from "./services/move-messages.ts";
import { readAttachmentText } from "./services/read-attachment.ts";
import { removeMessages } from "./services/remove-messages.ts";
import { replyToAll } from "./services/reply-to-all.ts";
import { replyToSender } from "./services/reply-to-sender.ts";
import { saveAttachments } from "./services/save-attachments.ts";
import { sendDraft } from "./services/send-draft.ts";
import { sendMessage } from "./services/send-message.ts";
import { emailAttributeTexts } from "./texts/email-attribute-texts.ts";
import { emailSettingTexts } from "./texts/email-setting-texts.ts";
import { emailTexts } from "./texts/email-texts.ts";

export const emailPlugin = definePlugin({
  id: "email",
  title: "Outlook mail",
  config: emailConfig,
  scopes: {
    "Mail.ReadBasic": {
      tier: "read",
      why: "Count and list your messages, without their contents",
      when: (config) => !readsContents(config),
    },
    "Mail.Read": { tier: "read", why: "Show and search your messages", when: readsContents },
    "Mail.ReadWrite": { tier: "update", why: "Mark, move and delete messages, create drafts, and attach large files for you" },
    "Mail.Send": { tier: "update", why: "Send mail as you", when: ({ send }) => send !== false, optIn: ({ send }) => send === true },
    "Mail.Send.Shared": {
      tier: "update",
      why: "Send mail from the mailboxes in sendFrom",
      when: ({ send, sendFrom }) => send !== false && sendFrom.length > 0,
      optIn: ({ send }) => send === true,
    },
  },
  feeds: {
    messages: {
      scope: "Mail.ReadBasic",
      version: 2,
      every: "30s",
      item: folderItem,
      sync: syncMessages,
      changed: messageChanges,
      subscribe: subscribeToFolder,
    },
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
        items: {
          attribute: "messages",
          truncated: "truncated",
          as: "messages",
          title: "subject",
          start: "receivedDateTime",
          conversation: "conversationId",
          read: "isRead",
          from: "from",
          text: "preview",
          link: "webLink",
        },
      },
      instances: folderInstances,
      view: folderView,
    },
  },
  services: {
    send: sendMessage,
    reply: replyToSender,
    "reply-all": replyToAll,
    forward: forwardMessage,
    "create-draft": createDraft,
    "send-draft": sendDraft,
    "list-messages": listMessages,
    "get-message": getMessage,
    "list-folders": listFolders,
    "create-folder": createFolder,
    "find-people": findPeople,
    mark: markMessages,
    move: moveMessages,
    remove: removeMessages,
    "read-attachment": readAttachmentText,
    "save-attachments": saveAttachments,
    "download-attachment": downloadAttachment,
    "download-pictures": downloadPictures,
  },
  events: emailEvents,
  texts: joinTexts(emailTexts, emailSettingTexts, emailAttributeTexts),
});
