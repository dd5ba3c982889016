import type { Sensor } from "../api/api-types.ts";
import { Icon } from "../parts/icon.tsx";
import { useSensorErrorText } from "../problems/use-sensor-error-text.ts";
import { sensorLabelOf } from "../texts/sensor-labels.ts";
import { useTexts } from "../texts/texts.ts";

/** Shown if a value may be wrong. `HealthReasons` says why. */
export function HealthBadge({ sensor }: { sensor: Sensor }) {
  const texts = useTexts().home;
  const { gone, error, errorReason, stale, updatedAt } = sensor;
  // With a reason, it is only being read, or late.
  const isFailing = error !== null && errorReason === undefined;
  const label = gone ? texts.gone : isFailing ? texts.failing : updatedAt === null ? texts.unknown : stale ? texts.stale : undefined;
  if (label === undefined) return null;
  return (
    <span class="health">
      <Icon name="alert" />
      {label}
    </span>
  );
}

/** Why the values of a card may be wrong, each reason once. In a card of several sensors, it names those of the reason. */
export function HealthReasons({ sensors }: { sensors: readonly Sensor[] }) {
  const texts = useTexts().home;
  const errorTextOf = useSensorErrorText(sensors);
  const reasonOf = (sensor: Sensor) => errorTextOf(sensor) ?? healthTextOf(sensor);
  const healthTextOf = ({ gone, stale, updatedAt }: Sensor) =>
    gone ? texts.goneWhy : updatedAt === null ? texts.unknown : stale ? texts.staleWhy : undefined;
  const reasons = new Set(sensors.map(reasonOf).filter((reason) => reason !== undefined));
  return (
    <>
      {[...reasons].map((reason) => {
        const affected = sensors.filter((sensor) => reasonOf(sensor) === reason);
        return (
          <p key={reason} class="health-reason">
            {affected.length < sensors.length && `${affected.map(sensorLabelOf).join(", ")}: `}
            {reason}
          </p>
        );
      })}
    </>
  );
}
