import type { SensorSnapshot, ServiceInfo } from "@casement/host";
import type { Message } from "../publish/outbox.ts";
import { type DeviceContext, entityMessage, online } from "./entity.ts";
import { sensorAvailability, sensorKey } from "./sensor-entity.ts";

/** A notifier for every service that takes a text alone: those of an account, or those that act on one sensor. Home Assistant 2024.5 and later. */
export function notifyEntities(context: DeviceContext, services: Iterable<ServiceInfo>, sensor?: SensorSnapshot): Message[] {
  const { account, own, topics, words } = context;
  const fits = ({ id, target }: ServiceInfo): boolean =>
    sensor ? !sensor.gone && target === sensor.kind && id.startsWith(`${sensor.plugin}/`) : target === undefined;
  return [...services]
    .filter((service) => service.account === account && service.notify !== undefined && fits(service))
    .map((service) => {
      const [plugin = "", name = ""] = service.id.split("/");
      const about = sensor ? words.sensorTitle(sensor) : words.pluginTitle(context.plugin(plugin));
      return entityMessage(
        context,
        "notify",
        sensor ? `${sensorKey(sensor)}_${name}` : `${account}_${plugin}_${name}`,
        `${about}: ${words.serviceTitle(service)}`,
        {
          command_topic: own.notify(service.id, sensor?.id.split("/").at(-1)),
          availability: [
            ...(sensor ? sensorAvailability(context, sensor) : [online(topics.status), online(own.plugin(plugin))]),
            online(own.status),
          ],
        },
      );
    });
}
