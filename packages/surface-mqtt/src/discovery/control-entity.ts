import type { SensorSnapshot, ServiceInfo } from "@casement/host";
import { optionsOf } from "../calls/control-input.ts";
import type { Message } from "../publish/outbox.ts";
import { type DeviceContext, type Document, entityMessage, iconOf, online } from "./entity.ts";
import { sensorAvailability, sensorKey, sensorTopics } from "./sensor-entity.ts";
import { listOf, tableOf, translates } from "./templates.ts";

/** States that mean off, as the state topic has them. */
const off = ["off", "disabled", "None", "none", "false", "0"];

/** The switch or select that controls a sensor. None while its services are not offered: an account without updates. */
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
  const { words } = context;
  const topics = sensorTopics(context, sensor);
  const common: Document = {
    command_topic: topics.set,
    availability: [...sensorAvailability(context, sensor), online(context.own.status)],
    ...iconOf(sensor.present?.icon),
  };
  const key = sensorKey(sensor);
  if ("on" in control) {
    if (!offered(control.on) || !offered(control.off)) return undefined;
    return entityMessage(context, "switch", key, words.sensorTitle(sensor), {
      ...common,
      state_topic: topics.state,
      value_template: `{{ 'OFF' if value in ${listOf(off)} else 'ON' }}`,
      state_on: "ON",
      state_off: "OFF",
      payload_on: "ON",
      payload_off: "OFF",
    });
  }
  const found = offered(control.select);
  const options = found && optionsOf(found, control.field);
  if (!found || !options) return undefined;
  const states = words.states(sensor, options);
  // The service's field is an attribute where the sensor shows it; else the state says it. What is none of the options is unknown.
  const value = `value_json.get('${control.field}', value_json.state)`;
  return entityMessage(context, "select", key, words.serviceTitle(found), {
    ...common,
    options: [...states.values()],
    state_topic: topics.attributes,
    value_template: translates(states)
      ? `{{ ${tableOf(states)}.get(${value}) }}`
      : `{{ ${value} if ${value} in ${listOf(options)} else None }}`,
  });
}
