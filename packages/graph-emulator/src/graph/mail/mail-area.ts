import type { Area, AreaContext } from "../area.ts";
import type { AutoReplies } from "../mailbox-settings/auto-replies.ts";
import { route } from "../route.ts";
import { attachmentRoutes } from "./attachment-routes.ts";
import { folderRoutes } from "./folder-routes.ts";
import { type MailControl, mailControl } from "./mail-control.ts";
import { createMailState } from "./mail-state.ts";
import { messageDelta } from "./message-delta.ts";
import { messageRoutes } from "./message-routes.ts";
import { createPostOffice } from "./post-office.ts";
import { sendRoutes } from "./send-routes.ts";
import { createUploadSessions, type UploadSessions } from "./upload-sessions.ts";

export type MailArea = Area<"mail", MailControl> & {
  /** A request to the address of an upload session, which is not below `/v1.0`. */
  upload: UploadSessions["handle"];
};

/** Mailboxes: folders, messages, attachments, sending and receiving. */
export function mailArea(context: AreaContext, replies: AutoReplies): MailArea {
  const state = createMailState(context);
  const post = createPostOffice(state, context, replies);
  const uploads = createUploadSessions(state, context);
  return {
    name: "mail",
    control: mailControl(state, post),
    upload: uploads.handle,
    routes: [
      ...folderRoutes(state, context.deltas),
      ...messageRoutes(state),
      route("GET", "/me/mailFolders/{folder}/messages/delta", messageDelta(state, context.deltas)),
      ...attachmentRoutes(state, uploads),
      ...sendRoutes(state, post),
    ],
  };
}
