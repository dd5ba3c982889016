import { dayMs, definePlugin } from "@casement/core";
import * as z from "zod";

const event = z.object({ subject: z.string(), start: z.string(), end: z.string() });
interface GraphEvent {
  id: string;
  subject: string;
  start: { dateTime: string };
  end: { dateTime: string };
}
const utc = ({ dateTime }: { dateTime: string }): string => new Date(`${dateTime.slice(0, 19)}Z`).toISOString();

/** A small calendar plugin: a time window that is read completely, a state that depends on the clock, and events that become due. */
export const clockSlice = definePlugin({
  id: "clock-slice",
  title: "Clock slice",
  scopes: { "Calendars.Read": { tier: "read", why: "Show your events" } },
  events: { "event-started": z.object({ id: z.string() }), "event-ended": z.object({ id: z.string() }) },
  feeds: {
    events: {
      scope: "Calendars.Read",
      every: "60s",
      item: event,
      async sync({ graph, account, now }) {
        const query = { startDateTime: now().toISOString(), endDateTime: new Date(now().getTime() + dayMs).toISOString() };
        const put: Record<string, z.output<typeof event>> = {};
        for await (const { id, subject, start, end } of graph.pages<GraphEvent>(`${account.mailbox}/calendarView`, { query }))
          put[id] = { subject, start: utc(start), end: utc(end) };
        return { put, removed: [], cursor: "", restart: true };
      },
      due: ({ items, after, until }) =>
        [...items].flatMap(([id, item]) =>
          (
            [
              ["event-started", item.start],
              ["event-ended", item.end],
            ] as const
          )
            .map(([name, time]) => ({ event: name, payload: { id }, at: new Date(time) }))
            .filter(({ at }) => at > after && at <= until),
        ),
    },
  },
  sensors: {
    calendar: {
      title: "Calendar",
      feed: "events",
      value: z.object({ state: z.enum(["on", "off"]) }),
      view({ items, now }) {
        const times = [...items.values()].flatMap((item) => [item.start, item.end]).map((time) => new Date(time));
        const until = times.filter((time) => time > now).sort((a, b) => a.getTime() - b.getTime())[0];
        const running = [...items.values()].some((item) => new Date(item.start) <= now && now < new Date(item.end));
        return { value: { state: running ? "on" : "off" }, ...(until && { until }) };
      },
    },
  },
});
