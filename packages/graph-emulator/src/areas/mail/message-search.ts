import { createRefusal } from "../../refusals/create-refusal.ts";
import { toBodyText } from "./body-text.ts";
import type { MailMessage, MailRecipient } from "./mail-message.ts";

type Test = (message: MailMessage) => boolean;

/**
 * Creates a test for `$search` over messages in KQL: words (matched as prefixes), phrases, `from:ada`, `subject:"two words"`,
 * `received>=2026-01-01`, `hasattachments:true`, `AND`, `OR`, `NOT`, `-`, and parentheses.
 *
 * @throws GraphFault 400 for characters that Graph allows only inside quotes.
 */
export function createMessageSearch(search: string, now: Date): Test {
  const quoted = /^"(.*)"$/s.exec(search);
  const misplaced = quoted ? undefined : /[:@=<>]/.exec(search);
  if (misplaced) throw createRefusal("mail-search-quotes", { character: misplaced[0], at: misplaced.index, text: search });
  return parse(tokenize(quoted ? quoted[1]!.replaceAll('\\"', '"') : search), now);
}

interface Token {
  kind: "term" | "open" | "close" | "and" | "or" | "not";
  property: string;
  operator: string;
  value: string;
  phrase: boolean;
}

function tokenize(query: string): Token[] {
  const pattern = /([()])|(-)(?=[\w"(])|(?:(\w+)(>=|<=|<>|[:=<>]))?(?:"([^"]*)"|([^\s()"]+))/gu;
  return [...query.matchAll(pattern)].map(([, parenthesis, minus, property = "", operator = "", phrase, word = ""]) => {
    const base = { property: property.toLowerCase(), operator, value: phrase ?? word, phrase: phrase !== undefined };
    if (parenthesis) return { ...base, kind: parenthesis === "(" ? "open" : "close" };
    const keyword =
      !property && phrase === undefined && /^(AND|OR|NOT)$/.test(word) ? (word.toLowerCase() as "and" | "or" | "not") : undefined;
    return { ...base, kind: minus ? "not" : (keyword ?? "term") };
  });
}

function parse(list: readonly Token[], now: Date): Test {
  let position = 0;
  const or = (): Test => {
    const sides = [and()];
    while (list[position]?.kind === "or") {
      position++;
      sides.push(and());
    }
    return (message) => sides.some((side) => side(message));
  };
  const and = (): Test => {
    const factors: Test[] = [];
    for (let next = list[position]; next && next.kind !== "or" && next.kind !== "close"; next = list[position]) {
      if (next.kind === "and") position++;
      else factors.push(factor());
    }
    return (message) => factors.every((test) => test(message));
  };
  const factor = (): Test => {
    const token = list[position++];
    if (!token) return () => true;
    if (token.kind === "not") {
      const negated = factor();
      return (message) => !negated(message);
    }
    if (token.kind !== "open") return termPredicate(token, now);
    const inside = or();
    position++;
    return inside;
  };
  return or();
}

const namesAndAddresses = (list: readonly MailRecipient[]) =>
  list.map(({ emailAddress: { name, address } }) => `${name} ${address}`).join(" ");
const attachmentNames = ({ attachments = [] }: MailMessage) => attachments.map(({ name }) => name).join(" ");

/** The text that each property searches. */
const searchableTexts: Record<string, (message: MailMessage) => string> = {
  from: ({ from, sender }) => namesAndAddresses([from, sender]),
  to: ({ toRecipients }) => namesAndAddresses(toRecipients),
  cc: ({ ccRecipients }) => namesAndAddresses(ccRecipients),
  bcc: ({ bccRecipients }) => namesAndAddresses(bccRecipients),
  recipients: ({ toRecipients, ccRecipients, bccRecipients }) => namesAndAddresses([...toRecipients, ...ccRecipients, ...bccRecipients]),
  participants: ({ from, toRecipients, ccRecipients, bccRecipients }) =>
    namesAndAddresses([from, ...toRecipients, ...ccRecipients, ...bccRecipients]),
  subject: ({ subject }) => subject,
  body: ({ body }) => toBodyText(body),
  attachment: attachmentNames,
  category: ({ categories }) => categories.join(" "),
  importance: ({ importance }) => importance,
};
const allText = (message: MailMessage) =>
  [message.subject, toBodyText(message.body), searchableTexts.participants!(message), attachmentNames(message)].join("\n");

function termPredicate(token: Token, now: Date): Test {
  const { property, operator, value } = token;
  if (/^hasattachments?$/.test(property)) return ({ hasAttachments }) => hasAttachments === (value.toLowerCase() === "true");
  if (property === "received" || property === "sent") {
    const inside = datePredicate(operator, value, now);
    return (message) => inside(Date.parse(property === "sent" ? message.sentDateTime : message.receivedDateTime));
  }
  const known = searchableTexts[property];
  const words = wordPattern(known || !property ? token : { ...token, value: `${property}${operator}${value}` });
  return (message) => words.test((known ?? allText)(message));
}

function wordPattern({ value, phrase }: Token): RegExp {
  const escaped = value.replace(/\*$/, "").replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}${phrase && !value.endsWith("*") ? "(?![\\p{L}\\p{N}])" : ""}`, "iu");
}

const day = 86_400_000;

/** Days are whole days in UTC. `:` and `=` match that day, and `>` the time after it. */
function datePredicate(operator: string, value: string, now: Date): (time: number) => boolean {
  const start = (text: string) => {
    const midnight = Date.parse(now.toISOString().slice(0, 10));
    const relativeDay = { today: midnight, yesterday: midnight - day }[text.toLowerCase()];
    return relativeDay ?? Date.parse(text.length > 10 && !/Z$|[+-]\d\d:\d\d$/.test(text) ? `${text}Z` : text);
  };
  const [first = "", last] = value.split("..");
  const from = start(first);
  const length = first.length > 10 ? 1 : day;
  if (last !== undefined) return (time) => time >= from && time < start(last) + day;
  switch (operator) {
    case ">=":
      return (time) => time >= from;
    case ">":
      return (time) => time >= from + length;
    case "<=":
      return (time) => time < from + length;
    case "<":
      return (time) => time < from;
    case "<>":
      return (time) => time < from || time >= from + length;
    default:
      return (time) => time >= from && time < from + length;
  }
}
