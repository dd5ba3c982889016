import { Icon } from "../parts/icon.tsx";
import { useTexts } from "../texts/texts.ts";
import { dateTextOf, parseTime } from "../texts/times.ts";
import { type CalendarView, calendarViews, rangeTitleOf, turnedDate } from "./calendar-range.ts";
import { calendarTexts } from "./calendar-texts.ts";

interface CalendarToolbarProps {
  readonly view: CalendarView;
  readonly date: Date;
  readonly today: Date;
  onView(view: CalendarView): void;
  onDate(date: Date): void;
}

export function CalendarToolbar({ view, date, today, onView, onDate }: CalendarToolbarProps) {
  const texts = calendarTexts.use();
  const home = useTexts().home;
  return (
    <div class="calendar-toolbar">
      <div class="turn">
        <button type="button" class="round" aria-label={texts.back} onClick={() => onDate(turnedDate(view, date, -1))}>
          <Icon name="left" />
        </button>
        <button type="button" class="round" aria-label={texts.forward} onClick={() => onDate(turnedDate(view, date, 1))}>
          <Icon name="right" />
        </button>
        <button type="button" onClick={() => onDate(today)}>
          {home.today}
        </button>
        <input
          type="date"
          aria-label={texts.goTo}
          value={dateTextOf(date)}
          onChange={({ currentTarget: { value } }) => value !== "" && onDate(parseTime(value))}
        />
      </div>
      <h2 aria-live="polite">{rangeTitleOf(view, date)}</h2>
      <fieldset class="segments">
        <legend class="hidden">{texts.view}</legend>
        {calendarViews.map((name) => (
          <button key={name} type="button" aria-pressed={view === name} onClick={() => onView(name)}>
            {texts.views[name]}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
