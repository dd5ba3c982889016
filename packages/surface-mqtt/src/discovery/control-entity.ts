import type { SensorSnapshot, ServiceInfo } from "@casement/host";
import type { Message } from "../publish/outbox.ts";
import { type DeviceContext, type Document, entityMessage, iconOf, online, words } from "./entity.ts";
import { sensorAvailability, sensorKey } from "./sensor-entity.ts";

/** States that mean off, as the state topic has them. */
const off = ["off", "disabled", "None", "none", "false", "0"];

/** The switch, select or notifier that controls a sensor. None while its services are not offered: an account without updates. */
export function controlEntity(
  context: DeviceContext,
  sensor: SensorSnapshot,
  service: (id: string) => ServiceInfo | undefined,
): Message | undefined {
  const control = sensor.present?.control;
  if (!control) return undefined;
  const offered = (name: string): ServiceInfo | undefined => {
    const found = service(`${sensor.plugin}/${name}`);
    return found?.offered ? found : undefined;
  };
  const topics = context.own.sensor(sensor.id.slice(context.account.length + 1));
  const available = sensorAvailability(context, topics.attributes).availability as readonly Document[];
  const common: Document = {
    command_topic: topics.set,
    availability: [...available, online(context.own.status)],
    ...iconOf(sensor.present?.icon),
  };
  const key = sensorKey(sensor);
  if ("on" in control) {
    if (!offered(control.on) || !offered(control.off)) return undefined;
    return entityMessage(context, "switch", key, sensor.title, {
      ...common,
      state_topic: topics.state,
      value_template: `{{ 'OFF' if value in ${list(off)} else 'ON' }}`,
      state_on: "ON",
      state_off: "OFF",
      payload_on: "ON",
      payload_off: "OFF",
    });
  }
  if ("select" in control) {
    const found = offered(control.select);
    const options = found && wordsOf(found.input, control.field);
    if (!found || !options) return undefined;
    // The service's field is an attribute where the sensor shows it; else the state says it. What is none of the options is unknown.
    const value = `value_json.get('${control.field}', value_json.state)`;
    return entityMessage(context, "select", key, found.title, {
      ...common,
      options,
      state_topic: topics.attributes,
      value_template: `{{ ${value} if ${value} in ${list(options)} else None }}`,
    });
  }
  const found = offered(control.notify);
  return found && entityMessage(context, "notify", key, `${sensor.title} ${words(control.notify).toLowerCase()}`, common);
}

/** A list of plain words in a template. */
const list = (items: readonly string[]): string => `[${items.map((item) => `'${item.replace(/['\\]/g, "\\$&")}'`).join(", ")}]`;

function wordsOf(schema: ServiceInfo["input"], field: string): readonly string[] | undefined {
  const { enum: options } = (schema.properties as Record<string, { enum?: unknown[] }> | undefined)?.[field] ?? {};
  return options?.every((option) => typeof option === "string") ? (options as string[]) : undefined;
}
