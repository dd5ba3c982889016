import { CasementError } from "@casement/core";
import type { Recipient } from "./graph-types.ts";

/** "Ada Reed <ada@x.example>", or the address alone where there is no name. */
export function personText({ emailAddress }: Recipient): string {
  const { name, address } = emailAddress ?? {};
  if (!address) return name ?? "";
  return name && name !== address ? `${name} <${address}>` : address;
}

export const peopleText = (people: readonly Recipient[] | undefined): string[] => (people ?? []).map(personText).filter(Boolean);

/** The address in "Ada Reed <ada@x.example>". */
export const addressIn = (text: string): string => /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text;

/** Whether a person fits what a filter says: an address, "@domain", or part of a name. */
export function isPerson(wanted: string, name: string | undefined, address: string | undefined): boolean {
  const lower = wanted.toLowerCase();
  const at = (address ?? "").toLowerCase();
  if (lower.startsWith("@")) return at.endsWith(lower);
  if (lower.includes("@")) return at === lower;
  return (name ?? address ?? "").toLowerCase().includes(lower);
}

/** One address, several with `;` or `,` between, or a list, each "ada@x.example" or "Ada <ada@x.example>". Throws `input-invalid`. */
export function readPeople(given: string | readonly string[] | undefined, field: string): Recipient[] {
  const texts = typeof given === "string" ? (given.includes("<") ? given.split(";") : given.split(/[;,]/)) : (given ?? []);
  return texts
    .map((text) => text.trim())
    .filter(Boolean)
    .map((text, index) => {
      const [, name, inner] = /^"?(.*?)"?\s*<([^<>]*)>$/.exec(text) ?? [];
      const address = (inner ?? text).trim();
      if (!/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(address)) {
        const path = `${field}.${index}`;
        const message = "is no mail address; write ada@example.com or Ada Reed <ada@example.com>";
        throw new CasementError("input-invalid", `${path} ${message}.`, { details: { issues: [{ path, message }] } });
      }
      return { emailAddress: { address, ...(name && { name }) } };
    });
}
