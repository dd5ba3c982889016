/** Every topic of the surface, documented in docs/mqtt.md. They are part of the interface: they never change. */
export interface Topics {
  readonly base: string;
  /** `online` or `offline` (last will). */
  readonly status: string;
  /** Which hub it is, as JSON. */
  readonly hub: string;
  /** Comes back to us after everything that waited at the broker. */
  readonly mark: string;
  readonly lost: string;
  account(account: string): AccountTopics;
  readonly subscriptions: readonly string[];
  /** What a message that came in is meant for; undefined for what is none of ours. */
  parse(topic: string): Incoming | undefined;
  /** Whether a reply there would come back to us as a call. */
  isInput(topic: string): boolean;
}

export interface AccountTopics {
  readonly status: string;
  readonly problem: string;
  /** Calls that failed and named no reply topic. */
  readonly error: string;
  /** `online` while the plugin can work. */
  plugin(plugin: string): string;
  event(plugin: string, name: string): string;
  /** `plugin/service`. */
  call(service: string): string;
  /** Takes a text; `sensor` (without its plugin) where the service acts on one. */
  notify(service: string, sensor?: string): string;
  /** `plugin/sensor`. */
  sensor(address: string): { readonly state: string; readonly attributes: string; readonly set: string };
}

export type Incoming =
  | { readonly kind: "call"; readonly account: string; readonly service: string }
  | { readonly kind: "notify"; readonly account: string; readonly service: string; readonly sensor: string | undefined }
  | { readonly kind: "set"; readonly account: string; readonly sensor: string }
  | { readonly kind: "hub" }
  | { readonly kind: "mark" };

export function createTopics(base: string): Topics {
  const status = `${base}/status`;
  const hub = `${base}/hub`;
  const mark = `${base}/hub/mark`;
  const parse = (topic: string): Incoming | undefined => {
    if (topic === hub) return { kind: "hub" };
    if (topic === mark) return { kind: "mark" };
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
    mark,
    lost: `${base}/lost`,
    subscriptions: [`${base}/+/call/+/+`, `${base}/+/notify/+/+`, `${base}/+/notify/+/+/+`, `${base}/+/sensor/+/+/set`, hub, mark],
    account(account) {
      const own = `${base}/${account}`;
      return {
        status: `${own}/status`,
        problem: `${own}/problem`,
        error: `${own}/error`,
        plugin: (plugin) => `${own}/plugin/${plugin}/status`,
        event: (plugin, name) => `${own}/event/${plugin}/${name}`,
        call: (service) => `${own}/call/${service}`,
        notify: (service, sensor) => `${own}/notify/${service}${sensor === undefined ? "" : `/${sensor}`}`,
        sensor(address) {
          const sensor = `${own}/sensor/${address}`;
          return { state: `${sensor}/state`, attributes: `${sensor}/attributes`, set: `${sensor}/set` };
        },
      };
    },
    parse,
    isInput: (topic) => parse(topic) !== undefined,
  };
}
