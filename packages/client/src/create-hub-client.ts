import type { HubAccount, HubPlugin, HubSensor, HubService } from "./api-types.generated.ts";
import { type FollowOptions, followHub, type HubMessage } from "./follow-hub.ts";
import { HubError } from "./hub-error.ts";
import { type HubConnection, readHub } from "./request-hub.ts";
import type { AccountPluginClient, TypedPlugin } from "./typed-plugin.ts";

/** A hub, as a program with a token sees it. Each method throws HubError. */
export interface HubClient {
  accounts(): Promise<readonly HubAccount[]>;
  plugins(): Promise<readonly HubPlugin[]>;
  sensors(): Promise<readonly HubSensor[]>;
  /** A sensor by its id, `account/plugin/sensor`. */
  sensor(id: string): Promise<HubSensor>;
  /** Reads a sensor from Microsoft now. Needs a token that may change. */
  refresh(id: string): Promise<HubSensor>;
  /** All services, with JSON Schemas of input and output. */
  services(): Promise<readonly HubService[]>;
  /** Calls the service `plugin/name`. A call that has begun to change something is completed, also if the signal aborts. */
  call(account: string, service: string, input?: object, signal?: AbortSignal): Promise<unknown>;
  /** Sensors, their changes, and events, without end. Resumes by itself. */
  follow(options?: FollowOptions): AsyncGenerator<HubMessage, void, undefined>;
  /** A plugin of an account, with its types: `hub.plugin<typeof todoPlugin>("home", "todo")`. */
  plugin<P extends TypedPlugin>(account: string, id: P["id"]): AccountPluginClient<P>;
}

const pathOf = (id: string): string => id.split("/").map(encodeURIComponent).join("/");

/** @throws HubError when the address is not one. Sends nothing. */
export function createHubClient(connection: HubConnection): HubClient {
  if (!/^https?:\/\//.test(connection.address) || !URL.canParse(connection.address))
    throw new HubError(`"${connection.address}" is not the address of a hub. It looks like this: http://127.0.0.1:8365.`);
  const sensor = (id: string): Promise<HubSensor> => readHub(connection, `/api/v1/sensors/${pathOf(id)}`);
  const call: HubClient["call"] = async (account, service, input = {}, signal) => {
    const path = `/api/v1/accounts/${pathOf(account)}/services/${pathOf(service)}`;
    return (await readHub<{ result: unknown }>(connection, path, { method: "POST", body: input, signal })).result;
  };
  return {
    accounts: async () => (await readHub<{ accounts: HubAccount[] }>(connection, "/api/v1/accounts")).accounts,
    plugins: async () => (await readHub<{ plugins: HubPlugin[] }>(connection, "/api/v1/plugins")).plugins,
    sensors: async () => (await readHub<{ sensors: HubSensor[] }>(connection, "/api/v1/sensors")).sensors,
    sensor,
    refresh: (id) => readHub(connection, `/api/v1/sensors/${pathOf(id)}/refresh`, { method: "POST" }),
    services: async () => (await readHub<{ services: HubService[] }>(connection, "/api/v1/services")).services,
    call,
    follow: (options) => followHub(connection, options),
    plugin<P extends TypedPlugin>(account: string, id: P["id"]) {
      const client: AccountPluginClient<TypedPlugin> = {
        async sensor(kind, name) {
          const found = await sensor(`${account}/${id}/${name}`);
          if (found.kind === kind) return found;
          const detail = `${found.id} is of the kind "${found.kind}", not "${kind}".`;
          throw new HubError(detail, { problem: { type: "about:blank", title: detail, status: 404, detail, code: "sensor-unknown" } });
        },
        call: (name, input, signal) => call(account, `${id}/${name}`, input, signal),
        isSensor<K extends string>(message: HubMessage, kind: K): message is Extract<HubMessage, { type: "sensor" }> {
          if (message.type !== "sensor") return false;
          const { sensor } = message;
          return sensor.account === account && sensor.plugin === id && sensor.kind === kind;
        },
        isEvent<K extends string>(message: HubMessage, name: K): message is Extract<HubMessage, { type: "event" }> {
          return message.type === "event" && message.event.account === account && message.event.type === `${id}/${name}`;
        },
      };
      return client as AccountPluginClient<P>;
    },
  };
}
