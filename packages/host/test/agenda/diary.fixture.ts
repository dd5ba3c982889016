import { type AgendaPlan, type AgendaWrite, definePlugin, type SensorInstance, service } from "@casement/core";
import * as z from "zod";

interface DiaryEntry {
  title: string;
  day: string;
}

/** A plugin without Graph whose feed `entries` has an agenda: each diary is a key, with two sensors. The sensor `plan` lists tasks in its attributes. */
export function createDiary() {
  const diary = {
    /** Entries by diary and id. */
    diaries: new Map<string, Map<string, DiaryEntry>>([["d", new Map([["1", { title: "Walk", day: "2026-03-02" }]])]]),
    needs: [] as (readonly unknown[])[],
    plan: [] as unknown[],
    version: 1,
    /** Appended to what `read` returns. */
    suffix: "",
    /** Thrown by `read` for this entry. */
    unreadable: "",
    editable: true,
    /** While set, the feed shows this. */
    shown: undefined as Map<string, DiaryEntry> | undefined,
    /** Thrown by the services after they wrote. */
    failure: undefined as Error | undefined,
    calls: [] as { service: string; input: unknown }[],
    planned: [] as AgendaWrite<DiaryEntry>[],
    planWrite: planEntry as (write: AgendaWrite<DiaryEntry>) => AgendaPlan,
  };
  const plugin = definePlugin({
    id: "diary",
    title: "Diary",
    scopes: { "User.Read": { tier: "read", why: "Show it" }, "Calendars.ReadWrite": { tier: "update", why: "Change it" } },
    feeds: {
      entries: {
        scope: "User.Read",
        every: "1m",
        item: z.object({ title: z.string(), day: z.string() }),
        sync({ key, needs }) {
          diary.needs.push(needs);
          return { put: Object.fromEntries(diary.shown ?? diary.diaries.get(key) ?? []), removed: [], cursor: "end", restart: true };
        },
        agenda: {
          component: "VEVENT",
          get version() {
            return diary.version;
          },
          // The entries "1" and "1.a" are one resource.
          group: (id) => id.split(".")[0]!,
          read({ group, items, kept }) {
            if (group === diary.unreadable) throw new Error("unreadable");
            const [first, ...others] = [...items.values()].map(({ title, day }) => ({
              summary: `${title}${diary.suffix}`,
              dtstart: { at: day },
              ...(kept !== undefined && { location: String(kept) }),
            }));
            return first && { uid: `uid-${group}`, components: [first, ...others] };
          },
          spans: ({ items }) => [...items.values()].map(({ day }) => [Date.parse(day), Date.parse(day) + 86_400_000] as const),
          needs: ({ from, to }) => ({ from, to }),
          writes: {
            services: ["write", "remove"],
            allows: () => diary.editable,
            plan(write) {
              diary.planned.push(write);
              return diary.planWrite(write);
            },
          },
        },
      },
    },
    sensors: {
      diary: {
        title: "Diary",
        feed: "entries",
        value: z.object({ state: z.number(), color: z.string() }),
        present: { kind: "number", color: "color" },
        instances: () =>
          [...diary.diaries.keys()].flatMap((key): SensorInstance[] => [
            { id: key, title: `Diary ${key}`, key },
            { id: `${key}2`, title: `Second ${key}`, key },
          ]),
        view: ({ items }) => ({ value: { state: items.size, color: "#ff0000" } }),
      },
      plan: {
        title: "Plan",
        scope: "User.Read",
        every: "1m",
        value: z.object({ state: z.number(), steps: z.array(z.any()) }),
        present: { kind: "number", items: { attribute: "steps", as: "tasks", title: "name", start: "until", done: "done", text: "notes" } },
        read: () => ({ state: diary.plan.length, steps: diary.plan }),
      },
    },
    services: {
      write: service({
        title: "Write an entry",
        input: z.object({ id: z.string().optional(), title: z.string(), day: z.string(), requestId: z.string().optional() }),
        output: z.object({ id: z.string() }),
        scope: "Calendars.ReadWrite",
        target: "diary",
        run({ input, target, markWritten }) {
          diary.calls.push({ service: "write", input });
          const { id = `new-${diary.calls.length}`, title, day } = input;
          diary.diaries.get(target.key)!.set(id, { title, day });
          if (diary.failure) throw diary.failure;
          markWritten(id);
          return { id };
        },
      }),
      remove: service({
        title: "Remove an entry",
        input: z.object({ id: z.string() }),
        output: z.object({}),
        scope: "Calendars.ReadWrite",
        target: "diary",
        run({ input, target, markWritten }) {
          diary.calls.push({ service: "remove", input });
          if (diary.failure) throw diary.failure;
          diary.diaries.get(target.key)!.delete(input.id);
          markWritten(input.id);
          return {};
        },
      }),
    },
  });
  return Object.assign(diary, { plugin });
}

/** Titles and days. A title with "no" is refused. A location is kept. */
function planEntry({ group, before, after, requestId }: AgendaWrite<DiaryEntry>): AgendaPlan {
  if (!after) return { calls: [{ service: "remove", input: { id: group }, mayBeGone: true }] };
  const [{ summary = "", dtstart, location }] = after.components;
  if (summary === "no") return { refused: "unsupported", reason: "No." };
  const keep = location === undefined ? {} : { keep: location };
  if (before?.components[0].summary === summary && before.components[0].dtstart?.at === dtstart?.at) return { calls: [], ...keep };
  const input = { ...(group === undefined ? { requestId } : { id: group }), title: summary, day: dtstart!.at };
  return { calls: [{ service: "write", input }], ...keep };
}
