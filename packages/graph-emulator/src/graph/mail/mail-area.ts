import type { Area, AreaContext } from "../area.ts";
import type { AutoReplies } from "../mailbox-settings/auto-replies.ts";
import { defineRoute } from "../route.ts";
import { createFolderRoutes } from "./folder-routes.ts";
import { createMailAttachmentRoutes } from "./mail-attachment-routes.ts";
import { createMailControl, type MailControl } from "./mail-control.ts";
import { createMailDelivery } from "./mail-delivery.ts";
import { createMailMessageRoutes } from "./mail-message-routes.ts";
import { createMailStore } from "./mail-store.ts";
import { createMessageDeltaHandler } from "./message-delta.ts";
import { createSendRoutes } from "./send-routes.ts";
import { createUploadSessions, type UploadSessions } from "./upload-sessions.ts";

export type MailArea = Area<"mail", MailControl> & {
  /** Handles a request to the URL of an upload session, which is not below `/v1.0`. */
  upload: UploadSessions["handle"];
};

/** Creates the area for mailboxes: folders, messages, attachments, sending, and receiving. */
export function createMailArea(context: AreaContext, autoReplies: AutoReplies): MailArea {
  const store = createMailStore(context);
  const delivery = createMailDelivery(store, context, autoReplies);
  const uploads = createUploadSessions(store, context);
  return {
    name: "mail",
    control: createMailControl(store, delivery),
    upload: uploads.handle,
    routes: [
      ...createFolderRoutes(store, context.deltas),
      ...createMailMessageRoutes(store),
      defineRoute("GET", "/me/mailFolders/{folder}/messages/delta", createMessageDeltaHandler(store, context.deltas)),
      ...createMailAttachmentRoutes(store, uploads),
      ...createSendRoutes(store, delivery),
    ],
  };
}
