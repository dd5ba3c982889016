import type { SensorSnapshot } from "@casement/host";
import type { MqttMessage } from "../publishing/publish-queue.ts";
import { toStateText } from "../sensors/state-text.ts";
import { binarySensorClasses, numberClasses } from "./device-classes.ts";
import {
  availabilityOf,
  buildEntityMessage,
  type DeviceContext,
  type DiscoveryComponent,
  type DiscoveryPayload,
  iconOf,
} from "./discovery-message.ts";
import { hasTranslations } from "./entity-translations.ts";
import { toJinjaMap } from "./jinja-literals.ts";

/** `home_calendar_family`. Unique, because names in an address contain no underscore. */
export const entityKeyOf = (sensor: Pick<SensorSnapshot, "id">): string => sensor.id.replaceAll("/", "_");

export const sensorTopicsOf = ({ accountTopics, account }: DeviceContext, { id }: Pick<SensorSnapshot, "id">) =>
  accountTopics.sensor(id.slice(account.length + 1));

/**
 * A sensor is unavailable when it disappeared from Microsoft 365, or when its plugin does not work. While the account must sign in, the
 * sensor keeps its last value, with `stale`.
 */
export function sensorAvailabilityOf(context: DeviceContext, sensor: SensorSnapshot): readonly DiscoveryPayload[] {
  const { attributes } = sensorTopicsOf(context, sensor);
  return [
    availabilityOf(context.topics.status),
    availabilityOf(context.accountTopics.plugin(sensor.plugin)),
    { ...availabilityOf(attributes), value_template: "{{ 'offline' if value_json.gone else 'online' }}" },
  ];
}

/** A sensor's entity, from its presentation. `undeclaredStates`: Home Assistant rejects any state of an enumeration that is not in `options`. */
export function buildSensorEntity(context: DeviceContext, snapshot: SensorSnapshot, undeclaredStates: ReadonlySet<string>): MqttMessage {
  const topics = sensorTopicsOf(context, snapshot);
  const [component, payload] = componentOf(context, snapshot, undeclaredStates);
  return buildEntityMessage(context, component, entityKeyOf(snapshot), sensorNameOf(context, snapshot), {
    state_topic: topics.state,
    json_attributes_topic: topics.attributes,
    availability: sensorAvailabilityOf(context, snapshot),
    ...iconOf(snapshot.present?.icon),
    ...payload,
  });
}

/** The title belongs to the switch that is next to the sensor, if the switch has no title of its own. */
function sensorNameOf({ translations }: DeviceContext, snapshot: SensorSnapshot): string {
  const { control } = snapshot.present ?? {};
  const title = translations.sensorTitle(snapshot);
  return control && "on" in control && control.title === undefined ? `${title}: ${translations.surfaceText("State")}` : title;
}

function componentOf(
  { translations }: DeviceContext,
  snapshot: SensorSnapshot,
  undeclaredStates: ReadonlySet<string>,
): [DiscoveryComponent, DiscoveryPayload] {
  const { kind = "text", deviceClass = "", unit, options = [] } = snapshot.present ?? {};
  if (kind === "binary")
    return [
      "binary_sensor",
      { payload_on: "on", payload_off: "off", ...(binarySensorClasses.has(deviceClass) && { device_class: deviceClass }) },
    ];
  if (kind === "timestamp") return ["sensor", { device_class: "timestamp" }];
  if (kind === "enum") {
    const texts = translations.states(snapshot, [...new Set([...options, ...undeclaredStates])]);
    const template = hasTranslations(texts) && { value_template: `{{ ${toJinjaMap(texts)}.get(value, value) }}` };
    return ["sensor", { device_class: "enum", options: [...texts.values()], ...template }];
  }
  if (kind !== "number") return ["sensor", {}];
  const unitOfMeasurement = unit === undefined ? {} : { unit_of_measurement: translations.unit(snapshot, unit) };
  return [
    "sensor",
    { state_class: "measurement", ...unitOfMeasurement, ...(numberClasses.has(deviceClass) && { device_class: deviceClass }) },
  ];
}

/** The sensor's current state, if it is an enumeration whose options do not include it. */
export function undeclaredStatesOf({ present, state }: SensorSnapshot): readonly string[] {
  const text = toStateText(state);
  return present?.kind === "enum" && text !== "None" && !present.options?.includes(text) ? [text] : [];
}
