import { createRequire } from "node:module";
import type parseAddresses from "email-addresses";

const require = createRequire(import.meta.url);
/** The parser is recursive. RFC 5321 allows 254 bytes. */
const maxLength = 254;
const labelPattern = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?$/u;

/** Whether a text is one address without a name, by RFC 5322 and RFC 6532: `office@contoso.example`. */
export function isMailAddress(text: string): boolean {
  if (text.length > maxLength || /\p{C}/u.test(text)) return false;
  const parse = require("email-addresses") as typeof parseAddresses;
  const [mailbox] = parse({ input: text, startAt: "address", rfc6532: true })?.addresses ?? [];
  if (mailbox?.type !== "mailbox" || !mailbox.domain.split(".").every((label) => labelPattern.test(label))) return false;
  // Without a name, comments and blanks, nothing else is left.
  return [mailbox.local, `"${mailbox.local}"`].some((local) => text === `${local}@${mailbox.domain}`);
}
