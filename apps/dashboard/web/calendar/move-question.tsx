import { isOfSeries, type SensorItem } from "../sensors/sensor-item.ts";
import { useTexts } from "../texts/texts.ts";
import { calendarTexts } from "./calendar-texts.ts";
import type { MoveExtent } from "./move-input.ts";
import { PageDialog } from "./page-dialog.tsx";

interface MoveQuestionProps {
  readonly item: SensorItem;
  /** When it would be, in words. */
  readonly when: string;
  /** Whether other people learn of it. */
  readonly reachesOthers: boolean;
  readonly mayMoveAll: boolean;
  onAnswer(extent: MoveExtent | undefined): void;
}

/** Asks whether the series moves too, and before other people are told. */
export function MoveQuestion({ item, when, reachesOthers, mayMoveAll, onAnswer }: MoveQuestionProps) {
  const texts = calendarTexts.use();
  const cancel = useTexts().cancel;
  const asksSeries = isOfSeries(item);
  return (
    <PageDialog title={item.title || "–"} onClose={() => onAnswer(undefined)}>
      <p>{when}</p>
      {asksSeries && <p>{texts.seriesQuestion}</p>}
      {asksSeries && !mayMoveAll && <p class="muted">{texts.seriesDay}</p>}
      {reachesOthers && <p>{texts.othersLearn}</p>}
      <div class="actions">
        <button type="button" class="primary" onClick={() => onAnswer("one")}>
          {asksSeries ? texts.onlyThis : texts.move}
        </button>
        {asksSeries && mayMoveAll && (
          <button type="button" onClick={() => onAnswer("all")}>
            {texts.wholeSeries}
          </button>
        )}
        <button type="button" class="quiet" onClick={() => onAnswer(undefined)}>
          {cancel}
        </button>
      </div>
    </PageDialog>
  );
}
