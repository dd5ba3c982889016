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
  event(plugin: string, name: string): string;
  call(service: string): string;
  /** `plugin/sensor`. */
  sensor(address: string): { readonly state: string; readonly attributes: string; readonly set: string };
}

export type Incoming =
  | { readonly kind: "call"; readonly account: string; readonly service: string }
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
    const [account, kind, plugin, name, set, ...rest] = topic.slice(base.length + 1).split("/");
    if (!account || !plugin || !name || rest.length > 0) return undefined;
    if (kind === "call" && set === undefined) return { kind, account, service: `${plugin}/${name}` };
    if (kind === "sensor" && set === "set") return { kind: "set", account, sensor: `${plugin}/${name}` };
    return undefined;
  };
  return {
    base,
    status,
    hub,
    mark,
    lost: `${base}/lost`,
    subscriptions: [`${base}/+/call/+/+`, `${base}/+/sensor/+/+/set`, hub, mark],
    account(account) {
      const own = `${base}/${account}`;
      return {
        status: `${own}/status`,
        problem: `${own}/problem`,
        error: `${own}/error`,
        event: (plugin, name) => `${own}/event/${plugin}/${name}`,
        call: (service) => `${own}/call/${service}`,
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
