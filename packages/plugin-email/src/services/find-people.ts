import { service } from "@casement/core";
import * as z from "zod";
import { isMessage, type MessageItem } from "../folder-item.ts";
import { isoTime } from "../message-view.ts";
import { addressIn, nameIn } from "../recipients.ts";

interface Person {
  name?: string;
  readonly address: string;
  messages: number;
  /** In seconds since 1970. */
  lastAt: number;
}

export const findPeople = service({
  title: "Find people",
  summary: "Find the addresses of people by name, among the emails in watched folders.",
  input: z.object({
    query: z
      .string()
      .trim()
      .min(1)
      .meta({ title: "Name or address", description: "Parts of a name or an address", "x-aliases": ["name", "search", "text"] }),
    maxItems: z
      .int()
      .min(1)
      .max(100)
      .default(10)
      .meta({ title: "Maximum number", "x-aliases": ["limit"], "x-group": "More" }),
  }),
  output: z.object({
    people: z
      .array(
        z.object({
          name: z.string().optional(),
          address: z.string(),
          messages: z.int().describe("Messages with this address"),
          lastMessage: z.string().describe("ISO 8601, UTC"),
        }),
      )
      .describe("Those with the most messages first"),
    truncated: z.boolean().describe("More people match"),
  }),
  scope: "Mail.ReadBasic",
  effect: "read",
  run({ stored, input }) {
    const messages = [...stored("messages").values()]
      .flatMap((items) => [...(items as ReadonlyMap<string, any>).values()])
      .filter(isMessage);
    const words = foldCase(input.query)
      .split(/[\s,;<>"]+/)
      .filter(Boolean);
    const found = [...peopleOf(messages)].filter((person) => matchesWords(person, words));
    found.sort((a, b) => b.messages - a.messages || b.lastAt - a.lastAt);
    return {
      people: found.slice(0, input.maxItems).map(({ lastAt, ...person }) => ({ ...person, lastMessage: isoTime(lastAt) })),
      truncated: found.length > input.maxItems,
    };
  },
});

/** Everybody in the messages, each address once, with the name of the newest message. */
function peopleOf(messages: readonly MessageItem[]): Iterable<Person> {
  const people = new Map<string, Person>();
  const add = (address: string, name: string | undefined, at: number): void => {
    const key = address.toLowerCase();
    const known = people.get(key);
    if (!known) {
      people.set(key, { ...(name && { name }), address, messages: 1, lastAt: at });
      return;
    }
    known.messages++;
    if (name && (known.name === undefined || at >= known.lastAt)) known.name = name;
    known.lastAt = Math.max(known.lastAt, at);
  };
  for (const { fromAddress, fromName, recipients, detail, receivedAt } of messages) {
    if (fromAddress !== undefined) add(fromAddress, fromName, receivedAt);
    for (const text of recipients ?? [...(detail?.to ?? []), ...(detail?.cc ?? [])]) {
      const address = addressIn(text);
      if (address.includes("@")) add(address, address === text ? undefined : nameIn(text, address), receivedAt);
    }
  }
  return people.values();
}

/** Whether each word begins a word of the name or of the address. */
function matchesWords({ name = "", address }: Person, words: readonly string[]): boolean {
  const parts = [foldCase(address), ...foldCase(`${name} ${address}`).split(/[\s.@_,'"()-]+/)];
  return words.every((word) => parts.some((part) => part.startsWith(word)));
}

/** Without letter case and accents. */
const foldCase = (text: string): string => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
