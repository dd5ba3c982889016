import { CasementError } from "@casement/core";
import type { SensorSnapshot, ServiceInfo } from "@casement/host";

/** What a message to a sensor's `set` topic asks for, by the sensor's presentation. */
export interface ControlCall {
  readonly service: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** @throws CasementError `input-invalid` when the sensor has no control or the text is none of its words. */
export function controlCall(sensor: SensorSnapshot, text: string, service: (id: string) => ServiceInfo | undefined): ControlCall {
  const control = sensor.present?.control;
  if (!control) throw new CasementError("input-invalid", `${sensor.id} shows something and sets nothing. Call a service.`);
  const call = (name: string, input: Readonly<Record<string, unknown>>): ControlCall => {
    const id = `${sensor.plugin}/${name}`;
    const target = service(id)?.target === sensor.kind ? { sensor: sensor.id.split("/").at(-1) } : {};
    return { service: id, input: { ...target, ...input } };
  };
  const object = jsonObject(text);
  if ("on" in control) {
    const word = text.trim().toLowerCase();
    if (word === "on" || word === "off") return call(control[word], {});
    throw new CasementError("input-invalid", `${sensor.id} takes ON or OFF.`);
  }
  if ("select" in control) return call(control.select, object ?? { [control.field]: text });
  return call(control.notify, object ?? { [control.field]: text });
}

/** A message may also be the service's whole input, where one field is not enough. */
function jsonObject(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
