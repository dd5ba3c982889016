import type { Sensor } from "../api/api-types.ts";
import { Icon } from "../parts/icon.tsx";
import { useTexts } from "../texts/texts.ts";

/** Shown if a value may be wrong. */
export function HealthBadge({ sensor }: { sensor: Sensor }) {
  const texts = useTexts().home;
  const label = sensor.gone ? texts.gone : sensor.error !== null ? texts.failing : sensor.stale ? texts.stale : undefined;
  if (label === undefined) return null;
  return (
    <span class="health" title={sensor.error ?? (sensor.gone ? texts.goneWhy : texts.staleWhy)}>
      <Icon name="alert" />
      {label}
    </span>
  );
}
