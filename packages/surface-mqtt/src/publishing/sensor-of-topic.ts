export interface SensorOfTopic {
  readonly account: string;
  readonly plugin: string;
  /** `account/plugin/sensor`. */
  readonly address: string;
}

export interface TopicRoots {
  readonly base: string;
  /** Prefix of discovery topics. Undefined: no discovery. */
  readonly prefix: string | undefined;
  readonly hubId: string;
}

/** The sensor that a topic belongs to; also for topics of its control or notifier. Undefined for topics of an account or of the hub. */
export function sensorOfTopic(topic: string, roots: TopicRoots): SensorOfTopic | undefined {
  const [account, plugin, name] = addressPartsOf(topic, roots);
  return account && plugin && name ? { account, plugin, address: `${account}/${plugin}/${name}` } : undefined;
}

function addressPartsOf(topic: string, { base, prefix, hubId }: TopicRoots): readonly string[] {
  if (topic.startsWith(`${base}/`)) {
    const [account = "", kind, ...rest] = topic.slice(base.length + 1).split("/");
    return kind === "sensor" ? [account, ...rest] : [];
  }
  if (prefix === undefined || !topic.startsWith(`${prefix}/`)) return [];
  const [, hub, key = "", last] = topic.slice(prefix.length + 1).split("/");
  return hub === hubId && last === "config" ? key.split("_") : [];
}
