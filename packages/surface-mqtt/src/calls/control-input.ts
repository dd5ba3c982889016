import { CasementError } from "@casement/core";
import type { SensorSnapshot, ServiceInfo } from "@casement/host";
import type { Words } from "../discovery/words.ts";
import { jsonObject } from "./call-request.ts";

/** What a message to a sensor's `set` topic, or to a notifier, asks for. */
export interface ControlCall {
  readonly service: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a message to a sensor's `set` topic asks for. @throws CasementError `input-invalid` when the sensor has no control or the text is none of its words */
export function controlCall(
  sensor: SensorSnapshot,
  text: string,
  service: (id: string) => ServiceInfo | undefined,
  words: Words,
): ControlCall {
  const control = sensor.present?.control;
  if (!control) throw new CasementError("input-invalid", `${sensor.id} shows something and sets nothing. Call a service.`);
  const call = (name: string, input: Readonly<Record<string, unknown>>): ControlCall => {
    const id = `${sensor.plugin}/${name}`;
    const target = service(id)?.target === sensor.kind ? { sensor: sensor.id.split("/").at(-1) } : {};
    return { service: id, input: { ...target, ...input } };
  };
  if ("on" in control) {
    const word = text.trim().toLowerCase();
    if (word === "on" || word === "off") return call(control[word], {});
    throw new CasementError("input-invalid", `${sensor.id} takes ON or OFF.`);
  }
  const options = optionsOf(service(`${sensor.plugin}/${control.select}`), control.field) ?? [];
  const chosen = [...words.states(sensor, options)].find(([, word]) => word === text)?.[0];
  return call(control.select, jsonObject(text) ?? { [control.field]: chosen ?? text });
}

/** What a message to a notifier asks for: its text, or the whole input. @throws CasementError `input-invalid` */
export function notifyCall(
  id: string,
  sensor: string | undefined,
  text: string,
  service: (id: string) => ServiceInfo | undefined,
): ControlCall {
  const target = sensor === undefined ? {} : { sensor };
  const input = jsonObject(text);
  if (input) return { service: id, input: { ...target, ...input } };
  // An empty message is how MQTT deletes a retained one.
  if (text === "") throw new CasementError("input-invalid", `${id} got an empty message, which was not sent.`);
  const found = service(id);
  if (found?.offered && found.notify === undefined)
    throw new CasementError("input-invalid", `${id} needs more than a text, at least under this configuration. Send it a JSON object.`);
  return { service: id, input: { ...target, [found?.notify ?? "text"]: text } };
}

/** The choices of a service's input field; undefined where it has none. */
export function optionsOf(service: ServiceInfo | undefined, field: string): readonly string[] | undefined {
  const { enum: options } = (service?.input.properties as Record<string, { enum?: unknown[] }> | undefined)?.[field] ?? {};
  return options?.every((option) => typeof option === "string") ? (options as string[]) : undefined;
}
