import "../styles/wall.css";
import { useLayoutEffect, useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import { useStore } from "../api/value-store.ts";
import { useHub, useIsDisplay } from "../hub-context.ts";
import { useNow } from "../parts/use-now.ts";
import { usePageTitle } from "../parts/use-page-title.ts";
import { AgendaDays } from "../sensors/agenda-days.tsx";
import { HealthReasons } from "../sensors/health-badge.tsx";
import { ListCard } from "../sensors/list-card.tsx";
import { NotKnownNote } from "../sensors/not-known-note.tsx";
import { StateCard } from "../sensors/state-card.tsx";
import { applyTheme } from "../settings/color-theme.ts";
import { pageZone } from "../texts/page-zone.ts";
import { useTexts } from "../texts/texts.ts";
import { formatClockTime, formatDay } from "../texts/times.ts";
import { AccountNotes } from "./account-notes.tsx";
import { ArrangeWall } from "./arrange-wall.tsx";
import { useArrangement } from "./use-arrangement.ts";
import { useNewestPage } from "./use-newest-page.ts";
import { useWakeLock } from "./use-wake-lock.ts";
import { chosenCardsOf, isNight, type WallCard, wallCardsOf, withoutHidden } from "./wall-settings.ts";
import { wallTexts } from "./wall-texts.ts";

export { wallTexts };

/** For a display on a wall: the agenda of all accounts, lists, people. Without navigation, mail and chats. */
export function WallPage() {
  const texts = wallTexts.use();
  const hub = useHub();
  const now = useNow(1_000 * 10);
  const isDisplay = useIsDisplay();
  const { kind, wall = {} } = useStore(hub.session);
  const cards = wallCardsOf([...useStore(hub.sensors).values()]);
  const [isArranging, setIsArranging] = useState(false);
  const zone = useStore(pageZone);
  const { unavailable } = useWakeLock();
  useArrangement();
  useNewestPage();
  usePageTitle(useTexts().wall);
  useLayoutEffect(() => {
    document.documentElement.dataset.page = "wall";
    return () => {
      delete document.documentElement.dataset.page;
    };
  }, []);
  const isDimmed = isNight(now, zone, wall.night) && !isArranging;
  useLayoutEffect(() => {
    if (!isDimmed) return;
    document.documentElement.dataset.theme = "dark";
    return () => applyTheme();
  }, [isDimmed]);
  return (
    <div class={isDimmed ? "wall night" : "wall"}>
      <header class="wall-head">
        <h1 tabIndex={-1}>{formatDay(now)}</h1>
        <p class="wall-clock">
          <time>{formatClockTime(now)}</time>
        </p>
      </header>
      <AccountNotes />
      <NotKnownNote />
      {isArranging ? (
        <ArrangeWall
          settings={wall}
          onSave={async (next) => {
            await apiClient.arrangeWall(next);
            hub.session.set({ ...hub.session.get(), wall: next });
          }}
          onEnd={() => setIsArranging(false)}
        />
      ) : (
        <div class="wall-columns">
          {withoutHidden(chosenCardsOf(cards, wall), wall).map((card) => (
            <div class="wall-card" key={card.id}>
              <Card card={card} now={now} />
            </div>
          ))}
        </div>
      )}
      <footer class="wall-foot">
        {unavailable && <p class="muted">{unavailable === "insecure" ? texts.insecure : texts.noWakeLock}</p>}
        {/* What is arranged is kept with the session. */}
        {kind !== undefined && !isArranging && (
          <button type="button" class="quiet small" onClick={() => setIsArranging(true)}>
            {texts.arrange}
          </button>
        )}
        {!isDisplay && <a href="#/">{texts.leave}</a>}
      </footer>
    </div>
  );
}

function Card({ card: { id, sensors }, now }: { card: WallCard; now: Date }) {
  const texts = wallTexts.use();
  if (id === "states") return <StateCard title={texts.states} icon="person" sensors={sensors} now={now} />;
  if (id !== "calendars") return <ListCard sensor={sensors[0]!} now={now} />;
  return (
    <section class="card" aria-label={texts.calendars}>
      <h2 class="hidden">{texts.calendars}</h2>
      <HealthReasons sensors={sensors} />
      <AgendaDays sensors={sensors} now={now} maxItems={12} />
    </section>
  );
}
