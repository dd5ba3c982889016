import type { CasementConfig, RunFile } from "@casement/host/config";
import { requestHubJson } from "../hub/request-hub.ts";
import { type DoctorCheck, type DoctorEnvironment, okCheck, warningCheck, withTimeLimit } from "./doctor-check.ts";

interface NotificationStatus {
  readonly state: "off" | "receiving" | "interrupted";
  readonly origin?: string;
  readonly problem?: string;
  readonly sensors: { readonly live: number; readonly polled: number; readonly waiting: number };
}

/** The hub waits 15 seconds for its own notification. */
const testTimeoutMs = 20_000;
const meanwhile = "Until then, everything is polled.";

/** Checks whether change notifications reach the hub, and whether Microsoft reports what it can. */
export async function checkNotifications(
  config: CasementConfig,
  run: RunFile | undefined,
  environment: DoctorEnvironment,
): Promise<readonly DoctorCheck[]> {
  if (config.cluster) {
    const { withOwnFront } = await import("../cluster/with-own-front.ts");
    return withOwnFront(config, environment.io, (own) => checkReceiver(own, environment, ofCluster));
  }
  const { relay } = config.notifications ?? {};
  const relayChecks = relay === undefined ? [] : [await checkRelay(relay, environment)];
  return run ? [...relayChecks, ...(await checkReceiver(run, environment, ofHub))] : relayChecks;
}

/** What to say where nothing is received. */
interface ReceiverTexts {
  readonly off: string;
  readonly offCure: string;
  readonly problemCure: string;
}
const ofHub: ReceiverTexts = {
  off: "The running hub does not receive notifications yet.",
  offCure: "Restart the hub.",
  problemCure: `The hub connects again by itself. ${meanwhile}`,
};
const ofCluster: ReceiverTexts = {
  off: "No front of the cluster receives notifications yet.",
  offCure: "Start a front, or restart it: casement front",
  problemCure: `Start a front: casement front. ${meanwhile}`,
};

async function checkRelay(relay: string, environment: DoctorEnvironment): Promise<DoctorCheck> {
  const id = "relay";
  const program = await withTimeLimit(environment, async (signal) => {
    const response = await fetch(`${relay.replace(/\/+$/, "")}/health`, { signal, redirect: "error" });
    return ((await response.json().catch(() => undefined)) as { program?: unknown } | undefined)?.program ?? "something else";
  }).catch(() => undefined);
  if (program === "casement-relay") return okCheck(id, `The relay ${relay} responds.`);
  return program === undefined
    ? warningCheck(id, `The relay ${relay} cannot be reached.`, `Check the address, and that casement-relay runs there. ${meanwhile}`)
    : warningCheck(id, `What answers at ${relay} is not a relay.`, `Check notifications.relay. ${meanwhile}`);
}

async function checkReceiver(run: RunFile, environment: DoctorEnvironment, texts: ReceiverTexts): Promise<readonly DoctorCheck[]> {
  const id = "notifications";
  const ask = <Answer>(path: string, init: RequestInit = {}): Promise<Answer | undefined> =>
    withTimeLimit({ ...environment, timeout: testTimeoutMs }, (signal) => requestHubJson<Answer>(run, path, { ...init, signal })).catch(
      () => undefined,
    );
  const status = await ask<NotificationStatus>("/api/v1/notifications");
  if (!status) return [warningCheck(id, "The hub did not say how it receives notifications.", "Check its log, or restart it.")];
  if (status.state === "off") return [warningCheck(id, texts.off, texts.offCure)];
  if (status.problem !== undefined) return [warningCheck(id, status.problem, texts.problemCure)];
  const test = await ask<{ arrived: boolean; milliseconds?: number; reason?: string }>("/api/v1/notifications/test", { method: "POST" });
  const arrival = test?.arrived
    ? okCheck(id, `A notification to ${status.origin} arrived at the hub after ${test.milliseconds} ms.`)
    : warningCheck(
        id,
        `A notification to ${status.origin} did not arrive. ${test?.reason ?? "The hub did not say why."}`,
        "Check the proxy, the tunnel or the relay in front of the hub. It is also possible that only this machine cannot reach the address.",
      );
  return [arrival, checkSensors(status.sensors)];
}

function checkSensors({ live, waiting }: NotificationStatus["sensors"]): DoctorCheck {
  const id = "subscriptions";
  if (waiting === 0) return okCheck(id, `Microsoft reports the changes of ${count(live)}.`);
  return warningCheck(
    id,
    `Microsoft does not report the changes of ${count(waiting)} yet, although it could; of ${live} others it does.`,
    `To see why: casement sensors. ${meanwhile}`,
  );
}

const count = (sensors: number): string => (sensors === 1 ? "one sensor" : `${sensors} sensors`);
