import { invalidInput } from "@casement/core";
import type { GraphRecipient } from "./graph-types.ts";

/** "Ada Reed <ada@x.example>", or only the address if there is no name. */
export function recipientText({ emailAddress }: GraphRecipient): string {
  const { name, address } = emailAddress ?? {};
  if (!address) return name ?? "";
  return name && name !== address ? `${name} <${address}>` : address;
}

export const recipientTexts = (recipients: readonly GraphRecipient[] | undefined): string[] =>
  (recipients ?? []).map(recipientText).filter(Boolean);

/** The address in "Ada Reed <ada@x.example>". */
export const addressIn = (text: string): string => /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text;

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
 * @throws CasementError `input-invalid` when an address is not valid.
 */
export function parseRecipients(given: string | readonly string[] | undefined, field: string): GraphRecipient[] {
  const texts = typeof given === "string" ? (given.includes("<") ? given.split(";") : given.split(/[;,]/)) : (given ?? []);
  return texts
    .map((text) => text.trim())
    .filter(Boolean)
    .map((text, index) => {
      const [, name, bracketed] = /^"?(.*?)"?\s*<([^<>]*)>$/.exec(text) ?? [];
      const address = (bracketed ?? text).trim();
      if (!/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(address))
        throw invalidInput(`${field}.${index}`, "is not a valid address; write ada@example.com or Ada Reed <ada@example.com>");
      return { emailAddress: { address, ...(name && { name }) } };
    });
}
