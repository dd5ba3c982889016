import { createRefusal } from "../../refusals.ts";
import { badRequest } from "../graph-fault.ts";
import { propertiesOf } from "../properties-of.ts";
import { type MailMessage, type MailRecipient, createRecipient } from "./mail-message.ts";
import { messageProperties } from "./present-mail.ts";

const invalid = (name: string) => badRequest(`The property '${name}' has an invalid value.`, "ErrorInvalidPropertySet");

/** The writable properties of a message in a request body, in the emulator's own spelling. Attachments are read by `readAttachment`. */
export function readMessageInput(input: unknown): Partial<MailMessage> {
  if (input === null || typeof input !== "object" || Array.isArray(input)) throw badRequest("The request body is empty.");
  const fields: Record<string, unknown> = {};
  for (const [given, value] of Object.entries(input)) {
    if (given.includes("@") || value === undefined) continue;
    if (!messageProperties.has(given.toLowerCase()))
      throw badRequest(`The property '${given}' does not exist on type 'microsoft.graph.message'.`, "RequestBodyRead");
    const name = spelling.get(given.toLowerCase());
    const read = name && readers[name];
    if (read && value !== null) fields[name] = read(value, name);
  }
  return fields;
}

type Reader = (value: unknown, name: string) => unknown;

const text: Reader = (value, name) => {
  if (typeof value !== "string") throw invalid(name);
  return value;
};
const flag: Reader = (value, name) => {
  if (value === null || typeof value !== "object") throw invalid(name);
  const { flagStatus } = propertiesOf(value);
  return flagStatus === undefined ? value : { ...value, flagStatus: oneOf("notFlagged", "flagged", "complete")(flagStatus, name) };
};
const truth: Reader = (value, name) => {
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  throw invalid(name);
};
const oneOf =
  (...names: string[]): Reader =>
  (value, name) => {
    const found = names.find((one) => one.toLowerCase() === String(value).toLowerCase());
    if (!found) throw invalid(name);
    return found;
  };
const strings: Reader = (value, name) => {
  if (!Array.isArray(value) || value.some((one) => typeof one !== "string")) throw invalid(name);
  return value;
};
const body: Reader = (value, name) => {
  const { contentType, content } = propertiesOf(value);
  return { contentType: oneOf("text", "html")(contentType ?? "text", name), content: text(content ?? "", name) };
};
const person: Reader = (value, name): MailRecipient => {
  const given = propertiesOf(propertiesOf(value).emailAddress);
  const address = given.address ?? given.name;
  if (typeof address !== "string") throw invalid(name);
  return createRecipient(address.trim(), typeof given.name === "string" ? given.name : address.trim());
};
const people: Reader = (value, name) => {
  if (!Array.isArray(value)) throw invalid(name);
  return value.map((one) => person(one, name));
};
const headers: Reader = (value, name) => {
  if (!Array.isArray(value)) throw invalid(name);
  const given = value.map(propertiesOf).map((header) => ({ name: String(header.name ?? ""), value: String(header.value) }));
  for (const header of given) if (!/^x-/i.test(header.name)) throw createRefusal("internet-header-x", { name: header.name });
  return given;
};

const readers: { [Name in keyof MailMessage]?: Reader } = {
  subject: text,
  body,
  from: person,
  sender: person,
  toRecipients: people,
  ccRecipients: people,
  bccRecipients: people,
  replyTo: people,
  isRead: truth,
  isReadReceiptRequested: truth,
  isDeliveryReceiptRequested: truth,
  importance: oneOf("low", "normal", "high"),
  inferenceClassification: oneOf("focused", "other"),
  categories: strings,
  flag,
  internetMessageId: text,
  internetMessageHeaders: headers,
};
const spelling = new Map(Object.keys(readers).map((name) => [name.toLowerCase(), name as keyof MailMessage]));
