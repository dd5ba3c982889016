import { toInstant } from "@casement/graph-time";
import { dateTimeTimeZoneOf, itemsOf, type JsonProperties, propertiesOf, textOf } from "../../protocol/properties-of.ts";
import { previewOf } from "./body-text.ts";
import type { MailBody } from "./mail-message.ts";
import { mimeOfItem } from "./mime.ts";

type ItemKind = "message" | "event" | "contact";

/** The kind of the item in an item attachment. Default: message. */
function kindOf(item: JsonProperties): ItemKind {
  const kind = /(message|event|contact)$/i.exec(textOf(item["@odata.type"]) ?? "")?.[1]?.toLowerCase();
  return kind === "event" || kind === "contact" ? kind : "message";
}

function bodyOf(item: JsonProperties): MailBody | undefined {
  const { contentType, content } = propertiesOf(item.body);
  if (content === undefined) return undefined;
  return { contentType: String(contentType).toLowerCase() === "html" ? "html" : "text", content: String(content) };
}

/** Presents the item of an attachment as `$expand=microsoft.graph.itemAttachment/item` returns it. Source: Microsoft's examples of attachment-get. */
export function presentItem(item: JsonProperties, changedDateTime: string): object {
  const kind = kindOf(item);
  const body = bodyOf(item);
  return {
    "@odata.type": `#microsoft.graph.${kind}`,
    id: "",
    createdDateTime: changedDateTime,
    lastModifiedDateTime: changedDateTime,
    ...(kind === "message" && { isRead: true, isDraft: false, hasAttachments: false }),
    ...Object.fromEntries(Object.entries(item).filter(([name]) => !name.startsWith("@"))),
    ...(body && { body, bodyPreview: previewOf(body) }),
  };
}

/** Formats the item of an attachment as `$value` returns it: a message as MIME, an event as iCalendar, a contact as vCard. */
export function formatItem(item: JsonProperties): string {
  const kind = kindOf(item);
  if (kind === "message") return mimeOfItem({ ...item, body: bodyOf(item) });
  return (kind === "event" ? calendarLinesOf(item) : cardLinesOf(item)).map((line) => `${line}\r\n`).join("");
}

const escapeText = (text: string): string => text.replaceAll(/[\\,;]/g, "\\$&").replaceAll(/\r?\n/g, "\\n");

function calendarLinesOf(item: JsonProperties): string[] {
  const time = (name: string, given: unknown) =>
    given ? [`${name}:${toInstant(dateTimeTimeZoneOf(given)).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`] : [];
  return [
    "BEGIN:VCALENDAR",
    "METHOD:PUBLISH",
    "VERSION:2.0",
    "BEGIN:VEVENT",
    `SUMMARY:${escapeText(textOf(item.subject) ?? "")}`,
    ...time("DTSTART", item.start),
    ...time("DTEND", item.end),
    "END:VEVENT",
    "END:VCALENDAR",
  ];
}

function cardLinesOf(item: JsonProperties): string[] {
  const text = (name: string) => escapeText(textOf(item[name]) ?? "");
  const addresses = itemsOf(item.emailAddresses).map((given) => textOf(propertiesOf(given).address) ?? "");
  const phones = [...itemsOf(item.businessPhones), ...itemsOf(item.homePhones), item.mobilePhone].flatMap((phone) => textOf(phone) ?? []);
  return [
    "BEGIN:VCARD",
    "VERSION:3.0",
    `N:${text("surname")};${text("givenName")};;;`,
    `FN:${text("displayName") || [text("givenName"), text("surname")].filter(Boolean).join(" ")}`,
    ...addresses.map((address) => `EMAIL;TYPE=INTERNET:${escapeText(address)}`),
    ...phones.map((phone) => `TEL:${escapeText(phone)}`),
    "END:VCARD",
  ];
}
