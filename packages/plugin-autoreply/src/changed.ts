import type { ChangeOrigin } from "@casement/core";
import * as z from "zod";
import { type Replies, replies } from "./replies.ts";

/** The texts are left to the sensor: an event log is read by more people. */
const shown = replies.omit({ internalReply: true, externalReply: true });

export const changedPayload = z.object({
  before: shown,
  after: shown,
  textsChanged: z.boolean(),
  origin: z.enum(["casement", "external"]),
});

export function changed({ before, after, origin }: { before: Replies; after: Replies; origin: ChangeOrigin }) {
  const textsChanged = before.internalReply !== after.internalReply || before.externalReply !== after.externalReply;
  return [{ event: "changed" as const, payload: { before: withoutTexts(before), after: withoutTexts(after), textsChanged, origin } }];
}

const withoutTexts = ({ internalReply: _internal, externalReply: _external, ...rest }: Replies) => rest;
