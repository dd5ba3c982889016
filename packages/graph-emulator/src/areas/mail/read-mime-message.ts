import type { GraphRequest } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { createFileAttachment } from "./attachments.ts";
import { createRecipient, type MailAttachment, type MailBody, type MailMessage, type MailRecipient } from "./mail-message.ts";
import { decodeText, type MimePart, parseMime } from "./mime-parser.ts";

/** Id and time of a new attachment. */
type NewAttachment = () => Pick<MailAttachment, "id" | "lastModifiedDateTime">;

/**
 * Reads a message in MIME format: `Content-Type: text/plain` with the message in Base64. Returns undefined for any other content type.
 * Source: learn.microsoft.com/graph/outlook-send-mime-message.
 *
 * @throws GraphFault 400 when the body is not Base64.
 */
export function readMimeMessage(request: GraphRequest, newAttachment: NewAttachment): Partial<MailMessage> | undefined {
  if (!/^text\/plain/i.test(request.headers.get("content-type") ?? "")) return undefined;
  const text = new TextDecoder().decode(request.bytes).trim();
  if (!text || !/^[A-Za-z0-9+/\s]+={0,2}$/.test(text)) throw createRefusal("mail-mime-base64");
  return toMessageFields(parseMime(new Uint8Array(Buffer.from(text, "base64"))), newAttachment);
}

function toMessageFields(root: MimePart, newAttachment: NewAttachment): Partial<MailMessage> {
  const header = (name: string) => root.headers.get(name)?.[0];
  const leaves = leavesOf(root);
  const bodyPart = leaves.find(isText("text/html")) ?? leaves.find(isText("text/plain"));
  const attachments = leaves.filter((part) => part !== bodyPart && !isText("text/plain")(part)).map(toAttachment(newAttachment));
  const recipients = (name: string, list = header(name)) => (list ? parseRecipients(list) : undefined);
  const [from] = recipients("from") ?? [];
  const [sender] = recipients("sender") ?? [];
  const extra = [...root.headers]
    .filter(([name]) => name.startsWith("x-"))
    .flatMap(([name, values]) => values.map((value) => ({ name, value })));
  const fields: { [Name in keyof MailMessage]?: MailMessage[Name] | undefined } = {
    subject: header("subject"),
    body: bodyPart && toBody(bodyPart),
    from,
    sender,
    toRecipients: recipients("to"),
    ccRecipients: recipients("cc"),
    bccRecipients: recipients("bcc"),
    replyTo: recipients("reply-to"),
    internetMessageId: header("message-id"),
    inReplyTo: header("in-reply-to"),
    importance: (["low", "normal", "high"] as const).find((name) => name === header("importance")?.toLowerCase()),
    internetMessageHeaders: extra.length > 0 ? extra : undefined,
    attachments: attachments.length > 0 ? attachments : undefined,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<MailMessage>;
}

const leavesOf = (part: MimePart): MimePart[] => (part.type.startsWith("multipart/") ? part.parts.flatMap(leavesOf) : [part]);

const isText = (type: string) => (part: MimePart) => part.type === type && part.disposition !== "attachment" && part.fileName === undefined;

function toBody({ type, content, charset }: MimePart): MailBody {
  return { contentType: type === "text/html" ? "html" : "text", content: decodeText(content, charset).replace(/\r?\n$/, "") };
}

const toAttachment =
  (newAttachment: NewAttachment) =>
  ({ type, content, fileName, contentId, disposition }: MimePart): MailAttachment =>
    createFileAttachment(content, {
      ...newAttachment(),
      name: fileName ?? (type === "message/rfc822" ? "message.eml" : "attachment"),
      contentType: type,
      contentId,
      isInline: disposition === "inline" || (contentId !== undefined && disposition !== "attachment"),
    });

/** Parses `Ada Reed <ada@x.example>, "Ito, Ben" <ben@x.example>`. */
function parseRecipients(list: string): MailRecipient[] {
  return [...list.matchAll(/(?:"(?:[^"\\]|\\.)*"|<[^>]*>|[^,"<])+/g)]
    .map(([entry]) => {
      const [, name = "", address = ""] = /^\s*(.*?)\s*<([^>]*)>\s*$/s.exec(entry) ?? [undefined, "", entry.trim()];
      const plainName = name.replace(/^"(.*)"$/s, "$1").replaceAll(/\\(.)/g, "$1");
      return createRecipient(address.trim(), plainName || address.trim());
    })
    .filter(({ emailAddress }) => emailAddress.address !== "");
}
