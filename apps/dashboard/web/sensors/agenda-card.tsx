import { useState } from "preact/hooks";
import type { Sensor } from "../api/api-types.ts";
import { Icon } from "../parts/icon.tsx";
import { useNow } from "../parts/use-now.ts";
import { sensorLabelOf } from "../texts/sensor-labels.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { AddLine } from "./add-line.tsx";
import { AgendaDays } from "./agenda-days.tsx";
import { HealthBadge, HealthReasons } from "./health-badge.tsx";
import { isTruncated, itemsOf } from "./sensor-item.ts";
import { colorOf, isOn } from "./sensor-state.ts";
import { TruncatedNote } from "./truncated-note.tsx";

/** The calendars of one plugin together, as an agenda. */
export function AgendaCard({ title, sensors, maxItems }: { title: string; sensors: readonly Sensor[]; maxItems: number }) {
  const texts = useTexts().home;
  const now = useNow(30_000);
  return (
    <section class="card agenda-card" aria-label={title}>
      <header class="card-head">
        <h2>
          <Icon name="calendar" />
          {title}
        </h2>
        <a class="button quiet small" href="#/calendar">
          {texts.openCalendar}
        </a>
      </header>
      <AgendaLegend sensors={sensors} />
      <HealthReasons sensors={sensors} />
      <AddLine sensors={sensors} />
      {sensors
        .filter((sensor) => isTruncated(sensor, sensor.attributes))
        .map((sensor) => (
          <TruncatedNote key={sensor.id} count={itemsOf(sensor).length} />
        ))}
      <AgendaDays sensors={sensors} now={now} maxItems={maxItems} />
    </section>
  );
}

const namedFirst = 12;

/** The names of the calendars. Fifty must not bury the agenda. */
function AgendaLegend({ sensors }: { sensors: readonly Sensor[] }) {
  const texts = useTexts().home;
  const [showAll, setShowAll] = useState(false);
  const hiddenCount = showAll ? 0 : sensors.length - namedFirst;
  return (
    <ul class="legend">
      {sensors.slice(0, hiddenCount > 1 ? namedFirst : sensors.length).map((sensor) => (
        <li key={sensor.id}>
          <a href={`#/sensor/${sensor.id}`} class={sensor.gone ? "gone" : ""}>
            <i class="dot" style={{ background: colorOf(sensor) }} />
            <bdi>{sensorLabelOf(sensor)}</bdi>
            {sensor.present?.kind === "binary" && isOn(sensor.state) && <em>{texts.now}</em>}
          </a>
          <HealthBadge sensor={sensor} />
        </li>
      ))}
      {hiddenCount > 1 && (
        <li>
          <button type="button" class="quiet small" onClick={() => setShowAll(true)}>
            {fillText(texts.moreItems, hiddenCount)}
          </button>
        </li>
      )}
    </ul>
  );
}
