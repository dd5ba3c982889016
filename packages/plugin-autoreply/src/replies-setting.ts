import type { CallContext, ServiceCall } from "@casement/core";
import { type AutomaticReplies, toAutomaticReplies } from "./automatic-replies.ts";
import { type GraphAutomaticReplies, readGraphReplies } from "./graph-types.ts";

export async function readRepliesSetting({ graph }: Pick<CallContext, "graph">): Promise<GraphAutomaticReplies> {
  return readGraphReplies(await graph.get<unknown>("/me/mailboxSettings/automaticRepliesSetting"));
}

/** Changes the given properties and keeps the others. Returns the new setting. */
export async function writeRepliesSetting(
  { account, graph, target, markWritten }: Pick<ServiceCall, "account" | "graph" | "target" | "markWritten">,
  before: GraphAutomaticReplies,
  change: GraphAutomaticReplies,
): Promise<AutomaticReplies> {
  const response = await graph.send<{ automaticRepliesSetting?: unknown }>("PATCH", "/me/mailboxSettings", {
    automaticRepliesSetting: change,
  });
  const setting = response.automaticRepliesSetting ? readGraphReplies(response.automaticRepliesSetting) : { ...before, ...change };
  const after = toAutomaticReplies(setting, account.timeZone);
  // Without a change, the mark would stay, and the next change from elsewhere would get the origin `casement`.
  if (JSON.stringify(after) !== JSON.stringify(toAutomaticReplies(before, account.timeZone))) markWritten(target.id);
  return after;
}
