import { invalidInput, service } from "@casement/core";
import { readUserNames } from "@casement/graph-text";
import * as z from "zod";
import { findUser } from "../find-user.ts";
import { presenceSchema, toPresence, unknownPresence } from "../presence.ts";
import { readPresences } from "../read-presences.ts";

export const getPresence = service({
  title: "Look up someone's presence",
  summary: "Get the current Teams presence of one or more people.",
  input: z.object({
    people: z
      .array(z.string().min(1).meta({ format: "casement-addresses" }))
      .min(1)
      .max(100)
      .meta({
        description: "Principal names, mail addresses or object IDs",
        format: "casement-addresses",
        "x-aliases": ["users", "emails", "persons"],
      }),
  }),
  output: z.object({
    people: z.array(presenceSchema.extend({ person: z.string().describe("As given"), name: z.string().optional(), userId: z.string() })),
    notFound: z.array(z.string()),
  }),
  scope: ["Presence.Read.All", "User.ReadBasic.All"],
  effect: "read",
  async run({ graph, input }) {
    const read = readUserNames(input.people);
    if ("mistake" in read) throw invalidInput(`people.${read.mistake.index}`, read.mistake.message);
    const lookups = await Promise.all(read.users.map(async (person) => ({ person, user: await findUser(graph, person) })));
    const known = lookups.flatMap(({ person, user }) => (user ? [{ person, user }] : []));
    const presences = await readPresences(graph, [...new Set(known.map(({ user }) => user.id))]);
    return {
      people: known.map(({ person, user }) => {
        const presence = presences.find(({ id }) => id === user.id);
        return {
          ...(presence ? toPresence(presence) : unknownPresence),
          person,
          ...(user.displayName && { name: user.displayName }),
          userId: user.id,
        };
      }),
      notFound: lookups.flatMap(({ person, user }) => (user ? [] : [person])),
    };
  },
});
