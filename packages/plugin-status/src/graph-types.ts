import { isInstant } from "@casement/graph-time";
import * as z from "zod";

// A property of another type than Graph documents is treated as absent, so that one odd presence does not stop the others.
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().catch(undefined);
const text = maybe(z.string());
const dateTime = z.string().refine(isInstant);

/** The properties of Graph's `presence` that are read. Source: https://learn.microsoft.com/graph/api/resources/presence */
const graphPresence = z.object({
  id: text,
  availability: text,
  activity: text,
  statusMessage: maybe(
    z.object({
      message: maybe(z.object({ content: text, contentType: text })),
      /** Graph returns it only for the signed-in user. */
      expiryDateTime: maybe(z.object({ dateTime, timeZone: z.string().catch("UTC") })),
    }),
  ),
  outOfOfficeSettings: maybe(z.object({ isOutOfOffice: maybe(z.boolean()), message: text })),
  workLocation: maybe(z.object({ workLocationType: text })),
});
export type GraphPresence = z.output<typeof graphPresence>;

/** A presence as Graph returned it. Without properties if it is not an object. */
export const readGraphPresence = (received: unknown): GraphPresence => graphPresence.catch({}).parse(received);

export interface GraphUser {
  id: string;
  displayName?: string | null;
}
