import { useState } from "preact/hooks";
import type { Sensor } from "../api/api-types.ts";
import { Icon } from "../parts/icon.tsx";
import { toPlainText } from "../parts/plain-text.ts";
import { sensorTitleOf } from "../texts/plugin-texts.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { formatClockTime, formatTime, isSameDay } from "../texts/times.ts";
import { HealthBadge } from "./health-badge.tsx";
import { ItemDetails } from "./item-details.tsx";
import { itemsOf, personTextOf, type SensorItem } from "./sensor-item.ts";
import { stateTextOf } from "./sensor-state.ts";

const maxVisibleMessages = 6;

export function MessageCard({ sensor, now }: { sensor: Sensor; now: Date }) {
  const texts = useTexts().home;
  const [showAll, setShowAll] = useState(false);
  const items = itemsOf(sensor);
  const visible = showAll ? items : items.slice(0, maxVisibleMessages);
  return (
    <section class="card message-card" aria-label={sensorTitleOf(sensor)}>
      <header class="card-head">
        <h2>
          <Icon name="mail" />
          <a href={`#/sensor/${sensor.id}`}>{sensorTitleOf(sensor)}</a>
        </h2>
        <HealthBadge sensor={sensor} />
        <span class="muted">{stateTextOf(sensor, now)}</span>
      </header>
      {visible.length === 0 && <p class="empty">{texts.nothingHere}</p>}
      <ul class="messages">
        {visible.map((item) => (
          <MessageLine key={item.key} item={item} now={now} />
        ))}
      </ul>
      {items.length > visible.length && (
        <button type="button" class="quiet wide" onClick={() => setShowAll(true)}>
          {fillText(texts.moreItems, items.length - visible.length)}
        </button>
      )}
    </section>
  );
}

function MessageLine({ item, now }: { item: SensorItem; now: Date }) {
  const texts = useTexts().home;
  const { from, preview, isRead } = item.data;
  return (
    <li>
      <details class={isRead === false ? "line unread" : "line"}>
        <summary>
          <i class="dot" />
          <span class="line-text">
            <span class="from">
              <strong>{personTextOf(from) ?? ""}</strong>
              {isRead === false && <span class="hidden">{texts.unread}</span>}
              {item.start && (
                <time dateTime={item.start.toISOString()}>
                  {isSameDay(item.start, now) ? formatClockTime(item.start) : formatTime(item.start, { day: "numeric", month: "short" })}
                </time>
              )}
            </span>
            <span>{item.title || "–"}</span>
            {typeof preview === "string" && <small>{toPlainText(preview)}</small>}
          </span>
        </summary>
        <ItemDetails item={item} />
      </details>
    </li>
  );
}
