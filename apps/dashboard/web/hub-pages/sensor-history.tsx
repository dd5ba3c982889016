import { useEffect, useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import type { Sensor, StateChange } from "../api/api-types.ts";
import { useNow } from "../parts/use-now.ts";
import { stateTextOf } from "../sensors/sensor-state.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { formatDateAndTime, parseTime } from "../texts/times.ts";
import { hubPageTexts } from "./hub-page-texts.ts";
import { StateTimeline } from "./state-timeline.tsx";

const periods = [
  { days: 1, name: "day" },
  { days: 7, name: "week" },
  { days: 30, name: "month" },
] as const;
const linesShown = 10;

/** When the state of a sensor changed: a timeline, and the changes in words. */
export function SensorHistory({ sensor }: { sensor: Sensor }) {
  const texts = useTexts();
  const own = hubPageTexts.use().history;
  const now = useNow(60_000);
  const [days, setDays] = useState<number>(periods[0].days);
  const [history, setHistory] = useState<{ kept: boolean; changes: readonly StateChange[]; days: number }>();
  const [lines, setLines] = useState(linesShown);
  useEffect(() => {
    let isCurrent = true;
    apiClient.history(sensor.id, days).then(
      (next) => isCurrent && setHistory({ ...next, days }),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
    // Read again when the state has changed.
  }, [sensor.id, days, JSON.stringify(sensor.state)]);
  const textOf = ({ state, known }: StateChange): string => (known ? stateTextOf({ ...sensor, state }, now) : undefined) ?? own.notKnown;
  if (!history) return null;
  const newestFirst = history.changes.toReversed();
  return (
    <section class="card history" aria-labelledby="history">
      <header class="card-head">
        <h2 id="history">{own.title}</h2>
        <fieldset class="segments">
          <legend class="hidden">{own.days}</legend>
          {periods.map((period) => (
            <button key={period.days} type="button" aria-pressed={period.days === days} onClick={() => setDays(period.days)}>
              {own[period.name]}
            </button>
          ))}
        </fieldset>
      </header>
      {!history.kept && <p class="muted">{own.off}</p>}
      {history.kept && history.changes.length === 0 && <p class="muted">{own.none}</p>}
      {history.changes.length > 0 && (
        <>
          <StateTimeline changes={history.changes} days={history.days} now={now} textOf={textOf} />
          <ol class="changes">
            {newestFirst.slice(0, lines).map((change) => (
              <li key={change.at}>
                <span class={change.known ? "" : "muted"}>{textOf(change)}</span>
                <time dateTime={change.at}>{fillText(own.since, formatDateAndTime(parseTime(change.at)))}</time>
              </li>
            ))}
          </ol>
          {newestFirst.length > lines && (
            <button type="button" class="quiet small" onClick={() => setLines(lines + 5 * linesShown)}>
              {texts.more}
            </button>
          )}
        </>
      )}
    </section>
  );
}
