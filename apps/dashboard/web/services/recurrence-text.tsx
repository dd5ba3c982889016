import { actionTexts } from "../actions/action-texts.ts";
import type { ActionTexts } from "../actions/texts/actions-en.ts";
import { currentLanguage, fillText } from "../texts/texts.ts";
import { formatTime, parseTime } from "../texts/times.ts";
import { dayKindOf } from "./recurrence-days.tsx";
import { parseRecurrence, type RecurrenceChoice, weekdayNames, weekPositions } from "./recurrence-rule.ts";
import { weekdayText } from "./weekday-buttons.tsx";

/** A rule in words; one that the form cannot show either, as it is. */
export function RecurrenceText({ rule }: { rule: string }) {
  return <>{recurrenceText(rule, actionTexts.use())}</>;
}

export function recurrenceText(rule: string, texts: ActionTexts): string {
  const choice = parseRecurrence(rule);
  if (!choice) return rule;
  const { frequency, interval, until, count } = choice;
  const every = interval === 1 ? texts.repeat[frequency] : fillText(texts.rule.every[frequency], interval);
  const text = [every, daysText(choice, texts)].filter(Boolean).join(" ");
  if (until !== undefined) return `${text}, ${fillText(texts.rule.until, formatTime(parseTime(until), { dateStyle: "long" }))}`;
  if (count === undefined) return text;
  return `${text}, ${count === 1 ? texts.rule.once : fillText(texts.rule.times, count)}`;
}

/** "on Monday and Friday", "on the last Sunday in March", "on 24 December". */
function daysText({ frequency, days, place, monthDay, month }: RecurrenceChoice, texts: ActionTexts): string {
  const { rule } = texts;
  if (frequency === "WEEKLY")
    return days.length === 0 ? "" : fillText(rule.weekdays, listText(days.map((day) => fillText(rule.weekday, nameOf(day)))));
  const ofMonth = month === undefined ? "" : ` ${fillText(rule.month, formatTime(dayIn(month), { month: "long" }))}`;
  if (place !== undefined) {
    const kind = dayKindOf(days);
    const day = kind === "some" ? listText(days.map(nameOf), "disjunction") : (texts.dayKinds[kind as "work" | "weekend"] ?? nameOf(kind));
    return fillText(rule.place, rule.places[weekPositions.indexOf(place as 1)]!, day) + ofMonth;
  }
  if (monthDay === -1) return rule.lastDay + ofMonth;
  if (monthDay === undefined) return "";
  if (month === undefined) return fillText(rule.dayOfMonth, monthDay);
  return fillText(rule.dayOfYear, formatTime(dayIn(month, monthDay), { day: "numeric", month: "long" }));
}

/** A leap year has each day. */
const dayIn = (month: number, day = 15): Date => new Date(2024, month - 1, day, 12);
const nameOf = (day: string): string => weekdayText(weekdayNames.indexOf(day as "MO"), "long");
const listText = (parts: readonly string[], type: "conjunction" | "disjunction" = "conjunction"): string =>
  new Intl.ListFormat(currentLanguage.get(), { type }).format(parts);
