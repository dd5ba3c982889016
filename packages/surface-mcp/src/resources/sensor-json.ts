import type { SensorSnapshot } from "@casement/host";

/** A sensor as MCP clients see it. Unknown values are null. */
export function toSensorJson(sensor: SensorSnapshot): Readonly<Record<string, unknown>> {
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
