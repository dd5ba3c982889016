import type { SensorSnapshot, ServiceInfo } from "@casement/host";
import { choicesOf } from "../calls/resolve-call.ts";
import type { MqttMessage } from "../publishing/publish-queue.ts";
import { availabilityOf, buildEntityMessage, type DeviceContext, type DiscoveryPayload, iconOf } from "./discovery-message.ts";
import { hasTranslations } from "./entity-translations.ts";
import { toJinjaList, toJinjaMap } from "./jinja-literals.ts";
import { entityKeyOf, sensorAvailabilityOf, sensorTopicsOf } from "./sensor-entity.ts";

/** Texts on the state topic that a switch shows as off. */
const offStates = ["off", "disabled", "None", "none", "false", "0"];

/** The switch or select that controls a sensor. Undefined while the control's services are not offered, such as without update permissions. */
export function buildControlEntity(
  context: DeviceContext,
  sensor: SensorSnapshot,
  findService: (id: string) => ServiceInfo | undefined,
): MqttMessage | undefined {
  const control = sensor.present?.control;
  if (!control) return undefined;
  const findOffered = (name: string): ServiceInfo | undefined => {
    const service = findService(`${sensor.plugin}/${name}`);
    return service?.offered ? service : undefined;
  };
  const { translations } = context;
  const topics = sensorTopicsOf(context, sensor);
  const common: DiscoveryPayload = {
    command_topic: topics.set,
    availability: [...sensorAvailabilityOf(context, sensor), availabilityOf(context.accountTopics.status)],
    ...iconOf(sensor.present?.icon),
  };
  const key = entityKeyOf(sensor);
  const title = translations.sensorTitle(sensor);
  const controlTitle = translations.controlTitle(sensor);
  if ("on" in control) {
    if (!findOffered(control.on) || !findOffered(control.off)) return undefined;
    return buildEntityMessage(context, "switch", key, controlTitle ?? title, {
      ...common,
      state_topic: topics.state,
      value_template: `{{ 'OFF' if value in ${toJinjaList(offStates)} else 'ON' }}`,
      state_on: "ON",
      state_off: "OFF",
      payload_on: "ON",
      payload_off: "OFF",
    });
  }
  const service = findOffered(control.select);
  const choices = service && choicesOf(service, control.field);
  if (!service || !choices) return undefined;
  const texts = translations.states(sensor, choices);
  // Reads the attribute with the name of the service's field, or else the state. Home Assistant shows any other value as unknown.
  const value = `value_json.get('${control.field}', value_json.state)`;
  return buildEntityMessage(context, "select", key, controlTitle ?? `${title}: ${translations.surfaceText("Setting")}`, {
    ...common,
    options: [...texts.values()],
    state_topic: topics.attributes,
    value_template: hasTranslations(texts)
      ? `{{ ${toJinjaMap(texts)}.get(${value}) }}`
      : `{{ ${value} if ${value} in ${toJinjaList(choices)} else None }}`,
  });
}
