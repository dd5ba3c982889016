import type { SensorSnapshot } from "@casement/host";

/** A sensor as a resource gives it: what is not known is null. */
export function sensorJson(sensor: SensorSnapshot): Readonly<Record<string, unknown>> {
  const { id, title, kind, state, attributes, updatedAt, stale, gone, error, present } = sensor;
  return {
    id,
    title,
    kind,
    state: state ?? null,
    ...(present?.unit !== undefined && { unit: present.unit }),
    updatedAt: updatedAt ?? null,
    stale,
    ...(gone && { gone }),
    ...(error !== undefined && { error }),
    attributes,
  };
}
