import type { Presentation } from "@casement/core";
import type { SensorSnapshot, SensorSummary } from "../api.ts";

/** A sensor as JSON, for surfaces. What is unknown or absent is null. */
export interface SensorJson extends Omit<SensorSummary, "updatedAt" | "error"> {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly updatedAt: string | null;
  readonly error: string | null;
  readonly present: Presentation | null;
}

export function toSensorJson(sensor: SensorSnapshot): SensorJson {
  const { id, account, plugin, kind, title, attributes, stale, gone, errorCode, errorReason, errorDetails } = sensor;
  const { liveness, livenessReason, livenessCode, livenessDetails } = sensor;
  return {
    id,
    account,
    plugin,
    kind,
    title,
    state: sensor.state ?? null,
    attributes,
    updatedAt: sensor.updatedAt ?? null,
    stale,
    error: sensor.error ?? null,
    ...(errorCode !== undefined && { errorCode }),
    ...(errorReason !== undefined && { errorReason }),
    ...(errorDetails !== undefined && { errorDetails }),
    gone,
    present: sensor.present ?? null,
    ...(liveness !== undefined && { liveness }),
    ...(livenessReason !== undefined && { livenessReason }),
    ...(livenessCode !== undefined && { livenessCode }),
    ...(livenessDetails !== undefined && { livenessDetails }),
  };
}
