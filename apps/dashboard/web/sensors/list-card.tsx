import { useState } from "preact/hooks";
import { itemInputOf, oppositeCallOf, tickServiceOf } from "../actions/item-actions.ts";
import { callWithCare } from "../actions/load-actions.ts";
import type { Sensor } from "../api/api-types.ts";
import { ApiError } from "../api/request-hub.ts";
import { useStore } from "../api/value-store.ts";
import { useHub, useMayTick, useMayWrite } from "../hub-context.ts";
import { PageLink } from "../parts/page-link.tsx";
import { useNextFocus } from "../parts/use-next-focus.ts";
import { sensorLabelOf } from "../texts/sensor-labels.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { addDays, formatClockTime, formatTime, isSameDay, startOfDay } from "../texts/times.ts";
import { AddLine } from "./add-line.tsx";
import { HealthBadge, HealthReasons } from "./health-badge.tsx";
import { ItemDetails } from "./item-details.tsx";
import { useListedItems } from "./more-items.ts";
import type { SensorItem } from "./sensor-item.ts";
import { stateTextOf } from "./sensor-state.ts";
import { CutNote, TruncatedNote } from "./truncated-note.tsx";

const maxVisibleItems = 6;

/** A list. Its items can be marked as done if the services for it are offered. */
export function ListCard({ sensor, now }: { sensor: Sensor; now: Date }) {
  const texts = useTexts().home;
  const [showAll, setShowAll] = useState(false);
  const [showDone, setShowDone] = useState(false);
  const [problem, setProblem] = useState<string>();
  const listed = useListedItems(sensor);
  const nextFocus = useNextFocus();
  const { items } = listed;
  const done = items.filter((item) => item.done);
  const open = items.filter((item) => !item.done);
  const visible = [...(showAll ? open : open.slice(0, maxVisibleItems)), ...(showDone ? done : [])];
  return (
    <section class="card list-card" aria-label={sensorLabelOf(sensor)}>
      <header class="card-head">
        <h2>
          <PageLink to={`/sensor/${sensor.id}`}>{sensorLabelOf(sensor)}</PageLink>
        </h2>
        <HealthBadge sensor={sensor} />
        <span class="muted">{stateTextOf(sensor, now)}</span>
      </header>
      <HealthReasons sensors={[sensor]} />
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <AddLine sensors={[sensor]} onAdded={() => setShowAll(true)} />
      {visible.length === 0 && sensor.updatedAt !== null && <p class="empty">{done.length > 0 ? texts.allDone : texts.nothingHere}</p>}
      <ul class="items" {...nextFocus}>
        {visible.map((item) => (
          <ListLine key={item.key} item={item} now={now} onProblem={setProblem} />
        ))}
      </ul>
      {(showAll || open.length <= maxVisibleItems) && <CutNote listed={listed} />}
      {!showAll && open.length > maxVisibleItems && listed.isCut && <TruncatedNote count={items.length} />}
      {!showAll && open.length > maxVisibleItems && (
        <button type="button" class="quiet wide" onClick={() => setShowAll(true)}>
          {fillText(texts.moreItems, open.length - maxVisibleItems)}
        </button>
      )}
      {!showDone && done.length > 0 && (
        <button type="button" class="quiet wide" onClick={() => setShowDone(true)}>
          {fillText(texts.showDone, done.length)}
        </button>
      )}
    </section>
  );
}

function ListLine({ item, now, onProblem }: { item: SensorItem; now: Date; onProblem(problem: string | undefined): void }) {
  const hub = useHub();
  const texts = useTexts().home;
  const mayWrite = useMayWrite();
  const mayTick = useMayTick(item.sensor);
  const services = useStore(hub.services);
  const [isOpen, setIsOpen] = useState(false);
  /** The value that was set here, until the hub confirms it. */
  const [requested, setRequested] = useState<boolean>();
  const { sensor } = item;
  const hasDone = sensor.present?.items?.done !== undefined;
  const isDone = requested ?? item.done;
  const service = tickServiceOf(services, sensor, isDone ? "reopen" : "complete", mayWrite);
  const toggle = async () => {
    if (!service || item.id === undefined || requested !== undefined) return;
    setRequested(!isDone);
    onProblem(undefined);
    try {
      const opposite = oppositeCallOf(services, service, item);
      await callWithCare({ service, input: itemInputOf(service, item), about: item.title, opposite }, { isQuiet: true });
    } catch (error) {
      onProblem(error instanceof ApiError ? error.problem.detail : String(error));
    }
    setRequested(undefined);
  };
  return (
    <li class={isDone ? "done" : ""}>
      {hasDone && (
        <input
          type="checkbox"
          checked={isDone}
          disabled={!mayTick || !service}
          aria-busy={requested !== undefined}
          aria-label={fillText(texts.markDone, item.title)}
          onClick={(event) => {
            // What is drawn follows from what is requested. A disabled box would lose the focus.
            if (requested !== undefined) event.preventDefault();
          }}
          onChange={toggle}
        />
      )}
      <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
        <summary>
          <span class="line-text" dir="auto">
            {item.title || "–"}
          </span>
          {item.start && <DueTime at={item.start} allDay={item.allDay} now={now} isDone={isDone} />}
        </summary>
        {isOpen && <ItemDetails item={item} isOpen />}
      </details>
    </li>
  );
}

function DueTime({ at, allDay, now, isDone }: { at: Date; allDay: boolean; now: Date; isDone: boolean }) {
  const texts = useTexts().home;
  const isOverdue = !isDone && (allDay ? at < startOfDay(now) : at < now);
  const day = isSameDay(at, now)
    ? texts.today
    : isSameDay(at, addDays(now, 1))
      ? texts.tomorrow
      : formatTime(at, { weekday: "short", day: "numeric", month: "short" });
  return (
    <time class={isOverdue ? "overdue" : ""} dateTime={at.toISOString()} title={isOverdue ? texts.overdue : undefined}>
      {day}
      {!allDay && ` ${formatClockTime(at)}`}
    </time>
  );
}
