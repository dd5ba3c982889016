import type { Area, AreaContext } from "../area.ts";
import type { AutoReplies } from "../mailbox-settings/auto-replies.ts";
import { defineRoute } from "../route.ts";
import { createMailAttachmentRoutes } from "./mail-attachment-routes.ts";
import { createFolderRoutes } from "./folder-routes.ts";
import { type MailControl, createMailControl } from "./mail-control.ts";
import { createMailStore } from "./mail-store.ts";
import { createMessageDeltaHandler } from "./message-delta.ts";
import { createMailMessageRoutes } from "./mail-message-routes.ts";
import { createMailDelivery } from "./mail-delivery.ts";
import { createSendRoutes } from "./send-routes.ts";
import { createUploadSessions, type UploadSessions } from "./upload-sessions.ts";

export type MailArea = Area<"mail", MailControl> & {
  /** A request to the address of an upload session, which is not below `/v1.0`. */
  upload: UploadSessions["handle"];
};

/** Mailboxes: folders, messages, attachments, sending and receiving. */
export function createMailArea(context: AreaContext, replies: AutoReplies): MailArea {
  const state = createMailStore(context);
  const post = createMailDelivery(state, context, replies);
  const uploads = createUploadSessions(state, context);
  return {
    name: "mail",
    control: createMailControl(state, post),
    upload: uploads.handle,
    routes: [
      ...createFolderRoutes(state, context.deltas),
      ...createMailMessageRoutes(state),
      defineRoute("GET", "/me/mailFolders/{folder}/messages/delta", createMessageDeltaHandler(state, context.deltas)),
      ...createMailAttachmentRoutes(state, uploads),
      ...createSendRoutes(state, post),
    ],
  };
}
