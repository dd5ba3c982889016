import { defineRoute } from "../../protocol/route.ts";
import type { Area, AreaContext } from "../area.ts";
import type { MeetingMail } from "../calendar/meeting-mail.ts";
import type { AutoReplies } from "../mailbox-settings/auto-replies.ts";
import type { UploadSessions } from "../upload-sessions.ts";
import { createExchangeIdRoutes } from "./exchange-id-routes.ts";
import { createFolderRoutes } from "./folder-routes.ts";
import { createMailAttachmentRoutes } from "./mail-attachment-routes.ts";
import { createMailControl, type MailControl } from "./mail-control.ts";
import { createMailDelivery } from "./mail-delivery.ts";
import { createMailMessageRoutes, messageExpand } from "./mail-message-routes.ts";
import { createMailStore } from "./mail-store.ts";
import { createMeetingMailer, type FindMeeting } from "./meeting-mailer.ts";
import { createMessageDeltaHandler } from "./message-delta.ts";
import { createSendRoutes } from "./send-routes.ts";

export type MailArea = Area<"mail", MailControl> & {
  /** Delivers a mail about a meeting. */
  deliverMeetingMail(mail: MeetingMail): void;
  /** Id of the folder "Archive" of a mailbox. */
  archiveFolderOf(userId: string): string;
};

/** Services of other areas. */
export interface MailServices {
  uploads: UploadSessions;
  autoReplies: AutoReplies;
  findMeeting: FindMeeting;
  /** Whether a mailbox has a calendar or event with this id. */
  hasItem(userId: string, id: string): boolean;
}

/** Creates the area for mailboxes: folders, messages, attachments, sending, and receiving. */
export function createMailArea(context: AreaContext, { uploads, autoReplies, findMeeting, hasItem }: MailServices): MailArea {
  const store = createMailStore(context);
  const delivery = createMailDelivery(store, context, autoReplies);
  return {
    name: "mail",
    control: createMailControl(store, delivery),
    deliverMeetingMail: createMeetingMailer(store, delivery, findMeeting),
    archiveFolderOf: (userId) => store.mailboxOf(userId).findFolder("archive")!.id,
    routes: [
      ...createFolderRoutes(store, context.deltas),
      ...createMailMessageRoutes(store),
      defineRoute("GET", "/me/mailFolders/{folder}/messages/delta", createMessageDeltaHandler(store, context.deltas), {
        expand: messageExpand,
      }),
      ...createMailAttachmentRoutes(store, uploads),
      ...createSendRoutes(store, delivery),
      ...createExchangeIdRoutes(store, hasItem),
    ],
  };
}
