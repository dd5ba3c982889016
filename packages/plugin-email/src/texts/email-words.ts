import { type FieldText, type ServiceText, serviceTexts } from "@casement/core";

type Fields<Name extends string> = Readonly<Record<Name, FieldText>>;

/** Everything that the plugin says in one language. English is in the definitions. */
export interface EmailWords {
  readonly title: string;
  readonly folder: { readonly title: string; readonly unit: string };
  readonly services: Readonly<
    Record<
      | "send"
      | "reply"
      | "reply-all"
      | "forward"
      | "create-draft"
      | "list-messages"
      | "get-message"
      | "mark"
      | "move"
      | "remove"
      | "save-attachments",
      ServiceText
    >
  >;
  readonly events: Readonly<Record<"message-received" | "message-sent", string>>;
  /** Why each permission is requested. */
  readonly scopes: Readonly<Record<"Mail.ReadBasic" | "Mail.Read" | "Mail.ReadWrite" | "Mail.Send" | "Mail.Send.Shared", string>>;
  readonly fields: {
    readonly id: FieldText;
    readonly ids: FieldText;
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
      | "maxItems"
      | "bodyContains"
      | "to"
      | "subjectIs"
      | "hasAttachments"
      | "importance"
      | "flagged"
      | "category"
    >;
    readonly contents: Fields<"body" | "preview" | "attachments" | "inlineAttachments">;
    /** `body` of get-message. */
    readonly bodyOfOne: FieldText;
    readonly mark: Fields<"read" | "flag" | "flagDue" | "categories">;
    readonly move: Fields<"folder">;
    readonly remove: Fields<"permanently">;
    readonly save: Fields<"folder" | "names" | "inlineAttachments">;
  };
}

/** The words of a language by the paths of a plugin's `texts`. */
export function textsOf({ title, folder, services, events, scopes, fields }: EmailWords): Readonly<Record<string, string>> {
  const { id, ids, content, recipients, newMessage } = fields;
  const message = { ...recipients, ...newMessage, ...content };
  return {
    title,
    "sensors.folder.title": folder.title,
    "sensors.folder.unit": folder.unit,
    ...serviceTexts("send", services.send, message),
    ...serviceTexts("reply", services.reply, { id, ...content }),
    ...serviceTexts("reply-all", services["reply-all"], { id, ...content }),
    ...serviceTexts("forward", services.forward, { id, ...recipients, ...content }),
    ...serviceTexts("create-draft", services["create-draft"], message),
    ...serviceTexts("list-messages", services["list-messages"], { ...fields.filters, ...fields.contents }),
    ...serviceTexts("get-message", services["get-message"], { id, ...fields.contents, body: fields.bodyOfOne }),
    ...serviceTexts("mark", services.mark, { ids, ...fields.mark }),
    ...serviceTexts("move", services.move, { ids, ...fields.move }),
    ...serviceTexts("remove", services.remove, { ids, ...fields.remove }),
    ...serviceTexts("save-attachments", services["save-attachments"], { id, ...fields.save }),
    ...Object.fromEntries(Object.entries(events).map(([name, text]) => [`events.${name}.title`, text])),
    ...Object.fromEntries(Object.entries(scopes).map(([name, text]) => [`scopes.${name}.why`, text])),
  };
}
