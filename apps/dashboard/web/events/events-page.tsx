import { useState } from "preact/hooks";
import { useStore } from "../api/store.ts";
import type { HubEvent } from "../api/types.ts";
import { useHub } from "../hub-context.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { Notice } from "../parts/notice.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { AttributeList, Value } from "../sensors/attribute-list.tsx";
import { isObject } from "../sensors/item.ts";
import { eventTitle } from "../texts/plugin-texts.ts";
import { fill, useTexts } from "../texts/texts.ts";
import { clockTime, format, instant, sameDay } from "../texts/times.ts";

const page = 200;

/** What happened, newest first, as it happens. */
export function EventsPage() {
  const hub = useHub();
  const texts = useTexts().events;
  const general = useTexts();
  const events = useStore(hub.events);
  const lost = useStore(hub.lost);
  const accounts = useStore(hub.accounts) ?? [];
  const [account, setAccount] = useState("");
  const [type, setType] = useState("");
  const [search, setSearch] = useState("");
  const [shown, setShown] = useState(page);
  const types = [...new Set(events.map((event) => event.type))].sort();
  const wanted = search.trim().toLowerCase();
  const found = events.filter(
    (event) =>
      (account === "" || event.account === account) &&
      (type === "" || event.type === type) &&
      (wanted === "" || `${event.type} ${eventTitle(event.type)} ${JSON.stringify(event.payload)}`.toLowerCase().includes(wanted)),
  );
  return (
    <>
      <PageHead title={texts.title} lead={texts.lead} />
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
                {eventTitle(each)} · {each.split("/")[0]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {texts.search}
          <input type="search" value={search} onInput={({ currentTarget }) => setSearch(currentTarget.value)} />
        </label>
        <span class="muted">{fill(texts.shown, found.length)}</span>
      </div>
      {lost && <Notice title={texts.lost} />}
      {found.length === 0 ? (
        <p class="card roomy empty">{events.length === 0 ? texts.empty : texts.emptyFilter}</p>
      ) : (
        <ul class="card events" aria-live="polite" aria-relevant="additions">
          {found.slice(0, shown).map((event) => (
            <EventLine key={event.id} event={event} />
          ))}
        </ul>
      )}
      {found.length > shown && (
        <button type="button" class="quiet wide" onClick={() => setShown(shown + page)}>
          {general.more}
        </button>
      )}
    </>
  );
}

function EventLine({ event }: { event: HubEvent }) {
  const at = instant(event.at);
  const [plugin] = event.type.split("/");
  return (
    <li>
      <details class="line">
        <summary>
          <time dateTime={event.at}>
            {clockTime(at)}
            {!sameDay(at, new Date()) && <small>{format(at, { day: "numeric", month: "short" })}</small>}
          </time>
          <span class="what">
            <strong>{eventTitle(event.type)}</strong>
            <small>
              {event.account} · {plugin}
              {subject(event) && ` · ${subject(event)}`}
            </small>
          </span>
        </summary>
        <div class="item-details">
          {isObject(event.payload) ? <AttributeList attributes={event.payload} /> : <Value value={event.payload} />}
          <CopyButton text={JSON.stringify(event, undefined, 2)} />
        </div>
      </details>
    </li>
  );
}

/** What it was about, where the payload says so. */
function subject({ payload }: HubEvent): string | undefined {
  if (!isObject(payload)) return undefined;
  const value = payload.subject ?? payload.title ?? payload.name ?? payload.activity;
  return typeof value === "string" ? value : undefined;
}
