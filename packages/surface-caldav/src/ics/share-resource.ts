import type { CalendarComponent, CalendarResource } from "@casement/core";

/** What an address that is easily passed on shows: no texts, people, links and reminders. */
export function shareableResource({ uid, components }: CalendarResource): CalendarResource {
  const [first, ...others] = components;
  return { uid, components: [shareable(first), ...others.map(shareable)] };
}

const shareable = ({
  description: _1,
  url: _2,
  conference: _3,
  organizer: _4,
  attendees: _5,
  alarm: _6,
  xProperties: _7,
  ...component
}: CalendarComponent): CalendarComponent => component;

/** When somebody is busy, and nothing else. Undefined if never, and for tasks. */
export function busyResource({ uid, components }: CalendarResource): CalendarResource | undefined {
  const [first, ...others] = components;
  if (!first.dtstart || (components.length === 1 && isFree(first))) return undefined;
  return { uid, components: [busy(first), ...others.map(busy)] };
}

const isFree = ({ transp, status }: CalendarComponent): boolean => transp === "TRANSPARENT" || status === "CANCELLED";

function busy({ recurrenceId, dtstart, dtend, rrule, exdate, transp, status }: CalendarComponent): CalendarComponent {
  const times = { ...(recurrenceId && { recurrenceId }), ...(dtstart && { dtstart }), ...(dtend && { dtend }) };
  const rule = { ...(rrule !== undefined && { rrule }), ...(exdate && { exdate }) };
  const state = { ...(transp && { transp }), ...(status && { status }) };
  return { ...times, ...rule, summary: "Busy", ...state };
}
