import type { Sensor } from "../api/types.ts";
import { Icon } from "../parts/icon.tsx";
import { useTexts } from "../texts/texts.ts";

/** Says it when a value is not to be trusted. Nothing when all is well. */
export function HealthMark({ sensor }: { sensor: Sensor }) {
  const texts = useTexts().home;
  const what = sensor.gone ? texts.gone : sensor.error !== null ? texts.failing : sensor.stale ? texts.stale : undefined;
  if (what === undefined) return null;
  return (
    <span class="health" title={sensor.error ?? (sensor.gone ? texts.goneWhy : texts.staleWhy)}>
      <Icon name="alert" />
      {what}
    </span>
  );
}
