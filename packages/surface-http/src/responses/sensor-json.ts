import type { SensorSnapshot } from "@casement/host";

/** A sensor as JSON for HTTP. Unknown values are null. */
export function toSensorJson({
  id,
  account,
  plugin,
  kind,
  title,
  state,
  attributes,
  updatedAt,
  stale,
  gone,
  error,
  present,
}: SensorSnapshot): object {
  return {
    id,
    account,
    plugin,
    kind,
    title,
    state: state ?? null,
    attributes,
    updatedAt: updatedAt ?? null,
    stale,
    error: error ?? null,
    gone,
    present: present ?? null,
  };
}
