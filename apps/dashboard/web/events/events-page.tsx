import { useState } from "preact/hooks";
import type { HubEvent } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { Notice } from "../parts/notice.tsx";
import { PageHeader } from "../parts/page-header.tsx";
import { AttributeList, AttributeValue } from "../sensors/attribute-list.tsx";
import { isObject } from "../sensors/sensor-item.ts";
import { AttributePluginContext, eventTitleOf, titleOfPlugin } from "../texts/plugin-texts.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { formatClockTime, formatTime, isSameDay, parseTime } from "../texts/times.ts";

const pageSize = 200;

/** The events, newest first. */
export function EventsPage() {
  const hub = useHub();
  const texts = useTexts().events;
  const generalTexts = useTexts();
  const events = useStore(hub.events);
  const knowsEvents = useStore(hub.knowsEvents);
  const eventsLost = useStore(hub.eventsLost);
  const accounts = useStore(hub.accounts) ?? [];
  const [account, setAccount] = useState("");
  const [type, setType] = useState("");
  const [search, setSearch] = useState("");
  const [visibleCount, setVisibleCount] = useState(pageSize);
  const types = [...new Set(events.map((event) => event.type))].sort();
  const searchText = search.trim().toLowerCase();
  const found = events.filter(
    (event) =>
      (account === "" || event.account === account) &&
      (type === "" || event.type === type) &&
      (searchText === "" ||
        `${event.type} ${eventTitleOf(event.type)} ${JSON.stringify(event.payload)}`.toLowerCase().includes(searchText)),
  );
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <div class="filters">
        <label>
          {texts.account}
          <select value={account} onChange={({ currentTarget }) => setAccount(currentTarget.value)}>
            <option value="">{texts.all}</option>
            {accounts.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          {texts.type}
          <select value={type} onChange={({ currentTarget }) => setType(currentTarget.value)}>
            <option value="">{texts.all}</option>
            {types.map((each) => (
              <option key={each} value={each}>
                {eventTitleOf(each)} · {each.split("/")[0]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {texts.search}
          <input type="search" value={search} onInput={({ currentTarget }) => setSearch(currentTarget.value)} />
        </label>
        <span class="muted">{fillText(texts.count, found.length)}</span>
      </div>
      {eventsLost && <Notice title={texts.lost} />}
      {found.length === 0 ? (
        <p class="card roomy empty">{events.length > 0 ? texts.emptyFilter : knowsEvents ? texts.empty : generalTexts.home.unknown}</p>
      ) : (
        <ul class="card events" aria-live="polite" aria-relevant="additions">
          {found.slice(0, visibleCount).map((event) => (
            <EventLine key={event.id} event={event} />
          ))}
        </ul>
      )}
      {found.length > visibleCount && (
        <button type="button" class="quiet wide" onClick={() => setVisibleCount(visibleCount + pageSize)}>
          {generalTexts.more}
        </button>
      )}
    </>
  );
}

function EventLine({ event }: { event: HubEvent }) {
  const at = parseTime(event.at);
  const [plugin] = event.type.split("/");
  return (
    <li>
      <details class="line">
        <summary>
          <time dateTime={event.at}>
            {formatClockTime(at)}
            {!isSameDay(at, new Date()) && <small>{formatTime(at, { day: "numeric", month: "short" })}</small>}
          </time>
          <span class="line-text">
            <strong>{eventTitleOf(event.type)}</strong>
            <small>
              {event.account} · {titleOfPlugin(plugin!)}
              {subjectOf(event) && ` · ${subjectOf(event)}`}
            </small>
          </span>
        </summary>
        <div class="item-details">
          <AttributePluginContext.Provider value={plugin!}>
            {isObject(event.payload) ? <AttributeList attributes={event.payload} /> : <AttributeValue value={event.payload} />}
          </AttributePluginContext.Provider>
          <CopyButton text={JSON.stringify(event, undefined, 2)} />
        </div>
      </details>
    </li>
  );
}

/** The subject, title or name in the payload. */
function subjectOf({ payload }: HubEvent): string | undefined {
  if (!isObject(payload)) return undefined;
  const value = payload.subject ?? payload.title ?? payload.name ?? payload.activity;
  return typeof value === "string" ? value : undefined;
}
