import type { AccountStatus, PluginStatus } from "@casement/host";
import type { AccountTopics } from "../mqtt-topics.ts";
import { type MqttMessage, publishPriority } from "../publishing/publish-queue.ts";

/** Messages about whether an account and its plugins work, and what is wrong. They never contain the user's name. */
export function buildAccountMessages(status: AccountStatus, topics: AccountTopics): MqttMessage[] {
  const { state, type, problem, warnings, plugins, updatesDeclined, throttledUntil } = status;
  const limited = plugins.filter(({ reason, error }) => reason !== undefined || error !== undefined);
  const failing = limited.find(({ error }) => error !== undefined);
  const code = problem?.code ?? (failing ? "plugin-error" : warnings.length > 0 ? "warning" : limited.length > 0 ? "limited" : "none");
  const report = {
    code,
    signInRequired: state !== "signed-in",
    message: problem?.message ?? failing?.error ?? warnings[0] ?? limited[0]?.reason ?? "No problems.",
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
  /** Plugins of a signed-out account keep their last values, so they count as working. */
  const isWorking = (plugin: PluginStatus): boolean => !plugin.failed && (plugin.access !== "off" || state !== "signed-in");
  const retained = { retain: true, priority: publishPriority.account };
  return [
    { topic: topics.status, payload: state === "signed-in" ? "online" : "offline", ...retained },
    { topic: topics.problem, payload: JSON.stringify(report), ...retained },
    ...plugins.map((plugin) => ({ topic: topics.plugin(plugin.id), payload: isWorking(plugin) ? "online" : "offline", ...retained })),
  ];
}
