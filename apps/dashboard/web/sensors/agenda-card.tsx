import { useState } from "preact/hooks";
import type { Sensor } from "../api/types.ts";
import { Icon } from "../parts/icon.tsx";
import { useNow } from "../parts/use-now.ts";
import { sensorTitle } from "../texts/plugin-texts.ts";
import { useTexts } from "../texts/texts.ts";
import { AgendaDays } from "./agenda-days.tsx";
import { HealthMark } from "./health-mark.tsx";
import { itemsOf } from "./item.ts";
import { colourOf, isOn } from "./sensor-value.ts";
import { WeekView } from "./week-view.tsx";

/** The calendars of one plugin, together: what comes next, or a week. */
export function AgendaCard({ title, sensors, shown }: { title: string; sensors: readonly Sensor[]; shown: number }) {
  const texts = useTexts().home;
  const place = `view ${sensors[0]?.plugin}`;
  const [view, setView] = useState(localStorage.getItem(place) === "week" ? "week" : "agenda");
  const now = useNow(30_000);
  const items = sensors.flatMap(itemsOf);
  const choose = (next: string) => {
    localStorage.setItem(place, next);
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
          {(["agenda", "week"] as const).map((each) => (
            <button key={each} type="button" aria-pressed={view === each} onClick={() => choose(each)}>
              {texts[each]}
            </button>
          ))}
        </fieldset>
      </header>
      <ul class="legend">
        {sensors.map((sensor) => (
          <li key={sensor.id}>
            <a href={`#/sensor/${sensor.id}`} class={sensor.gone ? "gone" : ""}>
              <i class="dot" style={{ background: colourOf(sensor) }} />
              {sensorTitle(sensor)}
              {sensor.present?.kind === "binary" && isOn(sensor.state) && <em>{texts.now}</em>}
            </a>
            <HealthMark sensor={sensor} />
          </li>
        ))}
      </ul>
      {view === "week" ? <WeekView items={items} now={now} /> : <AgendaDays items={items} now={now} shown={shown} />}
    </section>
  );
}
