import type { AccountStatus, PluginStatus } from "@casement/host";
import { type Message, rank } from "../publish/outbox.ts";
import type { AccountTopics } from "../topics.ts";

/** Whether an account and its plugins work, and what is wrong with it in plain words. Never the user's name. */
export function accountMessages(status: AccountStatus, topics: AccountTopics): Message[] {
  const { state, type, problem, warnings, plugins, updatesDeclined, throttledUntil } = status;
  const limited = plugins.filter(({ reason, error }) => reason !== undefined || error !== undefined);
  const failing = limited.find(({ error }) => error !== undefined);
  const code = problem?.code ?? (failing ? "plugin-error" : warnings.length > 0 ? "warning" : limited.length > 0 ? "limited" : "none");
  const said = {
    code,
    signInRequired: state !== "signed-in",
    message: problem?.message ?? failing?.error ?? warnings[0] ?? limited[0]?.reason ?? "Nothing is wrong.",
    cure: problem?.cure ?? null,
    state,
    type,
    updatesDeclined,
    warnings,
    throttledUntil,
    plugins: limited.map(({ id, access, reason, error }) => ({
      id,
      access,
      ...(reason !== undefined && { reason }),
      ...(error !== undefined && { error }),
    })),
  };
  /** While the account must sign in, its plugins keep what they know. */
  const works = (plugin: PluginStatus): boolean => !plugin.failed && (plugin.access !== "off" || state !== "signed-in");
  const kept = { retain: true, rank: rank.account };
  return [
    { topic: topics.status, payload: state === "signed-in" ? "online" : "offline", ...kept },
    { topic: topics.problem, payload: JSON.stringify(said), ...kept },
    ...plugins.map((plugin) => ({ topic: topics.plugin(plugin.id), payload: works(plugin) ? "online" : "offline", ...kept })),
  ];
}
