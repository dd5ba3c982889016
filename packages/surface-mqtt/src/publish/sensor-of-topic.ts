export interface SensorOfTopic {
  readonly account: string;
  readonly plugin: string;
  /** `account/plugin/sensor`. */
  readonly address: string;
}

export interface Places {
  readonly base: string;
  /** Of discovery; undefined where there is none. */
  readonly prefix: string | undefined;
  /** Of the hub. */
  readonly id: string;
}

/** Which plugin's sensor (or control, or notifier) a topic speaks of, whoever said it; undefined for topics of accounts and of the hub. */
export function sensorOfTopic(topic: string, places: Places): SensorOfTopic | undefined {
  const [account, plugin, name] = partsOf(topic, places);
  return account && plugin && name ? { account, plugin, address: `${account}/${plugin}/${name}` } : undefined;
}

function partsOf(topic: string, { base, prefix, id }: Places): readonly string[] {
  if (topic.startsWith(`${base}/`)) {
    const [account = "", kind, ...rest] = topic.slice(base.length + 1).split("/");
    return kind === "sensor" ? [account, ...rest] : [];
  }
  if (prefix === undefined || !topic.startsWith(`${prefix}/`)) return [];
  const [, hub, key = "", config] = topic.slice(prefix.length + 1).split("/");
  return hub === id && config === "config" ? key.split("_") : [];
}
