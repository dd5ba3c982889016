import { checkBody } from "../../protocol/check-body.ts";
import { badRequest } from "../../protocol/graph-fault.ts";
import { propertiesOf } from "../../protocol/properties-of.ts";
import { findGraphType } from "../../protocol/types/graph-types.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { createRecipient, type MailMessage, type MailRecipient } from "./mail-message.ts";

const invalid = (name: string) => badRequest(`The property '${name}' has an invalid value.`, "ErrorInvalidPropertySet");

/** Reads the writable properties of a message from a request body, in canonical spelling. `readAttachment` reads attachments. */
export function readMessageInput(input: unknown): Partial<MailMessage> {
  if (input === null || typeof input !== "object" || Array.isArray(input)) throw badRequest("The request body is empty.");
  checkBody(input, findGraphType("message")!);
  const fields: Record<string, unknown> = {};
  for (const [property, value] of Object.entries(input)) {
    if (property.includes("@") || value === undefined) continue;
    const name = canonicalNames.get(property.toLowerCase());
    const read = name && readers[name];
    if (read && value !== null) fields[name] = read(value, name);
  }
  return fields;
}

type Reader = (value: unknown, name: string) => unknown;

const readText: Reader = (value, name) => {
  if (typeof value !== "string") throw invalid(name);
  return value;
};
const readFlag: Reader = (value, name) => {
  if (value === null || typeof value !== "object") throw invalid(name);
  const { flagStatus } = propertiesOf(value);
  return flagStatus === undefined ? value : { ...value, flagStatus: enumReader("notFlagged", "flagged", "complete")(flagStatus, name) };
};
const readBoolean: Reader = (value, name) => {
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  throw invalid(name);
};
const enumReader =
  (...names: string[]): Reader =>
  (value, name) => {
    const found = names.find((element) => element.toLowerCase() === String(value).toLowerCase());
    if (!found) throw invalid(name);
    return found;
  };
const readStrings: Reader = (value, name) => {
  if (!Array.isArray(value) || value.some((element) => typeof element !== "string")) throw invalid(name);
  return value;
};
const readBody: Reader = (value, name) => {
  const { contentType, content } = propertiesOf(value);
  return { contentType: enumReader("text", "html")(contentType ?? "text", name), content: readText(content ?? "", name) };
};
const readRecipient: Reader = (value, name): MailRecipient => {
  const emailAddress = propertiesOf(propertiesOf(value).emailAddress);
  const address = emailAddress.address ?? emailAddress.name;
  if (typeof address !== "string") throw invalid(name);
  return createRecipient(address.trim(), typeof emailAddress.name === "string" ? emailAddress.name : address.trim());
};
const readRecipients: Reader = (value, name) => {
  if (!Array.isArray(value)) throw invalid(name);
  return value.map((element) => readRecipient(element, name));
};
const readHeaders: Reader = (value, name) => {
  if (!Array.isArray(value)) throw invalid(name);
  const headers = value.map(propertiesOf).map((header) => ({ name: String(header.name ?? ""), value: String(header.value) }));
  for (const header of headers) if (!/^x-/i.test(header.name)) throw createRefusal("internet-header-x", { name: header.name });
  return headers;
};

const readers: { [Name in keyof MailMessage]?: Reader } = {
  subject: readText,
  body: readBody,
  from: readRecipient,
  sender: readRecipient,
  toRecipients: readRecipients,
  ccRecipients: readRecipients,
  bccRecipients: readRecipients,
  replyTo: readRecipients,
  isRead: readBoolean,
  isReadReceiptRequested: readBoolean,
  isDeliveryReceiptRequested: readBoolean,
  importance: enumReader("low", "normal", "high"),
  inferenceClassification: enumReader("focused", "other"),
  categories: readStrings,
  flag: readFlag,
  internetMessageId: readText,
  internetMessageHeaders: readHeaders,
};
const canonicalNames = new Map(Object.keys(readers).map((name) => [name.toLowerCase(), name as keyof MailMessage]));
