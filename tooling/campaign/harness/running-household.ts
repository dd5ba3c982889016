import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { householdTenant, householdUsers } from "@casement/graph-emulator/household";
import { findFreePort } from "../../acceptance/harness/find-free-port.ts";
import { type BrokerOptions, type BrokerProcess, createBroker } from "./broker-process.ts";
import { type EmulatorProcess, startEmulator } from "./emulator-process.ts";
import { type EventStream, followEvents } from "./event-stream.ts";
import { type FaultProxy, openFaultProxy } from "./fault-proxy.ts";
import { clientId, type HouseholdConfig, householdConfig } from "./household-config.ts";
import { createHub, type HubProcess, type HubStart } from "./hub-process.ts";
import { createMarkerLedger, type MarkerLedger, type SeenEvent } from "./marker-ledger.ts";
import { listenToBroker, type MqttListener } from "./mqtt-listener.ts";
import { type NotificationProxy, openNotificationProxy, type ProxyCertificate } from "./notification-proxy.ts";
import { createOutsideChanges, type OutsideChanges } from "./outside-changes.ts";
import { pauseFor } from "./pause-for.ts";
import { secondsUntil } from "./seconds-until.ts";

export interface HouseholdOptions extends Pick<HouseholdConfig, "personal" | "logLevel" | "accounts" | "webhookPort" | "relay"> {
  /** Default: no broker. */
  readonly broker?: BrokerOptions;
  /** Default: a folder of the household. */
  readonly dataFolder?: string;
  /** For every start of the hub. */
  readonly hubStart?: HubStart;
  /** Also for the emulator. */
  readonly emulatorEnv?: Record<string, string>;
  /** Instead of the proxy. */
  readonly graphUrl?: (emulatorPort: number, proxyPort: number) => string;
  /** Called with the emulator before the hub starts. */
  readonly prepare?: (emulator: EmulatorProcess) => Promise<void>;
  /** Graph reports changes to the hub. */
  readonly notifications?: { readonly safetyInterval: string; readonly certificate?: ProxyCertificate };
  /** The scenario starts the hub itself. */
  readonly unstarted?: boolean;
}

/** Hub, emulator and broker as processes, a fault proxy between hub and emulator, and the record of what must be announced. */
export interface RunningHousehold {
  readonly folder: string;
  readonly dataFolder: string;
  /** Multiplies limits of time: 1 on a quiet machine. */
  readonly factor: number;
  readonly emulator: EmulatorProcess;
  readonly proxy: FaultProxy;
  readonly hub: HubProcess;
  readonly ledger: MarkerLedger;
  readonly changes: OutsideChanges;
  readonly stream: EventStream;
  /** Only with a broker. */
  readonly broker: BrokerProcess;
  readonly listener: MqttListener;
  readonly hasBroker: boolean;
  /** Only with notifications. */
  readonly notifications: NotificationProxy;
  startHub(options?: HubStart): Promise<void>;
  signIn(account?: string, user?: string): Promise<any>;
  /** Seconds until every sensor has a value that is not stale; undefined when that did not happen in time. */
  fresh(seconds: number): Promise<number | undefined>;
  journal(): Promise<readonly SeenEvent[]>;
  /** Seconds until the journal has announced all changes. */
  announced(seconds: number): Promise<number | undefined>;
  close(): Promise<void>;
}

const { main, personal } = householdUsers;

export async function openHousehold(
  name: string,
  folder: string,
  factor: number,
  options: HouseholdOptions = {},
): Promise<RunningHousehold> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const dataFolder = options.dataFolder ?? `${folder}/data`;
  const emulator = await startEmulator(folder, main, options.emulatorEnv);
  await emulator.control("entra/grant", householdTenant.domain, clientId, ["Group.Read.All", "Group.ReadWrite.All"]);
  const proxy = await openFaultProxy(emulator.port, await findFreePort());
  const broker = options.broker && (await createBroker(folder, options.broker));
  const hub = createHub(folder, await findFreePort(), factor);
  const { safetyInterval = "", certificate } = options.notifications ?? {};
  const notifications = options.notifications && (await openNotificationProxy(hub.port, certificate));
  const file = `${folder}/casement.yaml`;
  writeFileSync(
    file,
    householdConfig({
      ...options,
      notifications: notifications && { publicUrl: notifications.publicUrl, safetyInterval },
      folder,
      dataFolder,
      port: hub.port,
      graphUrl: options.graphUrl?.(emulator.port, proxy.port) ?? `http://127.0.0.1:${proxy.port}`,
      brokerPort: broker?.port,
    }),
  );
  chmodSync(file, 0o600);
  await options.prepare?.(emulator);
  const ledger = createMarkerLedger(name.replace(/[^a-z0-9]/g, ""));
  const changes = await createOutsideChanges(emulator, ledger);
  const stream = followEvents(hub.port);
  let listener: MqttListener | undefined;

  const signIn = async (account = "home", user: string = main) => {
    const { body } = await hub.api("POST", `/api/v1/accounts/${account}/sign-in`, { method: "paste" });
    if (!body.url) throw new Error(`The sign-in of ${account} did not begin: ${JSON.stringify(body)}`);
    const url = body.url.replace(/^https?:\/\/[^/]+/, `http://127.0.0.1:${emulator.port}`);
    const { redirect } = await emulator.control("entra/signIn", url, { user });
    return (await hub.api("POST", `/api/v1/accounts/${account}/sign-in/complete`, { url: redirect })).body;
  };
  const fresh = (seconds: number) =>
    secondsUntil(seconds * factor, async () => {
      const sensors = (await hub.sensors()).filter(({ gone }) => !gone);
      return sensors.length > 0 && sensors.every(({ stale, state }) => !stale && state !== undefined);
    });
  const journal = async () => {
    const all: SeenEvent[] = [];
    for (let after = "0"; ; after = all.at(-1)!.id) {
      const { body, status } = await hub.api("GET", `/api/v1/events?after=${after}&limit=1000`);
      if (status !== 200) throw new Error(`GET /api/v1/events: ${status}`);
      if (body.events.length === 0) return all;
      all.push(...body.events);
    }
  };
  const household: RunningHousehold = {
    folder,
    dataFolder,
    factor,
    emulator,
    proxy,
    hub,
    ledger,
    changes,
    stream,
    hasBroker: broker !== undefined,
    get broker() {
      if (!broker) throw new Error("This household has no broker.");
      return broker;
    },
    get listener() {
      if (!listener) throw new Error("Nothing listens to the broker.");
      return listener;
    },
    get notifications() {
      if (!notifications) throw new Error("Graph reports nothing to this household.");
      return notifications;
    },
    startHub: (start) => hub.start({ ...options.hubStart, ...start }),
    signIn,
    fresh,
    journal,
    announced: (seconds) => secondsUntil(seconds * factor, async () => ledger.compare(await journal()).lost.length === 0),
    async close() {
      stream.close();
      await listener?.close();
      await hub.kill();
      await emulator.process().stop();
      await broker?.process()?.stop();
      await proxy.close();
      await notifications?.close();
    },
  };
  try {
    if (broker && !options.broker?.absent && !options.broker?.lines?.includes("password_file"))
      listener = await listenToBroker(broker.port);
    if (options.unstarted) return household;
    await household.startHub();
    if (!options.accounts) {
      await signIn();
      if (options.personal) await signIn("personal", personal);
      if ((await fresh(60)) === undefined) throw new Error("The household's sensors were not all read within 60 s.");
    }
    await pauseFor(200);
    return household;
  } catch (error) {
    await household.close();
    throw error;
  }
}
