import type { CallContext } from "@casement/core";
import { toIso } from "@casement/graph-time";
import * as z from "zod";

export const setPresenceOutput = z.object({
  availability: z.string(),
  activity: z.string(),
  until: z.string().meta({ description: "When it expires", format: "date-time" }),
});

/** When a presence that is set now expires, in the account's time zone. */
export const toExpiryTime = ({ account, now }: Pick<CallContext, "account" | "now">, minutes: number): string =>
  toIso(new Date(now().getTime() + minutes * 60_000), account.timeZone);
