import { groupBy } from "../parts/group-by.ts";
import { sensorLabelOf } from "../texts/sensor-labels.ts";
import { fillText } from "../texts/texts.ts";
import { calendarTexts } from "./calendar-texts.ts";
import type { CalendarGap } from "./use-calendar-items.ts";

const namedAtMost = 5;

/** Says of which calendars the striped days are not known, and why. */
export function GapNotes({ gaps }: { gaps: readonly CalendarGap[] }) {
  const texts = calendarTexts.use();
  const groups = groupBy(gaps, ({ why, detail }) => `${why} ${detail ?? ""}`);
  return (
    <div class="gap-notes" role="status">
      {[...groups].map(([key, members]) => {
        const { why, detail } = members[0]!;
        const names = members.slice(0, namedAtMost).map(({ sensor }) => sensorLabelOf(sensor));
        const list = members.length > namedAtMost ? [...names, "…"].join(", ") : names.join(", ");
        return (
          <p key={key} class={why === "reading" ? "muted" : "health-reason"}>
            {fillText(texts.gaps[why], list)} {detail}
          </p>
        );
      })}
    </div>
  );
}
