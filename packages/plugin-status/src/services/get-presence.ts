import * as z from "zod";
import { findUser } from "../find-user.ts";
import { presence, toPresence, unknown } from "../presence.ts";
import { readPresences } from "../read-presences.ts";
import type { ServiceCall } from "./service-call.ts";

export const getPresenceInput = z.object({
  people: z.array(z.string().min(1)).min(1).max(100).describe("Principal names, mail addresses or object ids"),
});
export const getPresenceOutput = z.object({
  people: z.array(presence.extend({ person: z.string().describe("As asked for"), name: z.string().optional(), userId: z.string() })),
  notFound: z.array(z.string()),
});

/** Anybody's presence at this moment, also of people without a sensor. */
export async function getPresence(call: ServiceCall<z.output<typeof getPresenceInput>>): Promise<z.output<typeof getPresenceOutput>> {
  const asked = await Promise.all(call.input.people.map(async (person) => ({ person, user: await findUser(call.graph, person) })));
  const known = asked.flatMap(({ person, user }) => (user ? [{ person, user }] : []));
  const read = await readPresences(call.graph, [...new Set(known.map(({ user }) => user.id))]);
  return {
    people: known.map(({ person, user }) => {
      const found = read.find(({ id }) => id === user.id);
      return { ...(found ? toPresence(found) : unknown), person, ...(user.displayName && { name: user.displayName }), userId: user.id };
    }),
    notFound: asked.flatMap(({ person, user }) => (user ? [] : [person])),
  };
}
