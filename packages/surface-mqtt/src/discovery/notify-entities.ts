import type { SensorSnapshot, ServiceInfo } from "@casement/host";
import type { MqttMessage } from "../publishing/publish-queue.ts";
import { availabilityOf, buildEntityMessage, type DeviceContext } from "./discovery-message.ts";
import { entityKeyOf, sensorAvailabilityOf } from "./sensor-entity.ts";

/**
 * A notifier for each service that needs only a text: with `sensor` the services that act on it, without `sensor` those of the account.
 * Home Assistant 2024.5 and later.
 */
export function buildNotifyEntities(context: DeviceContext, services: Iterable<ServiceInfo>, sensor?: SensorSnapshot): MqttMessage[] {
  const { account, accountTopics, topics, translations } = context;
  const actsOnSensor = ({ id, target }: ServiceInfo): boolean =>
    sensor ? !sensor.gone && target === sensor.kind && id.startsWith(`${sensor.plugin}/`) : target === undefined;
  return [...services]
    .filter((service) => service.account === account && service.notify !== undefined && actsOnSensor(service))
    .map((service) => {
      const [plugin = "", name = ""] = service.id.split("/");
      const title = sensor ? translations.sensorTitle(sensor) : translations.pluginTitle(context.findPlugin(plugin));
      return buildEntityMessage(
        context,
        "notify",
        sensor ? `${entityKeyOf(sensor)}_${name}` : `${account}_${plugin}_${name}`,
        `${title}: ${translations.serviceTitle(service)}`,
        {
          command_topic: accountTopics.notify(service.id, sensor?.id.split("/").at(-1)),
          availability: [
            ...(sensor
              ? sensorAvailabilityOf(context, sensor)
              : [availabilityOf(topics.status), availabilityOf(accountTopics.plugin(plugin))]),
            availabilityOf(accountTopics.status),
          ],
        },
      );
    });
}
