import type { PluginInfo } from "@casement/host";
import type { Message } from "../publish/outbox.ts";
import { type DeviceContext, discoveryMessage, entityMessage, originOf } from "./entity.ts";

/** An event entity per plugin, and a device trigger per event. Automations name triggers by their words, so those are in no language. */
export function eventEntities(context: DeviceContext, info: PluginInfo): Message[] {
  const { id: plugin, events } = info;
  if (events.length === 0) return [];
  const { account, own, prefix, id, device } = context;
  const trigger = (name: string): Message =>
    discoveryMessage(prefix, "device_automation", id, `${account}_${plugin}_${name}`, {
      automation_type: "trigger",
      type: name,
      subtype: plugin,
      topic: own.event(plugin, name),
      qos: 1,
      device,
      origin: originOf(context),
    });
  return [
    entityMessage(context, "event", `${account}_${plugin}`, context.words.pluginTitle(info), {
      state_topic: own.event(plugin, "+"),
      event_types: events,
      icon: "mdi:bell-ring-outline",
    }),
    ...events.map(trigger),
  ];
}
