import { CasementError } from "@casement/core";
import type { SensorSnapshot, ServiceInfo } from "@casement/host";
import type { EntityTranslations } from "../discovery/entity-translations.ts";
import { parseServiceInput } from "./parse-call.ts";

/** The service that a message to a sensor's `set` topic or to a notifier calls, and its input. */
export interface ResolvedCall {
  readonly service: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/**
 * Resolves a message to a sensor's `set` topic.
 * @throws CasementError `input-invalid` when the sensor has no control, or the control does not accept the text
 */
export function resolveControlCall(
  sensor: SensorSnapshot,
  text: string,
  findService: (id: string) => ServiceInfo | undefined,
  translations: EntityTranslations,
): ResolvedCall {
  const control = sensor.present?.control;
  if (!control) throw new CasementError("input-invalid", `${sensor.id} has no control. Call a service instead.`);
  const callOf = (name: string, input: Readonly<Record<string, unknown>>): ResolvedCall => {
    const id = `${sensor.plugin}/${name}`;
    const target = findService(id)?.target === sensor.kind ? { sensor: sensor.id.split("/").at(-1) } : {};
    return { service: id, input: { ...target, ...input } };
  };
  if ("on" in control) {
    const command = text.trim().toLowerCase();
    if (command === "on" || command === "off") return callOf(control[command], {});
    throw new CasementError("input-invalid", `${sensor.id} accepts only ON or OFF.`);
  }
  const choices = choicesOf(findService(`${sensor.plugin}/${control.select}`), control.field) ?? [];
  const chosen = [...translations.states(sensor, choices)].find(([, translation]) => translation === text)?.[0];
  return callOf(control.select, parseServiceInput(text) ?? { [control.field]: chosen ?? text });
}

/**
 * Resolves a message to a notifier: its text, or a JSON object as the service's whole input.
 * @throws CasementError `input-invalid` when the message is empty, or the service needs more than a text
 */
export function resolveNotifyCall(
  id: string,
  sensor: string | undefined,
  text: string,
  findService: (id: string) => ServiceInfo | undefined,
): ResolvedCall {
  const target = sensor === undefined ? {} : { sensor };
  const input = parseServiceInput(text);
  if (input) return { service: id, input: { ...target, ...input } };
  // An empty message may only be the deletion of a retained one.
  if (text === "") throw new CasementError("input-invalid", `${id} received an empty message, which was not sent.`);
  const service = findService(id);
  if (service?.offered && service.notify === undefined)
    throw new CasementError("input-invalid", `${id} needs more than a text, at least with this configuration. Send a JSON object.`);
  return { service: id, input: { ...target, [service?.notify ?? "text"]: text } };
}

/** The choices of a service's input field. Undefined: any text is accepted. */
export function choicesOf(service: ServiceInfo | undefined, field: string): readonly string[] | undefined {
  const { enum: choices } = (service?.input.properties as Record<string, { enum?: unknown[] }> | undefined)?.[field] ?? {};
  return choices?.every((choice) => typeof choice === "string") ? (choices as string[]) : undefined;
}
