import type { PluginInfo } from "@casement/host";
import type { AccountTopics, MqttTopics } from "../mqtt-topics.ts";
import { type MqttMessage, publishPriority } from "../publishing/publish-queue.ts";
import { toPayload } from "../to-payload.ts";
import type { EntityTranslations } from "./entity-translations.ts";

/** The components of Home Assistant's MQTT discovery that are used. */
export type DiscoveryComponent = "binary_sensor" | "sensor" | "switch" | "select" | "notify" | "button" | "event" | "device_automation";

/** What all discovery messages share. */
export interface DiscoveryOptions {
  readonly topics: MqttTopics;
  readonly prefix: string;
  /** Part of every unique id. */
  readonly hubId: string;
  readonly version: string | undefined;
  readonly configurationUrl: string | undefined;
  readonly translations: EntityTranslations;
}

/** One account, which is a device in Home Assistant. */
export interface DeviceContext extends DiscoveryOptions {
  readonly account: string;
  readonly accountTopics: AccountTopics;
  readonly device: object;
  findPlugin(id: string): Pick<PluginInfo, "account" | "id" | "title">;
}

export type DiscoveryPayload = Readonly<Record<string, unknown>>;

/** An entry of `availability`: available while the topic says `online`. */
export const availabilityOf = (topic: string): DiscoveryPayload => ({
  topic,
  payload_available: "online",
  payload_not_available: "offline",
});

/**
 * A discovery message for an entity. `name` is displayed and may change. `key` (account and address joined by `_`) identifies the entity
 * and never changes. Home Assistant before 2025.10 reads the entity id from `object_id`, later releases from `default_entity_id`.
 */
export function buildEntityMessage(
  context: DeviceContext,
  component: DiscoveryComponent,
  key: string,
  name: string,
  payload: DiscoveryPayload,
): MqttMessage {
  const { prefix, hubId, topics, device } = context;
  const uniqueId = `${hubId}_${key}`;
  const entityId = uniqueId.replaceAll("-", "_");
  return buildDiscoveryMessage(prefix, component, hubId, key, {
    name,
    unique_id: uniqueId,
    object_id: entityId,
    default_entity_id: `${component}.${entityId}`,
    availability: [availabilityOf(topics.status)],
    availability_mode: "all",
    qos: 1,
    ...payload,
    device,
    origin: originOf(context),
  });
}

export function buildDiscoveryMessage(
  prefix: string,
  component: DiscoveryComponent,
  hubId: string,
  key: string,
  payload: object,
): MqttMessage {
  return {
    topic: `${prefix}/${component}/${hubId}/${key}/config`,
    payload: toPayload(payload),
    retain: true,
    priority: publishPriority.discovery,
  };
}

export const originOf = ({ version }: DiscoveryOptions): DiscoveryPayload => ({
  name: "Casement",
  ...(version !== undefined && { sw_version: version }),
  support_url: "https://github.com/casement/casement",
});

/** Omits an icon without an icon set: Home Assistant would reject the whole message. */
export const iconOf = (icon: string | undefined): DiscoveryPayload => (icon !== undefined && /^[\w-]+:[\w-]+$/.test(icon) ? { icon } : {});
