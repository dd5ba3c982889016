import type { Sensor } from "../api/types.ts";
import { Icon, type IconName } from "../parts/icon.tsx";
import { plainText } from "../parts/plain-text.ts";
import { sensorTitle } from "../texts/plugin-texts.ts";
import { useTexts } from "../texts/texts.ts";
import { HealthMark } from "./health-mark.tsx";
import { SensorControl } from "./sensor-control.tsx";
import { colourOf, stateText, toneOf } from "./sensor-value.ts";

/** Sensors that say something short, together: presence, switches, numbers, whatever a plugin brings. */
export function StateCard({ title, icon, sensors, now }: { title: string; icon: IconName; sensors: readonly Sensor[]; now: Date }) {
  return (
    <section class="card state-card" aria-label={title}>
      <header class="card-head">
        <h2>
          <Icon name={icon} />
          {title}
        </h2>
      </header>
      <ul class="states">
        {sensors.map((sensor) => (
          <StateLine key={sensor.id} sensor={sensor} now={now} alone={sensors.length === 1} />
        ))}
      </ul>
    </section>
  );
}

/** Attributes that say more of a state in a few words, whoever brings them. */
const remarks = ["statusMessage", "content", "topic", "message"];

function StateLine({ sensor, now, alone }: { sensor: Sensor; now: Date; alone: boolean }) {
  const texts = useTexts().home;
  const { state, present, attributes } = sensor;
  const remark = remarks.map((name) => attributes[name]).find((value) => typeof value === "string" && value !== "");
  const from = typeof attributes.from === "string" ? `${attributes.from}: ` : "";
  return (
    <li class={sensor.gone ? "gone" : ""}>
      {(present?.kind === "enum" || present?.kind === "binary") && (
        <i class={`dot tone-${toneOf(state)}`} style={{ background: colourOf(sensor) }} />
      )}
      <span class="what">
        <a href={`#/sensor/${sensor.id}`}>{sensorTitle(sensor)}</a>
        <span class={alone ? "state big" : "state"}>{stateText(sensor, now) ?? texts.unknown}</span>
        {typeof remark === "string" && (
          <small>
            {from}
            {plainText(remark)}
          </small>
        )}
        <HealthMark sensor={sensor} />
      </span>
      <SensorControl sensor={sensor} />
    </li>
  );
}
