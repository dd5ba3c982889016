import { useState } from "preact/hooks";
import { ApiError, client } from "../api/client.ts";
import { useStore } from "../api/store.ts";
import type { Sensor } from "../api/types.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { sensorTitle } from "../texts/plugin-texts.ts";
import { fill, useTexts } from "../texts/texts.ts";
import { addDays, clockTime, format, sameDay, startOfDay } from "../texts/times.ts";
import { HealthMark } from "./health-mark.tsx";
import { type Item, itemsOf } from "./item.ts";
import { ItemDetails } from "./item-details.tsx";
import { serviceOf, stateText, targetOf } from "./sensor-value.ts";

const shownItems = 6;

/** A list; one that can be ticked where its services are offered. */
export function ListCard({ sensor, now }: { sensor: Sensor; now: Date }) {
  const texts = useTexts().home;
  const [all, setAll] = useState(false);
  const [finished, setFinished] = useState(false);
  const [problem, setProblem] = useState<string>();
  const items = itemsOf(sensor);
  const done = items.filter((item) => item.done);
  const open = items.filter((item) => !item.done);
  const shown = [...(all ? open : open.slice(0, shownItems)), ...(finished ? done : [])];
  return (
    <section class="card list-card" aria-label={sensorTitle(sensor)}>
      <header class="card-head">
        <h2>
          <a href={`#/sensor/${sensor.id}`}>{sensorTitle(sensor)}</a>
        </h2>
        <HealthMark sensor={sensor} />
        <span class="muted">{stateText(sensor, now)}</span>
      </header>
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {shown.length === 0 && <p class="empty">{done.length > 0 ? texts.allDone : texts.nothingHere}</p>}
      <ul class="items">
        {shown.map((item) => (
          <ListLine key={item.key} item={item} now={now} onProblem={setProblem} />
        ))}
      </ul>
      {!all && open.length > shownItems && (
        <button type="button" class="quiet wide" onClick={() => setAll(true)}>
          {fill(texts.moreItems, open.length - shownItems)}
        </button>
      )}
      {!finished && done.length > 0 && (
        <button type="button" class="quiet wide" onClick={() => setFinished(true)}>
          {fill(texts.showDone, done.length)}
        </button>
      )}
    </section>
  );
}

function ListLine({ item, now, onProblem }: { item: Item; now: Date; onProblem(problem: string | undefined): void }) {
  const hub = useHub();
  const texts = useTexts().home;
  const mayWrite = useMayWrite();
  const services = useStore(hub.services);
  /** What was ticked here and is not yet back from the hub. */
  const [wanted, setWanted] = useState<boolean>();
  const { sensor, data } = item;
  const rule = sensor.present?.items?.done;
  const ticked = wanted ?? item.done;
  const service = rule && serviceOf(services, sensor, ticked ? rule.off : rule.on);
  const tick = async () => {
    if (!service || typeof data.id !== "string") return;
    setWanted(!ticked);
    onProblem(undefined);
    try {
      await client.call(sensor.account, service.id, { ...targetOf(service, sensor), id: data.id });
    } catch (error) {
      onProblem(error instanceof ApiError ? error.problem.detail : String(error));
    }
    setWanted(undefined);
  };
  return (
    <li class={ticked ? "done" : ""}>
      {rule && (
        <input
          type="checkbox"
          checked={ticked}
          disabled={!mayWrite || !service?.offered || wanted !== undefined}
          title={service?.reason}
          aria-label={fill(texts.tick, item.title)}
          onChange={tick}
        />
      )}
      <details>
        <summary>
          <span class="what">{item.title || "–"}</span>
          {item.start && <When at={item.start} allDay={item.allDay} now={now} done={ticked} />}
        </summary>
        <ItemDetails item={item} />
      </details>
    </li>
  );
}

function When({ at, allDay, now, done }: { at: Date; allDay: boolean; now: Date; done: boolean }) {
  const texts = useTexts().home;
  const late = !done && (allDay ? at < startOfDay(now) : at < now);
  const day = sameDay(at, now)
    ? texts.today
    : sameDay(at, addDays(now, 1))
      ? texts.tomorrow
      : format(at, { weekday: "short", day: "numeric", month: "short" });
  return (
    <time class={late ? "late" : ""} dateTime={at.toISOString()} title={late ? texts.overdue : undefined}>
      {day}
      {!allDay && ` ${clockTime(at)}`}
    </time>
  );
}
