import type { SensorSnapshot } from "@casement/host";
import type { Message } from "../publish/outbox.ts";
import { stateText } from "../sensors/state-text.ts";
import { binarySensorClasses, numberClasses } from "./device-classes.ts";
import { type Component, type DeviceContext, type Document, entityMessage, iconOf, online } from "./entity.ts";

/** `home_calendar_family`: slugs have no underscore, so no two sensors share it. */
export const sensorKey = (snapshot: Pick<SensorSnapshot, "id">): string => snapshot.id.replaceAll("/", "_");

/** A sensor that vanished in Microsoft 365 is unavailable. While the account must sign in, its last value stays, with `stale`. */
export const sensorAvailability = (context: DeviceContext, attributes: string): Document => ({
  availability: [
    online(context.topics.status),
    { ...online(attributes), value_template: "{{ 'offline' if value_json.gone else 'online' }}" },
  ],
});

/** A sensor by its presentation. `seen` are states that its options do not name: Home Assistant refuses a state that it was not told of. */
export function sensorEntity(context: DeviceContext, snapshot: SensorSnapshot, seen: ReadonlySet<string>): Message {
  const { present, title } = snapshot;
  const topics = context.own.sensor(snapshot.id.slice(context.account.length + 1));
  const [component, document] = shape(snapshot, seen);
  return entityMessage(context, component, sensorKey(snapshot), title, {
    state_topic: topics.state,
    json_attributes_topic: topics.attributes,
    ...sensorAvailability(context, topics.attributes),
    ...iconOf(present?.icon),
    ...document,
  });
}

function shape({ present }: SensorSnapshot, seen: ReadonlySet<string>): [Component, Document] {
  const { kind = "text", deviceClass = "", unit, options = [] } = present ?? {};
  if (kind === "binary")
    return [
      "binary_sensor",
      { payload_on: "on", payload_off: "off", ...(binarySensorClasses.has(deviceClass) && { device_class: deviceClass }) },
    ];
  if (kind === "timestamp") return ["sensor", { device_class: "timestamp" }];
  if (kind === "enum") return ["sensor", { device_class: "enum", options: [...new Set([...options, ...seen])] }];
  if (kind !== "number") return ["sensor", {}];
  const unitOf = unit === undefined ? {} : { unit_of_measurement: unit };
  return ["sensor", { state_class: "measurement", ...unitOf, ...(numberClasses.has(deviceClass) && { device_class: deviceClass }) }];
}

/** The states of an enumeration that its options do not name. */
export function unnamedStates({ present, state }: SensorSnapshot): readonly string[] {
  const text = stateText(state);
  return present?.kind === "enum" && text !== "None" && !present.options?.includes(text) ? [text] : [];
}
