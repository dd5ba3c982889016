import { useId, useRef, useState } from "preact/hooks";
import type { Sensor } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { Icon } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { PageHeader } from "../parts/page-header.tsx";
import { useNow } from "../parts/use-now.ts";
import { HealthReasons } from "../sensors/health-badge.tsx";
import { MissingSensor } from "../sensors/missing-sensor.tsx";
import { useListedItems } from "../sensors/more-items.ts";
import { stateTextOf } from "../sensors/sensor-state.ts";
import { CutNote } from "../sensors/truncated-note.tsx";
import { sensorTitleOf } from "../texts/plugin-texts.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { ConversationList } from "./conversation-list.tsx";
import { conversationsOf } from "./conversations.ts";
import { OpenConversation } from "./open-conversation.tsx";
import { readAddressOf } from "./readable.ts";
import { readingTexts } from "./reading-texts.ts";
import { useSearch } from "./use-search.ts";

/** The messages or chats of a sensor beside the one that is read. `item`: the id of what is open. */
export function ReadingPage({ sensor: id, item }: { sensor: string; item: string | undefined }) {
  const sensor = useStore(useHub().sensors).get(id);
  return sensor?.present?.items ? <SensorReading sensor={sensor} openItem={item || undefined} /> : <MissingSensor id={id} />;
}

function SensorReading({ sensor, openItem }: { sensor: Sensor; openItem: string | undefined }) {
  const texts = readingTexts.use();
  const { home, missing } = useTexts();
  const now = useNow(30_000);
  const listed = useListedItems(sensor);
  const search = useSearch(sensor, listed.items);
  const opened = useRef(new Set<string>());
  const conversations = conversationsOf((search.found ?? listed).items, opened.current);
  const open = openItem === undefined ? undefined : conversations.find(({ items }) => items.some(({ id }) => id === openItem));
  // It is marked as read, and must not move away under the finger.
  if (open?.isUnread) opened.current.add(open.key);
  return (
    <div class={openItem === undefined ? "reading-page" : "reading-page open"}>
      <a class="back" href="#/">
        <Icon name="left" /> {home.back}
      </a>
      <PageHeader title={sensorTitleOf(sensor)} lead={stateTextOf(sensor, now) ?? ""} />
      <div class="reading-columns">
        <section class="card reading-list" aria-label={sensorTitleOf(sensor)}>
          <HealthReasons sensors={[sensor]} />
          <SearchLine
            label={fillText(texts.searchAll, sensorTitleOf(sensor))}
            hint={search.hint ?? texts.searchesListed}
            isBusy={search.isSearching}
            onSearch={search.search}
          />
          {search.problem !== undefined && <Notice kind="bad" title={search.problem} />}
          {search.found && (
            <p class="muted" role="status">
              {search.found.items.length === 0 ? texts.nothingFound : fillText(texts.found, search.found.items.length)}
            </p>
          )}
          {!search.found && conversations.length === 0 && sensor.updatedAt !== null && <p class="empty">{home.nothingHere}</p>}
          <ConversationList conversations={conversations} openItem={openItem} now={now} />
          <CutNote listed={search.found ?? listed} />
        </section>
        {open ? (
          <OpenConversation key={open.key} known={open.items} openItem={openItem!} listAddress={readAddressOf(sensor)} />
        ) : (
          <p class="muted reading-empty">{openItem === undefined ? texts.choose : missing.item}</p>
        )}
      </div>
    </div>
  );
}

function SearchLine({ label, hint, isBusy, onSearch }: { label: string; hint: string; isBusy: boolean; onSearch(text: string): void }) {
  const texts = readingTexts.use();
  const [text, setText] = useState("");
  const id = useId();
  return (
    <search>
      <form
        class="search-line"
        aria-busy={isBusy}
        onSubmit={(event) => {
          event.preventDefault();
          onSearch(text.trim());
        }}
      >
        <input
          type="search"
          aria-label={label}
          aria-describedby={id}
          placeholder={label}
          autocomplete="off"
          enterkeyhint="search"
          value={text}
          onInput={({ currentTarget: { value } }) => {
            setText(value);
            if (value === "") onSearch("");
          }}
        />
        <button type="submit" disabled={isBusy}>
          {texts.search}
        </button>
      </form>
      <p class="hint" id={id}>
        {hint}
      </p>
    </search>
  );
}
