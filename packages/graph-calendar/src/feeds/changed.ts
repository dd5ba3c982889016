import type { ChangeOrigin, RaisedEvent } from "@casement/core";
import type { EventItem } from "../event-item.ts";
import { type events, payloadOf } from "../event-payload.ts";

interface Change {
  readonly key: string;
  readonly id: string;
  readonly before: EventItem | undefined;
  readonly after: EventItem | undefined;
  readonly origin: ChangeOrigin;
  readonly since: Date;
}
type News = RaisedEvent<typeof events>;
type Answer = "accepted" | "tentativelyAccepted" | "declined";

const answers: ReadonlySet<string | undefined> = new Set(["accepted", "tentativelyAccepted", "declined"] satisfies Answer[]);
const watched = [
  "subject",
  "location",
  "body",
  "organizer",
  "categories",
  "sensitivity",
  "showAs",
  "importance",
  "isCancelled",
  "reminder",
  "joinUrl",
  "recurrence",
] as const;

/**
 * What a change of an item means. An occurrence says nothing for itself: its series does, through the master. (Where one alone is
 * removed, `sync` drops it; where it goes with its series, `sync` forgets it.)
 */
export function changed({ key, id, before, after, origin, since }: Change): readonly News[] {
  if (!after) {
    if (!before || before.isCancelled) return [];
    return [{ event: "event-removed", payload: { ...payloadOf(key, id, before), origin, cancelled: false } }];
  }
  if (after.type === "occurrence") return [];
  const payload = { ...payloadOf(key, id, after), origin };
  if (after.isCancelled) return before && !before.isCancelled ? [{ event: "event-removed", payload: { ...payload, cancelled: true } }] : [];
  if (!before) {
    // The window rolled on, or the event moved into it: only what Graph dates after the last round is news.
    if (after.type !== "exception" && isSince(after.created, since)) return [{ event: "event-created", payload }];
    return isSince(after.modified, since) ? [{ event: "event-modified", payload: { ...payload, changed: [] } }] : [];
  }
  const responses = responsesOf(before, after);
  const fields = changedFields(before, after);
  return [
    ...(fields.length > 0 ? [{ event: "event-modified" as const, payload: { ...payload, changed: fields } }] : []),
    ...responses.map((response) => ({ event: "event-responded" as const, payload: { ...payload, ...response } })),
  ];
}

function isSince(time: string | undefined, since: Date): boolean {
  return time !== undefined && Date.parse(time) >= since.getTime();
}

function changedFields(before: EventItem, after: EventItem): string[] {
  const answered = before.responseStatus !== after.responseStatus;
  const fields: string[] = watched.filter((name) => !(answered && name === "showAs") && !same(before[name], after[name]));
  if (before.allDay !== after.allDay) fields.push("allDay");
  // Of timed events the moment counts: another offset is the same time.
  const [start, end] = after.allDay && before.allDay ? (["start", "end"] as const) : (["startsAt", "endsAt"] as const);
  if (before[start] !== after[start]) fields.push("start");
  if (before[end] !== after[end]) fields.push("end");
  if (!same(invited(before), invited(after))) fields.push("attendees");
  return fields;
}

function invited(item: EventItem): string[] {
  return (item.attendees ?? []).map(({ email = "", name = "", type }) => `${type} ${email.toLowerCase() || name}`).sort();
}

function responsesOf(before: EventItem, after: EventItem): { response: Answer; attendee?: string }[] {
  if (before.responseStatus !== after.responseStatus)
    return answers.has(after.responseStatus) ? [{ response: after.responseStatus as Answer }] : [];
  const known = new Map(before.attendees?.map(({ email, response }) => [email?.toLowerCase(), response]));
  return (after.attendees ?? [])
    .filter(({ email, response }) => email !== undefined && answers.has(response) && known.get(email.toLowerCase()) !== response)
    .map(({ email, response }) => ({ response: response as Answer, attendee: email! }));
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
