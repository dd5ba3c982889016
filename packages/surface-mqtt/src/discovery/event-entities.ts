import type { PluginInfo } from "@casement/host";
import type { MqttMessage } from "../publishing/publish-queue.ts";
import { buildDiscoveryMessage, buildEntityMessage, type DeviceContext, originOf } from "./discovery-message.ts";

/** An event entity for a plugin, and a device trigger for each event. Types are not translated, because automations store them. */
export function buildEventEntities(context: DeviceContext, plugin: PluginInfo): MqttMessage[] {
  const { id: pluginId, events } = plugin;
  if (events.length === 0) return [];
  const { account, accountTopics, prefix, hubId, device, translations } = context;
  const buildTrigger = (event: string): MqttMessage =>
    buildDiscoveryMessage(prefix, "device_automation", hubId, `${account}_${pluginId}_${event}`, {
      automation_type: "trigger",
      type: event,
      subtype: pluginId,
      topic: accountTopics.event(pluginId, event),
      qos: 1,
      device,
      origin: originOf(context),
    });
  return [
    buildEntityMessage(
      context,
      "event",
      `${account}_${pluginId}`,
      `${translations.pluginTitle(plugin)}: ${translations.surfaceText("Events")}`,
      {
        state_topic: accountTopics.event(pluginId, "+"),
        event_types: events,
        icon: "mdi:bell-ring-outline",
      },
    ),
    ...events.map(buildTrigger),
  ];
}
