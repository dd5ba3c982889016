import { useRef, useState } from "preact/hooks";
import type { Sensor } from "../api/api-types.ts";
import { Icon } from "../parts/icon.tsx";
import { toPlainText } from "../parts/plain-text.ts";
import { ReadLink } from "../reading/read-link.tsx";
import { sensorLabelOf } from "../texts/sensor-labels.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { formatClockTime, formatTime, isSameDay } from "../texts/times.ts";
import { AddLine } from "./add-line.tsx";
import { HealthBadge, HealthReasons } from "./health-badge.tsx";
import { ItemDetails } from "./item-details.tsx";
import { useListedItems } from "./more-items.ts";
import { personTextOf, type SensorItem } from "./sensor-item.ts";
import { stateTextOf } from "./sensor-state.ts";
import { CutNote, TruncatedNote } from "./truncated-note.tsx";

const maxVisibleMessages = 6;

export function MessageCard({ sensor, now }: { sensor: Sensor; now: Date }) {
  const texts = useTexts().home;
  const [showAll, setShowAll] = useState(false);
  const listed = useListedItems(sensor);
  const opened = useRef(new Set<string>());
  const rankOf = ({ key, isUnread }: SensorItem): number => Number(isUnread || opened.current.has(key));
  const items = listed.items.toSorted((a, b) => rankOf(b) - rankOf(a));
  const visible = showAll ? items : items.slice(0, maxVisibleMessages);
  return (
    <section class="card message-card" aria-label={sensorLabelOf(sensor)}>
      <header class="card-head">
        <h2>
          <Icon name="mail" />
          <a href={`#/sensor/${sensor.id}`}>{sensorLabelOf(sensor)}</a>
        </h2>
        <HealthBadge sensor={sensor} />
        <ReadLink sensor={sensor} />
        <span class="muted">{stateTextOf(sensor, now)}</span>
      </header>
      <HealthReasons sensors={[sensor]} />
      <AddLine sensors={[sensor]} />
      {visible.length === 0 && sensor.updatedAt !== null && <p class="empty">{texts.nothingHere}</p>}
      <ul class="messages">
        {visible.map((item) => (
          <MessageLine key={item.key} item={item} now={now} onOpen={() => item.isUnread && opened.current.add(item.key)} />
        ))}
      </ul>
      {items.length === visible.length ? <CutNote listed={listed} /> : listed.isCut && <TruncatedNote count={items.length} />}
      {items.length > visible.length && (
        <button type="button" class="quiet wide" onClick={() => setShowAll(true)}>
          {fillText(texts.moreItems, items.length - visible.length)}
        </button>
      )}
    </section>
  );
}

function MessageLine({ item, now, onOpen }: { item: SensorItem; now: Date; onOpen(): void }) {
  const texts = useTexts().home;
  const [isOpen, setIsOpen] = useState(false);
  const { isUnread, data } = item;
  const { from = "", text = "" } = item.sensor.present?.items ?? {};
  const preview = data[text];
  return (
    <li>
      <details
        class={isUnread ? "line unread" : "line"}
        onToggle={({ currentTarget: { open } }) => {
          if (open) onOpen();
          setIsOpen(open);
        }}
      >
        <summary>
          <i class="dot" />
          <span class="line-text">
            <span class="from">
              <strong dir="auto">{personTextOf(data[from]) ?? ""}</strong>
              {isUnread && <span class="hidden">{texts.unread}</span>}
              {item.start && (
                <time dateTime={item.start.toISOString()}>
                  {isSameDay(item.start, now) ? formatClockTime(item.start) : formatTime(item.start, { day: "numeric", month: "short" })}
                </time>
              )}
            </span>
            <span dir="auto">{item.title || "–"}</span>
            {typeof preview === "string" && <small dir="auto">{toPlainText(preview)}</small>}
          </span>
        </summary>
        <ItemDetails item={item} isOpen={isOpen} />
      </details>
    </li>
  );
}
