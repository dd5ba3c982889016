import { type SensorSnapshot, toSensorJson } from "@casement/host";

/** A sensor as MCP clients see it: short, because it costs tokens. */
export function toShortSensor(snapshot: SensorSnapshot): Readonly<Record<string, unknown>> {
  const { id, title, kind, state, attributes, updatedAt, stale, gone, error, present } = toSensorJson(snapshot);
  return {
    id,
    title,
    kind,
    state,
    ...(present?.unit !== undefined && { unit: present.unit }),
    updatedAt,
    stale,
    ...(gone && { gone }),
    ...(error !== null && { error }),
    attributes,
  };
}
