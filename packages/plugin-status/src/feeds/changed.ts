import type { ChangeOrigin } from "@casement/core";
import * as z from "zod";
import { type PresenceItem, presence } from "../presence.ts";

export const presenceChanged = z.object({
  userId: z.string().describe("Object id"),
  name: z.string().describe("Title of the sensor"),
  own: z.boolean().describe("It is yours"),
  before: presence,
  after: presence,
  origin: z.enum(["casement", "external"]),
});

const compared = ["activity", "availability", "statusMessage", "outOfOffice", "outOfOfficeMessage", "workLocation"] as const;

export function changed({
  id,
  before,
  after,
  origin,
}: {
  id: string;
  before: PresenceItem | undefined;
  after: PresenceItem | undefined;
  origin: ChangeOrigin;
}) {
  if (!before || !after || compared.every((name) => before[name] === after[name])) return [];
  const { name, own } = after;
  return [{ event: "presence-changed" as const, payload: { userId: id, name, own, before, after, origin } }];
}
