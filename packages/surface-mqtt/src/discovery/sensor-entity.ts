import type { SensorSnapshot } from "@casement/host";
import type { Message } from "../publish/outbox.ts";
import { stateText } from "../sensors/state-text.ts";
import { binarySensorClasses, numberClasses } from "./device-classes.ts";
import { type Component, type DeviceContext, type Document, entityMessage, iconOf, online } from "./entity.ts";
import { tableOf, translates } from "./templates.ts";

/** `home_calendar_family`: slugs have no underscore, so no two sensors share it. */
export const sensorKey = (snapshot: Pick<SensorSnapshot, "id">): string => snapshot.id.replaceAll("/", "_");

export const sensorTopics = ({ own, account }: DeviceContext, { id }: Pick<SensorSnapshot, "id">) =>
  own.sensor(id.slice(account.length + 1));

/**
 * A sensor is unavailable when it vanished in Microsoft 365, or its plugin cannot work. While the account must sign in, its last value
 * stays, with `stale`.
 */
export function sensorAvailability(context: DeviceContext, sensor: SensorSnapshot): readonly Document[] {
  const { attributes } = sensorTopics(context, sensor);
  return [
    online(context.topics.status),
    online(context.own.plugin(sensor.plugin)),
    { ...online(attributes), value_template: "{{ 'offline' if value_json.gone else 'online' }}" },
  ];
}

/** A sensor by its presentation. `seen` are states that its options do not name: Home Assistant refuses a state that it was not told of. */
export function sensorEntity(context: DeviceContext, snapshot: SensorSnapshot, seen: ReadonlySet<string>): Message {
  const topics = sensorTopics(context, snapshot);
  const [component, document] = shape(context, snapshot, seen);
  return entityMessage(context, component, sensorKey(snapshot), context.words.sensorTitle(snapshot), {
    state_topic: topics.state,
    json_attributes_topic: topics.attributes,
    availability: sensorAvailability(context, snapshot),
    ...iconOf(snapshot.present?.icon),
    ...document,
  });
}

function shape({ words }: DeviceContext, snapshot: SensorSnapshot, seen: ReadonlySet<string>): [Component, Document] {
  const { kind = "text", deviceClass = "", unit, options = [] } = snapshot.present ?? {};
  if (kind === "binary")
    return [
      "binary_sensor",
      { payload_on: "on", payload_off: "off", ...(binarySensorClasses.has(deviceClass) && { device_class: deviceClass }) },
    ];
  if (kind === "timestamp") return ["sensor", { device_class: "timestamp" }];
  if (kind === "enum") {
    const states = words.states(snapshot, [...new Set([...options, ...seen])]);
    const template = translates(states) && { value_template: `{{ ${tableOf(states)}.get(value, value) }}` };
    return ["sensor", { device_class: "enum", options: [...states.values()], ...template }];
  }
  if (kind !== "number") return ["sensor", {}];
  const unitOf = unit === undefined ? {} : { unit_of_measurement: words.unit(snapshot, unit) };
  return ["sensor", { state_class: "measurement", ...unitOf, ...(numberClasses.has(deviceClass) && { device_class: deviceClass }) }];
}

/** The states of an enumeration that its options do not name. */
export function unnamedStates({ present, state }: SensorSnapshot): readonly string[] {
  const text = stateText(state);
  return present?.kind === "enum" && text !== "None" && !present.options?.includes(text) ? [text] : [];
}
