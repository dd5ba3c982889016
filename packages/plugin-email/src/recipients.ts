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

/** The addresses of a field that `recipientMistake` has checked. Each is "ada@x.example" or "Ada <ada@x.example>", separated by `;` or `,`. */
export function parseRecipients(given: string | readonly string[] = []): GraphRecipient[] {
  const read = readAddresses(given);
  return "people" in read ? read.people.map((person) => ({ emailAddress: person })) : [];
}

/** Why the addresses of a field cannot be used: which entry of a list, and what is wrong. An empty text or a part that is not an address. */
export function recipientMistake(given: string | readonly string[]): { readonly index?: number; readonly message: string } | undefined {
  // A template that found nobody must not become a message to this mailbox itself.
  const blank = [given].flat().findIndex((text) => text.trim() === "");
  if (blank >= 0) return { ...(typeof given !== "string" && { index: blank }), message: "is empty. Write an address, or leave it out" };
  const read = readAddresses(given);
  return "people" in read ? undefined : read.mistake;
}
