import type { PluginInfo } from "@casement/host";
import { type Message, rank } from "../publish/outbox.ts";
import type { AccountTopics, Topics } from "../topics.ts";
import type { Words } from "./words.ts";

/** Components of Home Assistant's MQTT discovery that are used. */
export type Component = "binary_sensor" | "sensor" | "switch" | "select" | "notify" | "button" | "event" | "device_automation";

/** What all documents share. */
export interface DiscoveryOptions {
  readonly topics: Topics;
  readonly prefix: string;
  /** Of the hub: part of every unique id. */
  readonly id: string;
  readonly version: string | undefined;
  readonly configurationUrl: string | undefined;
  readonly words: Words;
}

/** One account as Home Assistant's device. */
export interface DeviceContext extends DiscoveryOptions {
  readonly account: string;
  readonly own: AccountTopics;
  readonly device: object;
  plugin(id: string): Pick<PluginInfo, "account" | "id" | "title">;
}

export type Document = Readonly<Record<string, unknown>>;

export const online = (topic: string): Document => ({ topic, payload_available: "online", payload_not_available: "offline" });

/**
 * A discovery document for an entity. `name` is what people read and may change; `key` (account and address joined by `_`) is what Home
 * Assistant knows the entity by, and never changes. Releases before 2025.10 take the entity id from `object_id`, later ones from `default_entity_id`.
 */
export function entityMessage(context: DeviceContext, component: Component, key: string, name: string, document: Document): Message {
  const { prefix, id, topics, device } = context;
  const unique = `${id}_${key}`;
  const entityId = unique.replaceAll("-", "_");
  const payload = {
    name,
    unique_id: unique,
    object_id: entityId,
    default_entity_id: `${component}.${entityId}`,
    availability: [online(topics.status)],
    availability_mode: "all",
    qos: 1,
    ...document,
    device,
    origin: originOf(context),
  };
  return discoveryMessage(prefix, component, id, key, payload);
}

export function discoveryMessage(prefix: string, component: Component, id: string, key: string, payload: object): Message {
  return { topic: `${prefix}/${component}/${id}/${key}/config`, payload: JSON.stringify(payload), retain: true, rank: rank.discovery };
}

export const originOf = ({ version }: DiscoveryOptions): Document => ({
  name: "Casement",
  ...(version !== undefined && { sw_version: version }),
  support_url: "https://github.com/casement/casement",
});

/** Home Assistant refuses a document whose icon has no set. */
export const iconOf = (icon: string | undefined): Document => (icon !== undefined && /^[\w-]+:[\w-]+$/.test(icon) ? { icon } : {});

/** As people read it: `task-completed` becomes `Task completed`. */
export function words(slug: string): string {
  const text = slug.replaceAll("-", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
