import { invalidInput } from "@casement/core";
import { formatAddress, readAddresses } from "@casement/graph-text";
import type { GraphRecipient } from "./graph-types.ts";

/** "Ada Reed <ada@x.example>", as `send` accepts it, or only the address if there is no name. */
export function recipientText({ emailAddress }: GraphRecipient): string {
  const { name, address } = emailAddress ?? {};
  if (!address) return name ?? "";
  return formatAddress({ address, ...(name && { name }) });
}

export const recipientTexts = (recipients: readonly GraphRecipient[] | undefined): string[] =>
  (recipients ?? []).map(recipientText).filter(Boolean);

/** The address in "Ada Reed <ada@x.example>". */
export const addressIn = (text: string): string => /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text;

/** The name in "Ada Reed <ada@x.example>", without the quotation marks of "Reed, Ada". */
export const nameIn = (text: string, address: string): string =>
  text
    .slice(0, -address.length - 2)
    .trim()
    .replace(/^"(.*)"$/s, (_, quoted: string) => quoted.replaceAll(/\\(.)/gs, "$1"));

/** Whether a person matches a filter's text: an address, "@domain", or part of a name. */
export function matchesPerson(filterText: string, name: string | undefined, address: string | undefined): boolean {
  const wanted = filterText.toLowerCase();
  const actualAddress = (address ?? "").toLowerCase();
  if (wanted.startsWith("@")) return actualAddress.endsWith(wanted);
  if (wanted.includes("@")) return actualAddress === wanted;
  return (name ?? address ?? "").toLowerCase().includes(wanted);
}

/**
 * Parses one address, several separated by `;` or `,`, or a list. Each is "ada@x.example" or "Ada <ada@x.example>".
 *
 * @throws CasementError `input-invalid` when a text is empty or a part of it is not an address.
 */
export function parseRecipients(given: string | readonly string[] | undefined, field: string): GraphRecipient[] {
  // A template that found nobody must not become a message to this mailbox itself.
  if (typeof given === "string" && isBlank(given)) throw emptyAddress(field);
  const blank = typeof given === "string" ? -1 : (given ?? []).findIndex(isBlank);
  if (blank >= 0) throw emptyAddress(`${field}.${blank}`);
  const read = readAddresses(given ?? []);
  if ("people" in read) return read.people.map((person) => ({ emailAddress: person }));
  const { index, message } = read.mistake;
  throw invalidInput(index === undefined ? field : `${field}.${index}`, message, { rule: "format" });
}

const isBlank = (text: string): boolean => text.trim() === "";
const emptyAddress = (path: string) => invalidInput(path, "is empty. Write an address, or leave it out");
