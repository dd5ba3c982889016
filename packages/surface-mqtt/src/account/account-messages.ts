import type { AccountStatus, PluginStatus } from "@casement/host";
import type { AccountTopics } from "../mqtt-topics.ts";
import { type MqttMessage, publishPriority } from "../publishing/publish-queue.ts";
import { toPayload } from "../to-payload.ts";

/** Messages about whether an account and its plugins work, and what is wrong. They never contain the user's name. */
export function buildAccountMessages(status: AccountStatus, topics: AccountTopics): MqttMessage[] {
  const { state, type, problem, plugins, requestedSet, throttledUntil, staleSensors } = status;
  const limited = plugins.filter(({ reason, error }) => reason !== undefined || error !== undefined);
  const warnings = status.warnings.map((warning) => warning.message);
  const [warning] = warnings;
  const [limit] = limited;
  const { code, message } = problem ??
    (warning === undefined ? undefined : { code: "warning", message: warning }) ??
    (limit && { code: "limited", message: limit.reason }) ?? { code: "none", message: "No problems." };
  const report = {
    code,
    signInRequired: state !== "signed-in",
    waitingForApproval: plugins.some((plugin) => plugin.state === "waiting-for-approval"),
    message,
    cure: problem?.cure ?? null,
    state,
    type,
    requestedSet,
    warnings,
    staleSensors,
    throttledUntil,
    plugins: limited.map(({ id, access, state: pluginState, reason, error }) => ({
      id,
      access,
      ...(pluginState !== undefined && { state: pluginState }),
      ...(reason !== undefined && { reason }),
      ...(error !== undefined && { error }),
    })),
  };
  /** Plugins of a signed-out account keep their last values, so they count as working. */
  const availabilityOf = ({ failed, access }: PluginStatus): string => {
    if (failed) return "offline";
    if (state !== "signed-in" || access === "read" || access === "update") return "online";
    return access === "services" ? "services" : "offline";
  };
  const retained = { retain: true, priority: publishPriority.account };
  return [
    { topic: topics.status, payload: state === "signed-in" ? "online" : "offline", ...retained },
    { topic: topics.problem, payload: toPayload(report), ...retained },
    ...plugins.map((plugin) => ({ topic: topics.plugin(plugin.id), payload: availabilityOf(plugin), ...retained })),
  ];
}
