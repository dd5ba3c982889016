import { type FieldText, type ServiceText, serviceTexts } from "@casement/core";

type Fields<Name extends string> = Readonly<Record<Name, FieldText>>;

/** Everything that the plugin says in one language. English is in the definitions. */
export interface EmailWords {
  readonly title: string;
  readonly folder: { readonly title: string; readonly unit: string; readonly unitOfOne: string };
  readonly services: Readonly<
    Record<
      | "send"
      | "reply"
      | "reply-all"
      | "forward"
      | "create-draft"
      | "send-draft"
      | "list-messages"
      | "get-message"
      | "list-folders"
      | "create-folder"
      | "find-people"
      | "mark"
      | "move"
      | "remove"
      | "read-attachment"
      | "save-attachments"
      | "download-attachment"
      | "download-pictures",
      ServiceText
    >
  >;
  readonly events: Readonly<Record<"message-received" | "message-sent", string>>;
  /** Why each permission is requested. */
  readonly scopes: Readonly<Record<"Mail.ReadBasic" | "Mail.Read" | "Mail.ReadWrite" | "Mail.Send" | "Mail.Send.Shared", string>>;
  readonly fields: {
    readonly id: FieldText;
    readonly ids: FieldText;
    /** Of send-draft. */
    readonly draftId: FieldText;
    /** Of replies and forwarded messages. */
    readonly draft: FieldText;
    readonly content: Fields<"text" | "attachments" | "html" | "pictures" | "zip">;
    readonly recipients: Fields<"to" | "cc" | "bcc">;
    /** Of new messages only. `to` can be empty there. */
    readonly newMessage: Fields<"to" | "subject" | "replyTo" | "from" | "importance">;
    readonly filters: Fields<
      | "folder"
      | "search"
      | "from"
      | "subjectContains"
      | "unread"
      | "newerThan"
      | "olderThan"
      | "maxItems"
      | "conversation"
      | "bodyContains"
      | "to"
      | "subjectIs"
      | "hasAttachments"
      | "importance"
      | "flagged"
      | "category"
    >;
    /** Of list-messages. */
    readonly listing: Fields<"fields" | "cursor">;
    /** Of services that change all messages that match. */
    readonly selection: Fields<"where" | "maxItems">;
    /** `folder` of list-folders and of create-folder. */
    readonly parentFolder: FieldText;
    readonly newFolder: FieldText;
    readonly people: Fields<"query" | "maxItems">;
    readonly contents: Fields<"body" | "preview" | "attachments" | "inlineAttachments">;
    /** `body` of get-message. */
    readonly bodyOfOne: FieldText;
    /** Of get-message. */
    readonly remotePictures: FieldText;
    readonly mark: Fields<"read" | "flag" | "flagDue" | "categories">;
    readonly move: Fields<"folder">;
    readonly remove: Fields<"permanently">;
    readonly save: Fields<"folder" | "names" | "inlineAttachments">;
    /** `cursor` of read-attachment. */
    readonly nextPage: FieldText;
    /** `name` of download-attachment and read-attachment. */
    readonly attachmentName: FieldText;
  };
}

/** The words of a language by the paths of a plugin's `texts`. */
export function textsOf({ title, folder, services, events, scopes, fields }: EmailWords): Readonly<Record<string, string>> {
  const { id, ids, draftId, draft, content, recipients, newMessage } = fields;
  const message = { ...recipients, ...newMessage, ...content };
  return {
    title,
    "sensors.folder.title": folder.title,
    "sensors.folder.unit": folder.unit,
    "sensors.folder.unitOfOne": folder.unitOfOne,
    ...serviceTexts("send", services.send, message),
    ...serviceTexts("reply", services.reply, { id, ...content, draft }),
    ...serviceTexts("reply-all", services["reply-all"], { id, ...content, draft }),
    ...serviceTexts("forward", services.forward, { id, ...recipients, ...content, draft }),
    ...serviceTexts("create-draft", services["create-draft"], message),
    ...serviceTexts("send-draft", services["send-draft"], { id: draftId }),
    ...serviceTexts("list-messages", services["list-messages"], { ...fields.filters, ...fields.contents, ...fields.listing }),
    ...serviceTexts("get-message", services["get-message"], {
      id,
      ...fields.contents,
      body: fields.bodyOfOne,
      remotePictures: fields.remotePictures,
    }),
    ...serviceTexts("list-folders", services["list-folders"], { folder: fields.parentFolder }),
    ...serviceTexts("create-folder", services["create-folder"], { folder: fields.newFolder }),
    ...serviceTexts("find-people", services["find-people"], fields.people),
    ...serviceTexts("mark", services.mark, { ids, ...fields.mark, ...fields.selection }),
    ...serviceTexts("move", services.move, { ids, ...fields.move, ...fields.selection }),
    ...serviceTexts("remove", services.remove, { ids, ...fields.remove, ...fields.selection }),
    ...serviceTexts("save-attachments", services["save-attachments"], { id, ...fields.save }),
    ...serviceTexts("read-attachment", services["read-attachment"], { id, name: fields.attachmentName, cursor: fields.nextPage }),
    ...serviceTexts("download-attachment", services["download-attachment"], { id, name: fields.attachmentName }),
    ...serviceTexts("download-pictures", services["download-pictures"], { id }),
    ...Object.fromEntries(Object.entries(events).map(([name, text]) => [`events.${name}.title`, text])),
    ...Object.fromEntries(Object.entries(scopes).map(([name, text]) => [`scopes.${name}.why`, text])),
  };
}
