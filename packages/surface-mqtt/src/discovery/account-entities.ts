import type { ServiceInfo } from "@casement/host";
import { refreshService } from "../calls/call-handler.ts";
import type { MqttMessage } from "../publishing/publish-queue.ts";
import { availabilityOf, buildEntityMessage, type DeviceContext } from "./discovery-message.ts";
import type { SurfaceText } from "./surface-texts.ts";

/** The entities of every account: "Sign-in required", "Waiting for approval", "Problem", "Failed call" and two buttons. */
export function buildAccountEntities(context: DeviceContext, findService: (id: string) => ServiceInfo | undefined): MqttMessage[] {
  const { account, accountTopics, topics, translations } = context;
  const problem = {
    state_topic: accountTopics.problem,
    json_attributes_topic: accountTopics.problem,
    entity_category: "diagnostic",
  };
  const buildButton = (service: string, key: string, name: SurfaceText, icon: string): MqttMessage =>
    buildEntityMessage(context, "button", `${account}_${key}`, translations.surfaceText(name), {
      command_topic: accountTopics.call(service),
      payload_press: "{}",
      entity_category: "config",
      icon,
      availability: [availabilityOf(topics.status), availabilityOf(accountTopics.status)],
    });
  return [
    buildEntityMessage(context, "binary_sensor", `${account}_sign-in`, translations.surfaceText("Sign-in required"), {
      ...problem,
      value_template: "{{ 'ON' if value_json.signInRequired else 'OFF' }}",
      payload_on: "ON",
      payload_off: "OFF",
      device_class: "problem",
    }),
    buildEntityMessage(context, "binary_sensor", `${account}_waiting-for-approval`, translations.surfaceText("Waiting for approval"), {
      ...problem,
      value_template: "{{ 'ON' if value_json.waitingForApproval else 'OFF' }}",
      payload_on: "ON",
      payload_off: "OFF",
      icon: "mdi:account-clock-outline",
    }),
    buildEntityMessage(context, "sensor", `${account}_problem`, translations.surfaceText("Problem"), {
      ...problem,
      value_template: "{{ value_json.code }}",
      icon: "mdi:alert-circle-outline",
    }),
    buildEntityMessage(context, "event", `${account}_call-failed`, translations.surfaceText("Failed call"), {
      state_topic: accountTopics.event("account", "call-failed"),
      event_types: ["call-failed"],
      entity_category: "diagnostic",
      icon: "mdi:alert-circle-outline",
    }),
    buildButton(refreshService, "refresh", "Refresh", "mdi:refresh"),
    ...(findService("account/rescan") ? [buildButton("account/rescan", "rescan", "Look for new sensors", "mdi:magnify-scan")] : []),
  ];
}
