import type { AccountStatus } from "@casement/host";
import { type Message, rank } from "../publish/outbox.ts";
import type { AccountTopics } from "../topics.ts";

/** Whether an account works, and what is wrong with it in plain words. Never the user's name. */
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
  return [
    { topic: topics.status, payload: state === "signed-in" ? "online" : "offline", retain: true, rank: rank.account },
    { topic: topics.problem, payload: JSON.stringify(said), retain: true, rank: rank.account },
  ];
}
