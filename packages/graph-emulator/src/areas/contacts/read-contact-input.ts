import { checkBody } from "../../protocol/check-body.ts";
import { badRequest } from "../../protocol/graph-fault.ts";
import { propertiesOf } from "../../protocol/properties-of.ts";
import { findGraphType } from "../../protocol/types/graph-types.ts";
import type { ContactFields } from "./contact-store.ts";
import { emptyContact } from "./present-contact.ts";

const invalid = (name: string) => badRequest(`The property '${name}' has an invalid value.`, "ErrorInvalidPropertySet");

/**
 * Reads the writable properties of a contact from a request body, in canonical spelling. Null clears a text.
 *
 * @throws GraphFault 400 for a property that contacts do not have, or a value of another type.
 */
export function readContactInput(body: unknown): ContactFields {
  if (body === null || typeof body !== "object" || Array.isArray(body)) throw badRequest("The request body is empty.");
  checkBody(body, findGraphType("contact")!);
  const fields: Record<string, unknown> = {};
  for (const [given, value] of Object.entries(propertiesOf(body))) {
    if (given.includes("@")) continue;
    const name = names.get(given.toLowerCase());
    if (name) fields[name] = readValue(name, value);
  }
  return fields;
}

const names = new Map(Object.keys(emptyContact).map((name) => [name.toLowerCase(), name]));

function readValue(name: string, value: unknown): unknown {
  const empty = emptyContact[name];
  if (value === null) return empty;
  if (name === "emailAddresses") return readEmailAddresses(value);
  if (Array.isArray(empty)) {
    if (!Array.isArray(value) || value.some((part) => typeof part !== "string")) throw invalid(name);
    return value;
  }
  if (empty !== null && typeof empty === "object") {
    if (typeof value !== "object" || Array.isArray(value)) throw invalid(name);
    return value;
  }
  if (typeof value !== "string") throw invalid(name);
  return value;
}

function readEmailAddresses(value: unknown): object[] {
  if (!Array.isArray(value)) throw invalid("emailAddresses");
  return value.map((entry) => {
    const { address, name = address } = propertiesOf(entry);
    if (typeof address !== "string") throw invalid("emailAddresses");
    return { name, address };
  });
}

/** Adds the names that Outlook derives from given name and surname. Source: learn.microsoft.com/graph/api/user-post-contacts. */
export function withDerivedNames(fields: ContactFields): ContactFields {
  const { givenName, surname, displayName, fileAs } = fields;
  const whole = [givenName, surname].filter(Boolean).join(" ");
  const filed = [surname, givenName].filter(Boolean).join(", ");
  return { ...fields, displayName: displayName ?? (whole || null), fileAs: fileAs || filed || String(displayName ?? "") };
}
