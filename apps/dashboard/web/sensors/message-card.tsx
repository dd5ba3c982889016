import { useState } from "preact/hooks";
import type { Sensor } from "../api/types.ts";
import { Icon } from "../parts/icon.tsx";
import { plainText } from "../parts/plain-text.ts";
import { sensorTitle } from "../texts/plugin-texts.ts";
import { fill, useTexts } from "../texts/texts.ts";
import { clockTime, format, sameDay } from "../texts/times.ts";
import { HealthMark } from "./health-mark.tsx";
import { type Item, itemsOf, personText } from "./item.ts";
import { ItemDetails } from "./item-details.tsx";
import { stateText } from "./sensor-value.ts";

const shownMessages = 6;

export function MessageCard({ sensor, now }: { sensor: Sensor; now: Date }) {
  const texts = useTexts().home;
  const [all, setAll] = useState(false);
  const items = itemsOf(sensor);
  const shown = all ? items : items.slice(0, shownMessages);
  return (
    <section class="card message-card" aria-label={sensorTitle(sensor)}>
      <header class="card-head">
        <h2>
          <Icon name="mail" />
          <a href={`#/sensor/${sensor.id}`}>{sensorTitle(sensor)}</a>
        </h2>
        <HealthMark sensor={sensor} />
        <span class="muted">{stateText(sensor, now)}</span>
      </header>
      {shown.length === 0 && <p class="empty">{texts.nothingHere}</p>}
      <ul class="messages">
        {shown.map((item) => (
          <MessageLine key={item.key} item={item} now={now} />
        ))}
      </ul>
      {items.length > shown.length && (
        <button type="button" class="quiet wide" onClick={() => setAll(true)}>
          {fill(texts.moreItems, items.length - shown.length)}
        </button>
      )}
    </section>
  );
}

function MessageLine({ item, now }: { item: Item; now: Date }) {
  const texts = useTexts().home;
  const { from, preview, isRead } = item.data;
  return (
    <li>
      <details class={isRead === false ? "line unread" : "line"}>
        <summary>
          <i class="dot" />
          <span class="what">
            <span class="from">
              <strong>{personText(from) ?? ""}</strong>
              {isRead === false && <span class="hidden">{texts.unread}</span>}
              {item.start && (
                <time dateTime={item.start.toISOString()}>
                  {sameDay(item.start, now) ? clockTime(item.start) : format(item.start, { day: "numeric", month: "short" })}
                </time>
              )}
            </span>
            <span>{item.title || "–"}</span>
            {typeof preview === "string" && <small>{plainText(preview)}</small>}
          </span>
        </summary>
        <ItemDetails item={item} />
      </details>
    </li>
  );
}
