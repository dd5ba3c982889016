import type { Sensor } from "../api/api-types.ts";
import { Icon, type IconName } from "../parts/icon.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { toPlainText } from "../parts/plain-text.ts";
import { ReadLink } from "../reading/read-link.tsx";
import { sensorLabelOf } from "../texts/sensor-labels.ts";
import { useTexts } from "../texts/texts.ts";
import { HealthBadge, HealthReasons } from "./health-badge.tsx";
import { SensorControl } from "./sensor-control.tsx";
import { colorOf, stateTextOf, toneOf } from "./sensor-state.ts";

/** Sensors with short states together: presence, switches, numbers and others. */
export function StateCard({ title, icon, sensors, now }: { title: string; icon: IconName; sensors: readonly Sensor[]; now: Date }) {
  return (
    <section class="card state-card" aria-label={title}>
      <header class="card-head">
        <h2>
          <Icon name={icon} />
          {title}
        </h2>
      </header>
      <HealthReasons sensors={sensors} />
      <ul class="states">
        {sensors.map((sensor) => (
          <StateLine key={sensor.id} sensor={sensor} now={now} isOnly={sensors.length === 1} />
        ))}
      </ul>
    </section>
  );
}

function StateLine({ sensor, now, isOnly }: { sensor: Sensor; now: Date; isOnly: boolean }) {
  const texts = useTexts().home;
  const { state, present, attributes } = sensor;
  const detail = (present?.details ?? []).map((name) => attributes[name]).filter((value) => typeof value === "string" && value !== "");
  return (
    <li class={sensor.gone ? "gone" : ""}>
      {(present?.kind === "enum" || present?.kind === "binary") && (
        <i class={`dot tone-${toneOf(state)}`} style={{ background: colorOf(sensor) }} />
      )}
      <span class="line-text" dir="auto">
        <PageLink to={`/sensor/${sensor.id}`}>{sensorLabelOf(sensor)}</PageLink>
        <span class={isOnly ? "state big" : "state"}>{stateTextOf(sensor, now) ?? texts.unknown}</span>
        {detail.length > 0 && <small>{toPlainText(detail.join(": "))}</small>}
        <HealthBadge sensor={sensor} />
      </span>
      <ReadLink sensor={sensor} />
      <SensorControl sensor={sensor} />
    </li>
  );
}
