import { defaultDiscoveryPrefix } from "./mqtt-options.ts";

/** Every topic of the surface. docs/mqtt.md documents them. They are a public interface and never change. */
export interface MqttTopics {
  readonly base: string;
  /** `online` or `offline` (last will). */
  readonly status: string;
  /** Which hub publishes here, as JSON. */
  readonly hub: string;
  /** The hub publishes here when it connects. When it receives this message back, it has received everything that the broker had queued. */
  readonly backlogMarker: string;
  readonly lostEvents: string;
  account(account: string): AccountTopics;
  readonly subscriptions: readonly string[];
  /** What an incoming message is for. Undefined for any other topic. */
  parse(topic: string): ParsedTopic | undefined;
  /** Whether only the hub, Home Assistant or the broker may publish there: no responses. */
  isReserved(topic: string): boolean;
}

export interface AccountTopics {
  readonly status: string;
  readonly problem: string;
  /** Calls that failed and named no response topic. */
  readonly error: string;
  /** `online` while the plugin works, `services` while only its services do. */
  plugin(plugin: string): string;
  event(plugin: string, name: string): string;
  /** `service` is `plugin/service`. */
  call(service: string): string;
  /** Takes a text. `sensor` (without its plugin) is for services that act on a sensor. */
  notify(service: string, sensor?: string): string;
  /** `address` is `plugin/sensor`. */
  sensor(address: string): { readonly state: string; readonly attributes: string; readonly set: string };
}

export type ParsedTopic =
  | { readonly kind: "call"; readonly account: string; readonly service: string }
  | { readonly kind: "notify"; readonly account: string; readonly service: string; readonly sensor: string | undefined }
  | { readonly kind: "set"; readonly account: string; readonly sensor: string }
  | { readonly kind: "hub" }
  | { readonly kind: "backlog-marker" };

export function createMqttTopics(base: string, discoveryPrefix: string = defaultDiscoveryPrefix): MqttTopics {
  const status = `${base}/status`;
  const hub = `${base}/hub`;
  const backlogMarker = `${base}/hub/mark`;
  const parse = (topic: string): ParsedTopic | undefined => {
    if (topic === hub) return { kind: "hub" };
    if (topic === backlogMarker) return { kind: "backlog-marker" };
    if (!topic.startsWith(`${base}/`)) return undefined;
    const [account, kind, plugin, name, last, ...rest] = topic.slice(base.length + 1).split("/");
    if (!account || !plugin || !name || last === "" || rest.length > 0) return undefined;
    if (kind === "call" && last === undefined) return { kind, account, service: `${plugin}/${name}` };
    if (kind === "notify") return { kind, account, service: `${plugin}/${name}`, sensor: last };
    if (kind === "sensor" && last === "set") return { kind: "set", account, sensor: `${plugin}/${name}` };
    return undefined;
  };
  return {
    base,
    status,
    hub,
    backlogMarker,
    lostEvents: `${base}/lost`,
    subscriptions: [`${base}/+/call/+/+`, `${base}/+/notify/+/+`, `${base}/+/notify/+/+/+`, `${base}/+/sensor/+/+/set`, hub, backlogMarker],
    account(account) {
      const accountBase = `${base}/${account}`;
      return {
        status: `${accountBase}/status`,
        problem: `${accountBase}/problem`,
        error: `${accountBase}/error`,
        plugin: (plugin) => `${accountBase}/plugin/${plugin}/status`,
        event: (plugin, name) => `${accountBase}/event/${plugin}/${name}`,
        call: (service) => `${accountBase}/call/${service}`,
        notify: (service, sensor) => `${accountBase}/notify/${service}${sensor === undefined ? "" : `/${sensor}`}`,
        sensor(address) {
          const sensor = `${accountBase}/sensor/${address}`;
          return { state: `${sensor}/state`, attributes: `${sensor}/attributes`, set: `${sensor}/set` };
        },
      };
    },
    parse,
    isReserved: (topic) => topic.startsWith("$") || [base, discoveryPrefix].some((root) => `${topic}/`.startsWith(`${root}/`)),
  };
}
