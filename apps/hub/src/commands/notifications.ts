import { CasementError } from "@casement/core";
import { prepareRelay } from "@casement/host/config";
import { type CommandContext, printResult } from "../command-context.ts";
import { ExitCodeError } from "../exit-code-error.ts";
import { findConfigLocation } from "../hub/config-location.ts";
import { pluginSources } from "../hub/read-config.ts";
import { requestHubJson } from "../hub/request-hub.ts";
import { withRunningHub } from "../hub/with-hub-client.ts";

interface NotificationStatus {
  readonly state: "off" | "receiving" | "interrupted";
  readonly origin?: string;
  readonly relay?: { readonly address: string; readonly publicKey: string };
  readonly problem?: string;
  readonly received: number;
  readonly accepted: number;
  readonly delay: number | null;
  readonly sensors: { readonly live: number; readonly polled: number; readonly waiting: number };
}

const guide = "https://github.com/casement/casement/blob/main/docs/notifications.md";
/** How long a relay may take to answer (ms). */
const relayTimeoutMs = 10_000;

/** Shows whether the running hub receives change notifications. */
export async function runNotificationsStatus(context: CommandContext): Promise<void> {
  const status = await withRunningHub(context, (run) => requestHubJson<NotificationStatus>(run, "/api/v1/notifications"));
  printResult(context, status, () => formatStatus(status));
}

function formatStatus({ state, origin, relay, problem, received, accepted, delay, sensors }: NotificationStatus): string {
  if (state === "off") return `The hub receives no notifications: everything is polled. To change that, see ${guide}`;
  const { live, polled, waiting } = sensors;
  const shown = delay === null ? "" : `, shown after ${delay} s on average`;
  return [
    problem ?? `Microsoft sends notifications to ${origin}.`,
    ...(relay ? [`Public key of this hub at the relay: ${relay.publicKey}`] : []),
    `Since the start: ${received} received, ${accepted} of them of this hub${shown}.`,
    `Sensors: ${live} live, ${polled} polled, ${waiting} waiting. To see which and why: casement sensors`,
  ].join("\n");
}

/** Sends a notification to the hub's own address, and waits for it. The exit code is 1 if it did not arrive. */
export async function runNotificationsTest(context: CommandContext): Promise<void> {
  const result = await withRunningHub(context, (run) =>
    requestHubJson<{ arrived: boolean; milliseconds?: number; reason?: string }>(run, "/api/v1/notifications/test", { method: "POST" }),
  );
  printResult(context, result, () =>
    result.arrived ? `A test notification arrived after ${result.milliseconds} ms.` : `The test did not arrive. ${result.reason}`,
  );
  if (!result.arrived) throw new ExitCodeError(1);
}

/** Sets a relay in the configuration, after checking that it is one. */
export async function runNotificationsPair(context: CommandContext, address: string): Promise<void> {
  const { io } = context;
  const { file, run } = await findConfigLocation(context.config, io);
  const relay = address.replace(/\/+$/, "");
  const edit = await prepareRelay(relay, { file, plugins: pluginSources, env: io.env });
  try {
    await requireRelay(relay);
    await edit.commit();
  } finally {
    await edit.discard();
  }
  printResult(context, { relay }, () =>
    [
      `Notifications now come through ${relay}. ${run ? "Restart the hub" : "Start the hub: casement start"}, then check it: casement notifications test`,
      `The relay's operator sees when something changes, but not what. See ${guide}`,
    ].join("\n"),
  );
}

/** @throws CasementError `config-invalid` */
async function requireRelay(relay: string): Promise<void> {
  const fail = (reason: string): CasementError => new CasementError("config-invalid", `The relay was not set: ${reason}`);
  const signal = AbortSignal.timeout(relayTimeoutMs);
  const response = await fetch(`${relay}/health`, { redirect: "error", signal }).catch(() => {
    throw fail(`${relay} cannot be reached. Check the address, and that casement-relay runs there.`);
  });
  const { program } = ((await response.json().catch(() => ({}))) ?? {}) as { program?: unknown };
  if (program !== "casement-relay")
    throw fail(`what answers at ${relay} is not a relay. Check the address, and that casement-relay runs there.`);
}
