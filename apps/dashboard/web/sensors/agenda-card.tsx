import { useState } from "preact/hooks";
import type { Sensor } from "../api/api-types.ts";
import { Icon } from "../parts/icon.tsx";
import { useNow } from "../parts/use-now.ts";
import { sensorTitleOf } from "../texts/plugin-texts.ts";
import { useTexts } from "../texts/texts.ts";
import { AgendaDays } from "./agenda-days.tsx";
import { HealthBadge } from "./health-badge.tsx";
import { itemsOf } from "./sensor-item.ts";
import { colorOf, isOn } from "./sensor-state.ts";
import { WeekView } from "./week-view.tsx";

/** The calendars of one plugin together, as an agenda or a week. */
export function AgendaCard({ title, sensors, maxItems }: { title: string; sensors: readonly Sensor[]; maxItems: number }) {
  const texts = useTexts().home;
  const storageKey = `view ${sensors[0]?.plugin}`;
  const [view, setView] = useState(localStorage.getItem(storageKey) === "week" ? "week" : "agenda");
  const now = useNow(30_000);
  const items = sensors.flatMap(itemsOf);
  const choose = (next: string) => {
    localStorage.setItem(storageKey, next);
    setView(next);
  };
  return (
    <section class="card agenda-card" aria-label={title}>
      <header class="card-head">
        <h2>
          <Icon name="calendar" />
          {title}
        </h2>
        <fieldset class="segments" aria-label={title}>
          {(["agenda", "week"] as const).map((name) => (
            <button key={name} type="button" aria-pressed={view === name} onClick={() => choose(name)}>
              {texts[name]}
            </button>
          ))}
        </fieldset>
      </header>
      <ul class="legend">
        {sensors.map((sensor) => (
          <li key={sensor.id}>
            <a href={`#/sensor/${sensor.id}`} class={sensor.gone ? "gone" : ""}>
              <i class="dot" style={{ background: colorOf(sensor) }} />
              {sensorTitleOf(sensor)}
              {sensor.present?.kind === "binary" && isOn(sensor.state) && <em>{texts.now}</em>}
            </a>
            <HealthBadge sensor={sensor} />
          </li>
        ))}
      </ul>
      {view === "week" ? <WeekView items={items} now={now} /> : <AgendaDays items={items} now={now} maxItems={maxItems} />}
    </section>
  );
}
