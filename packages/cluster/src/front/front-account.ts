import { CasementError } from "@casement/core";
import type { AccountHandle, CallOptions, EventJournal, SensorSummary, ServiceInfo } from "@casement/host";
import type { AccountOperation, ToldAccount } from "@casement/host/ports";
import type { MissingReason } from "../view/not-running.ts";
import { optionsOf, statusOf } from "./account-options.ts";
import type { FrontAccount } from "./front-accounts.ts";
import { readCollections } from "./front-collections.ts";
import type { FrontSensors } from "./front-sensors.ts";
import { createFrontSignIn } from "./front-sign-in.ts";
import type { AskOptions, OwnerCalls } from "./owner-calls.ts";

export interface FrontAccountOptions {
  readonly name: string;
  /** @throws CasementError `account-unknown` */
  readonly current: () => FrontAccount;
  readonly owners: OwnerCalls;
  readonly told: () => ToldAccount | undefined;
  readonly learn: (told: Pick<ToldAccount, "status" | "userId">) => void;
  readonly missing: () => MissingReason | undefined;
  readonly services: () => Promise<readonly ServiceInfo[]>;
  readonly sensors: FrontSensors;
  readonly events: EventJournal;
}

/** An account that another process runs. */
export function createFrontAccount(options: FrontAccountOptions): AccountHandle {
  const { name, current, owners, told, learn, missing, services, sensors, events } = options;
  const ask = async <T>(operation: AccountOperation, asked?: AskOptions): Promise<T> => {
    current();
    return owners.ask<T>(name, operation, asked);
  };
  /** What was told may be seconds old. */
  const learnNow = async (): Promise<void> => {
    const now = await ask<Pick<ToldAccount, "status" | "userId">>({ do: "status" }).catch(() => undefined);
    if (now) learn(now);
  };
  const isRepeatable = async (service: string): Promise<boolean> => {
    const known = await services().catch((): readonly ServiceInfo[] => []);
    return known.find(({ id }) => id === service)?.repeatable ?? false;
  };
  const call: AccountHandle["call"] = async (service, input = {}, { via, ...rest }: CallOptions = {}) => {
    const repeatable = await isRepeatable(service);
    return ask({ do: "call", service, input, ...(via !== undefined && { via }) }, { ...rest, repeatable });
  };
  const findSensor = (plugin: string, kind: string, wanted: string | undefined): SensorSummary => {
    const all = sensors.index({ account: name, plugin }).filter((sensor) => sensor.kind === kind);
    const found = wanted === undefined && all.length === 1 ? all[0] : all.find((each) => slugOf(each) === wanted || each.title === wanted);
    if (found) return found;
    const available = all.map(slugOf).join(", ") || "none";
    throw new CasementError("sensor-unknown", `Account ${name} has no such sensor. Available: ${available}.`);
  };

  return {
    name,
    get options() {
      return optionsOf(current(), told());
    },
    status: () => statusOf(current(), told(), missing()),
    userId() {
      current();
      return told()?.userId;
    },
    scopes: () => ask({ do: "scopes" }),
    signIn: createFrontSignIn({ ask, pause: owners.pause, learn: learnNow }),
    async logout({ keepData = false } = {}) {
      await ask({ do: "logout", keepData });
      await learnNow();
    },
    call,
    service: (plugin, service, input, callOptions) =>
      call(`${plugin.id}/${service}`, input as Record<string, unknown>, callOptions) as never,
    async sensor(plugin, kind, sensor) {
      const { state, attributes, updatedAt } = await sensors.sensor(findSensor(plugin.id, kind, sensor).id);
      return (updatedAt === undefined ? undefined : { state, ...attributes }) as never;
    },
    on(plugin, event, listener) {
      const isThere = statusOf(current(), told(), undefined).plugins.some(({ id }) => id === plugin.id);
      if (!isThere) throw new CasementError("input-invalid", `Account ${name} has no plugin "${plugin.id}".`);
      return events.subscribe((raised) => {
        if (raised.account === name && raised.type === `${plugin.id}/${event}`) listener(raised.payload as never, raised);
      });
    },
    reachesOthers: (service, input = {}) => ask({ do: "reachesOthers", service, input }),
    preview: (service, input = {}) => ask({ do: "preview", service, input }),
    reportFailedCall({ error, ...failed }) {
      const { code, message } = CasementError.is(error) ? error : unexpected;
      return ask({ do: "reportFailedCall", call: failed, error: { code, message } }, { repeatable: false });
    },
    reportWebhook: (webhook) => ask({ do: "reportWebhook", webhook }, { repeatable: false }),
    reportRefusedAgent: (refused) => ask({ do: "reportRefusedAgent", call: refused }, { repeatable: false }),
    refresh: (sensor) => ask({ do: "refresh", ...(sensor !== undefined && { sensor }) }),
    rescan: () => ask({ do: "rescan" }),
    collections: () => readCollections(ask),
    wantAgenda: () => () => {},
  };
}

/** Any other error's message may quote contents. */
const unexpected = new CasementError("internal", "An internal error occurred in the hub. See its log.");

const slugOf = ({ id }: SensorSummary): string => id.split("/").at(-1)!;
