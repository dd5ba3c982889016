import { service } from "@casement/core";
import * as z from "zod";

interface DirectoryUser {
  id: string;
  displayName?: string | null;
  givenName?: string | null;
  surname?: string | null;
  mail?: string | null;
  userPrincipalName?: string | null;
}

/** The properties of users that `User.ReadBasic.All` includes. Source: https://learn.microsoft.com/graph/permissions-reference#userreadbasicall */
const names = ["displayName", "givenName", "surname", "mail", "userPrincipalName"] as const;
/** Users that Graph returns for one word, at most, before the other words are checked. */
const maxChecked = 200;

export const findPerson = service({
  title: "Find a person",
  summary: "Find people of your organization by the beginning of a name or address.",
  input: z.object({
    query: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .meta({ title: "Name or address", description: "Beginnings of names or of an address", "x-aliases": ["name", "search", "text"] }),
    maxItems: z
      .int()
      .min(1)
      .max(100)
      .default(10)
      .meta({ title: "Maximum number", "x-aliases": ["limit"] }),
  }),
  output: z.object({
    people: z.array(
      z.object({ userId: z.string(), name: z.string().optional(), email: z.string().optional(), principalName: z.string().optional() }),
    ),
    truncated: z.boolean().describe("More people match"),
  }),
  scope: "User.ReadBasic.All",
  effect: "read",
  async run({ graph, input }) {
    const words = input.query
      .toLowerCase()
      .split(/[\s,;]+/)
      .filter(Boolean);
    const longest = words.reduce((a, b) => (b.length > a.length ? b : a), "").replaceAll("'", "''");
    const $filter = names.map((property) => `startswith(${property},'${longest}')`).join(" or ");
    const found: DirectoryUser[] = [];
    let checked = 0;
    for await (const user of graph.pages<DirectoryUser>("/users", { query: { $filter, $select: `id,${names.join(",")}`, $top: 100 } })) {
      if (typeof user.id === "string" && matchesWords(user, words)) found.push(user);
      if (found.length > input.maxItems || ++checked === maxChecked) break;
    }
    return {
      people: found.slice(0, input.maxItems).map(({ id, displayName, mail, userPrincipalName }) => ({
        userId: id,
        ...(displayName && { name: displayName }),
        ...(mail && { email: mail }),
        ...(userPrincipalName && { principalName: userPrincipalName }),
      })),
      truncated: found.length > input.maxItems || checked === maxChecked,
    };
  },
});

/** Whether each word begins one of the names, or a part of one. */
function matchesWords(user: DirectoryUser, words: readonly string[]): boolean {
  const parts = names.flatMap((property) => {
    const name = (user[property] ?? "").toLowerCase();
    return [name, ...name.split(/[\s.@-]+/)];
  });
  return words.every((word) => parts.some((part) => part.startsWith(word)));
}
