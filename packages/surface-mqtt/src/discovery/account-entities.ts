import type { ServiceInfo } from "@casement/host";
import { refreshService } from "../calls/calls.ts";
import type { Message } from "../publish/outbox.ts";
import { type DeviceContext, entityMessage, online } from "./entity.ts";
import type { OwnText } from "./own-texts.ts";

/** What every account has: whether it must sign in, what is wrong with the cure, and two buttons. */
export function accountEntities(context: DeviceContext, service: (id: string) => ServiceInfo | undefined): Message[] {
  const { account, own, topics, words } = context;
  const problem = { state_topic: own.problem, json_attributes_topic: own.problem, entity_category: "diagnostic" };
  const button = (id: string, key: string, name: OwnText, icon: string): Message =>
    entityMessage(context, "button", `${account}_${key}`, words.own(name), {
      command_topic: own.call(id),
      payload_press: "{}",
      entity_category: "config",
      icon,
      availability: [online(topics.status), online(own.status)],
    });
  return [
    entityMessage(context, "binary_sensor", `${account}_sign-in`, words.own("Sign-in required"), {
      ...problem,
      value_template: "{{ 'ON' if value_json.signInRequired else 'OFF' }}",
      payload_on: "ON",
      payload_off: "OFF",
      device_class: "problem",
    }),
    entityMessage(context, "sensor", `${account}_problem`, words.own("Problem"), {
      ...problem,
      value_template: "{{ value_json.code }}",
      icon: "mdi:alert-circle-outline",
    }),
    button(refreshService, "refresh", "Refresh", "mdi:refresh"),
    ...(service("account/rescan") ? [button("account/rescan", "rescan", "Look for new sensors", "mdi:magnify-scan")] : []),
  ];
}
