import { formatDateAndTime, formatTime } from "../texts/times.ts";

export type ProblemFacts = Readonly<Record<string, unknown>>;

const times = new Set(["until", "lastReadAt", "retryAt"]);
const dates = new Set(["expires"]);

/** Puts facts in the places of their names in braces. Times are shown in the page's time zone. */
export const fillFacts = (text: string, facts: ProblemFacts): string =>
  text.replace(/\{(\w+)\}/g, (_, name) => {
    if (times.has(name)) return formatDateAndTime(new Date(String(facts[name])));
    if (dates.has(name)) return formatTime(new Date(String(facts[name])), { dateStyle: "long" });
    return String(facts[name] ?? "…");
  });
