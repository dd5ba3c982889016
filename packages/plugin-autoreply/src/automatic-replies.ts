import type { CallContext, RaisedEvent, SensorInstance, ServiceContext } from "@casement/core";
import type { changedPayload } from "./changed.ts";
import type { Config } from "./config.ts";
import type { GraphAutomaticReplies } from "./graph-types.ts";
import { type Replies, toReplies } from "./replies.ts";

export type AutoreplyCall<Input> = ServiceContext<Config, RaisedEvent<{ changed: typeof changedPayload }>> & {
  readonly input: Input;
  readonly target: SensorInstance;
};

export function readSetting({ graph }: Pick<CallContext<Config>, "graph">): Promise<GraphAutomaticReplies> {
  return graph.get<GraphAutomaticReplies>("/me/mailboxSettings/automaticRepliesSetting");
}

/** Writes what is given and leaves the rest; returns what is now in force. */
export async function writeSetting(
  { account, graph, target, markWritten }: AutoreplyCall<unknown>,
  before: GraphAutomaticReplies,
  change: GraphAutomaticReplies,
): Promise<Replies> {
  const answer = await graph.send<{ automaticRepliesSetting?: GraphAutomaticReplies }>("PATCH", "/me/mailboxSettings", {
    automaticRepliesSetting: change,
  });
  const after = toReplies(answer.automaticRepliesSetting ?? { ...before, ...change }, account.timeZone);
  // A mark that no change takes up would make the next change from elsewhere ours.
  if (JSON.stringify(after) !== JSON.stringify(toReplies(before, account.timeZone))) markWritten(target.id);
  return after;
}
