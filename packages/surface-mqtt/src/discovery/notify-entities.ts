import type { SensorSnapshot, ServiceInfo } from "@casement/host";
import type { MqttMessage } from "../publishing/publish-queue.ts";
import { availabilityOf, buildEntityMessage, type DeviceContext, type DiscoveryPayload } from "./discovery-message.ts";
import { entityKeyOf, sensorAvailabilityOf } from "./sensor-entity.ts";

/** Services can work although their plugin cannot read. */
const servicesAvailabilityOf = (pluginTopic: string): DiscoveryPayload => ({
  ...availabilityOf(pluginTopic),
  value_template: "{{ 'offline' if value == 'offline' else 'online' }}",
});

/**
 * A notifier for each service that needs only a text: with `sensor` the services that act on it, without `sensor` those of the account.
 * Home Assistant 2024.5 and later.
 */
export function buildNotifyEntities(context: DeviceContext, services: Iterable<ServiceInfo>, sensor?: SensorSnapshot): MqttMessage[] {
  const { account, accountTopics, topics, translations } = context;
  const actsOnSensor = ({ id, target }: ServiceInfo): boolean =>
    sensor ? !sensor.gone && target === sensor.kind && id.startsWith(`${sensor.plugin}/`) : target === undefined;
  const notifiers = [...services].filter((service) => service.account === account && service.notify !== undefined && actsOnSensor(service));
  const countOf = (plugin: string): number => notifiers.filter(({ id }) => id.startsWith(`${plugin}/`)).length;
  return notifiers.map((service) => {
    const [plugin = "", name = ""] = service.id.split("/");
    const title = sensor ? translations.sensorTitle(sensor) : translations.pluginTitle(context.findPlugin(plugin));
    return buildEntityMessage(
      context,
      "notify",
      sensor ? `${entityKeyOf(sensor)}_${name}` : `${account}_${plugin}_${name}`,
      `${title}: ${countOf(plugin) === 1 ? translations.surfaceText("Message") : translations.serviceTitle(service)}`,
      {
        command_topic: accountTopics.notify(service.id, sensor?.id.split("/").at(-1)),
        availability: [
          ...(sensor
            ? sensorAvailabilityOf(context, sensor)
            : [availabilityOf(topics.status), servicesAvailabilityOf(accountTopics.plugin(plugin))]),
          availabilityOf(accountTopics.status),
        ],
      },
    );
  });
}
