import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { WallSettings } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { sensorLabelOf } from "../texts/sensor-labels.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { CalendarChoice } from "./calendar-choice.tsx";
import { CardOrder } from "./card-order.tsx";
import { chosenCardsOf, defaultNight, wallCardsOf } from "./wall-settings.ts";
import { wallTexts } from "./wall-texts.ts";

interface ArrangeWallProps {
  readonly settings: WallSettings;
  /** Rejects with what to show. */
  onSave(settings: WallSettings): Promise<void>;
  onEnd(): void;
}

/** Which cards the wall shows, in which order, and when it is dark. */
export function ArrangeWall({ settings, onSave, onEnd }: ArrangeWallProps) {
  const texts = wallTexts.use();
  const { cancel } = useTexts();
  const cards = wallCardsOf([...useStore(useHub().sensors).values()]);
  const chosen = chosenCardsOf(cards, settings);
  /** What somebody has changed. Cards may come and go meanwhile. */
  const [moved, setMoved] = useState<readonly string[]>([]);
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const ids = [...chosen, ...cards.filter((card) => !chosen.includes(card))].map(({ id }) => id);
  const order = [...moved.filter((id) => ids.includes(id)), ...ids.filter((id) => !moved.includes(id))];
  const isShown = (id: string): boolean => toggled.get(id) ?? chosen.some((card) => card.id === id);
  const [night, setNight] = useState<{ from: string; to: string }>(settings.night ?? defaultNight);
  const [hidden, setHidden] = useState<readonly string[]>(settings.hiddenCalendars ?? []);
  const [problem, setProblem] = useState<string>();
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const titleOf = (id: string): string => {
    if (id === "calendars" || id === "states") return texts[id];
    const [sensor] = cards.find((card) => card.id === id)?.sensors ?? [];
    return sensor ? sensorLabelOf(sensor) : id;
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    try {
      await onSave({ cards: order.filter(isShown), hiddenCalendars: [...hidden], night });
      onEnd();
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <form class="card roomy arrange-wall" aria-labelledby={id} onSubmit={save}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {texts.arrange}
      </h2>
      <p class="muted">{texts.arrangeLead}</p>
      <CardOrder
        order={order}
        onOrder={setMoved}
        titleOf={titleOf}
        isShown={isShown}
        onToggle={(id) => setToggled(new Map(toggled).set(id, !isShown(id)))}
      />
      <CalendarChoice
        calendars={cards.find(({ id }) => id === "calendars")?.sensors ?? []}
        hidden={hidden}
        onToggle={(id) => setHidden(hidden.includes(id) ? hidden.filter((each) => each !== id) : [...hidden, id])}
      />
      <fieldset class="wall-night">
        <legend>{texts.night}</legend>
        {(["from", "to"] as const).map((end) => (
          <label key={end}>
            {texts[end]}
            <input
              type="time"
              required
              value={night[end]}
              onInput={({ currentTarget }) => setNight({ ...night, [end]: currentTarget.value })}
            />
          </label>
        ))}
        <p class="hint">{fillText(texts.nightHint, defaultNight.from, defaultNight.to)}</p>
      </fieldset>
      <p class="problem" role="alert">
        {problem}
      </p>
      <div class="actions">
        <button type="submit" class="primary">
          {texts.save}
        </button>
        <button type="button" onClick={onEnd}>
          {cancel}
        </button>
      </div>
    </form>
  );
}
