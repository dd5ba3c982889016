import type { RaisedEvent, ValueChange } from "@casement/core";
import type { AutomaticReplies } from "./automatic-replies.ts";
import type { autoreplyEvents } from "./autoreply-events.ts";

export function repliesChanges({ before, after, origin }: ValueChange<AutomaticReplies>): RaisedEvent<typeof autoreplyEvents>[] {
  const textsChanged = before.internalReply !== after.internalReply || before.externalReply !== after.externalReply;
  return [{ event: "changed", payload: { before: withoutTexts(before), after: withoutTexts(after), textsChanged, origin } }];
}

const withoutTexts = ({ internalReply: _internal, externalReply: _external, ...rest }: AutomaticReplies) => rest;
