import type parseAddresses from "email-addresses";
import { lazyRequire } from "./lazy-require.ts";
import { type AddressPart, splitAddressList } from "./split-address-list.ts";

/** A person, a room or a distribution list. */
export interface NamedAddress {
  readonly name?: string;
  /** `ada@example.com`. A local part with unusual characters is quoted: `"ada reed"@example.com`. */
  readonly address: string;
}

/** Why addresses cannot be read. */
export interface AddressMistake {
  /** Index in the list that was given. Undefined for a single text. */
  readonly index?: number;
  /** Says which part of the text cannot be read and what to write instead. Does not quote it. */
  readonly message: string;
}

export type ReadAddresses = { readonly people: readonly NamedAddress[] } | { readonly mistake: AddressMistake };

/** Limits of one call. The parser is recursive, and its time grows with the square of the length. Outlook accepts 500 recipients. */
const maxPeople = 500;
const maxLength = 64_000;
const maxPartLength = 500;
const maxCommentDepth = 8;

/**
 * Reads addresses as RFC 5322 and RFC 6532 define them: `ada@example.com`, `"Reed, Ada" <ada@example.com>`, groups, comments, names and
 * addresses in any script. People are separated by `,` or `;`, also mixed; each text of a list can name several. Everything is read, or
 * nothing: a part that is not an address is a mistake. Blank texts are left out.
 */
export function readAddresses(given: string | readonly string[]): ReadAddresses {
  const people: NamedAddress[] = [];
  const tooMany = { mistake: { message: `must name at most ${maxPeople} people` } };
  const texts = typeof given === "string" ? [given] : given;
  if (texts.reduce((sum, { length }) => sum + length, 0) > maxLength)
    return { mistake: { message: `must be at most ${maxLength} characters long` } };
  for (const [index, text] of texts.entries()) {
    if (text.trim() === "") continue;
    // RFC 5322 folds long lines: a line break is a space.
    const parts = splitAddressList(text.replaceAll(/\s*[\r\n]+\s*/g, " "), maxCommentDepth);
    if (parts && parts.length > 2 * maxPeople) return tooMany;
    const found = readParts(parts ?? []);
    if (typeof found === "string") return { mistake: { ...(typeof given !== "string" && { index }), message: found } };
    people.push(...found);
    if (people.length > maxPeople) return tooMany;
  }
  return { people };
}

/**
 * Reads users of the directory: principal names and mail addresses, as `readAddresses` reads them, or object IDs. A text without `@` is returned
 * as it is.
 */
export function readUserNames(texts: readonly string[]): { readonly users: readonly string[] } | { readonly mistake: AddressMistake } {
  const users: string[] = [];
  for (const [index, text] of texts.entries()) {
    const read = text.includes("@") ? readAddresses(text) : readUserName(text);
    if ("mistake" in read) return { mistake: { index, message: read.mistake.message } };
    users.push(...read.people.map(({ address }) => address));
  }
  return { users: [...new Set(users)] };
}

/** Names of OData in place of an ID are addresses of something else: `/users/$count`, `/users/delta`. */
function readUserName(text: string): ReadAddresses {
  const name = text.trim();
  if (/^(?:\$.*|delta|)$|[/\\?#%()\p{C}]/iu.test(name))
    return { mistake: { message: "is not a user. Write a principal name, an email address or an object ID" } };
  return { people: [{ address: name }] };
}

/** The people in the parts of a text, or why they cannot be read. */
function readParts(parts: readonly AddressPart[]): NamedAddress[] | string {
  const people: NamedAddress[] = [];
  for (const [index, { text, isGroupName }] of parts.entries()) {
    const parsed = parsePart(isGroupName ? `${text}:;` : text);
    const person = parsed?.type === "mailbox" && !isGroupName ? personOf(parsed) : undefined;
    if (person) people.push(person);
    else if (!isGroupName || parsed?.type !== "group") return notAnAddress(parts.length > 1 ? `part ${index + 1} of ${parts.length} ` : "");
  }
  return people.length > 0 ? people : notAnAddress("");
}

const parser = lazyRequire<typeof parseAddresses>("email-addresses");

type ParsedAddress = parseAddresses.ParsedMailbox | parseAddresses.ParsedGroup;

function parsePart(input: string): ParsedAddress | undefined {
  if (input.length > maxPartLength) return undefined;
  try {
    const parse = (atInDisplayName: boolean) => parser()({ input, startAt: "address", rfc6532: true, atInDisplayName })?.addresses[0];
    const found = parse(false);
    if (found) return found;
    // Mail programs write `ada@x <ada@x>`. Another unquoted address as a name is a person too many.
    const repeated = parse(true);
    return repeated?.name?.toLowerCase() === (repeated?.type === "mailbox" && repeated.address.toLowerCase()) ? repeated : undefined;
  } catch (error) {
    // Nested too deeply.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A label of a domain in any script. */
const labelPattern = /^[\p{L}\p{N}_](?:[\p{L}\p{N}\p{M}_-]*[\p{L}\p{N}\p{M}_])?$/u;
const literalPattern = /^\[[A-Za-z0-9.:-]+\]$/;
const isDomain = (domain: string): boolean => literalPattern.test(domain) || domain.split(".").every((label) => labelPattern.test(label));
/** Control and format characters and lone surrogates, which make an address look like another. */
const invisiblePattern = /\p{C}/u;
const atomPattern = /^[^\s"(),:;<>@[\]\\]+$/;

function personOf({ name, local, domain }: parseAddresses.ParsedMailbox): NamedAddress | undefined {
  if (!isDomain(domain) || invisiblePattern.test(local)) return undefined;
  const address = `${atomPattern.test(local) && !/^\.|\.\.|\.$/.test(local) ? local : quote(local)}@${domain}`;
  const shownName = (name ?? "").toWellFormed().trim();
  if (shownName === "" || shownName.toLowerCase() === address.toLowerCase()) return { address };
  return { name: shownName, address };
}

/** A person as text that `readAddresses` reads again: `Ada Reed <ada@example.com>`, `"Reed, Ada" <ada@example.com>`. */
export function formatAddress({ name, address }: NamedAddress): string {
  if (!name || name === address) return address;
  return `${/[",:;<>@()[\]\\]/.test(name) ? quote(name) : name} <${address}>`;
}

const quote = (text: string): string => `"${text.replaceAll(/["\\]/g, "\\$&")}"`;

const notAnAddress = (where: string): string =>
  `${where}is not an email address. Write ada@example.com or Ada Reed <ada@example.com>, and put a name with a comma in quotation marks: "Reed, Ada" <ada@example.com>`;
