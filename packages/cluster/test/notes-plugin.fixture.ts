import { definePlugin, service } from "@casement/core";
import * as z from "zod";

/** A plugin with an agenda: its notes are resources, and are written by a service. */
export function createNotes() {
  const notes = new Map([["1", { title: "Walk", day: "2026-03-02" }]]);
  let written = 0;
  const plugin = definePlugin({
    id: "notes",
    title: "Notes",
    scopes: { "User.Read": { tier: "read", why: "Show it" }, "Calendars.ReadWrite": { tier: "update", why: "Change it" } },
    feeds: {
      notes: {
        scope: "User.Read",
        every: "1m",
        item: z.object({ title: z.string(), day: z.string() }),
        sync: () => ({ put: Object.fromEntries(notes), removed: [], cursor: "end", restart: true }),
        agenda: {
          component: "VTODO",
          version: 1,
          group: (id) => id,
          read({ group, items }) {
            const [note] = items.values();
            return note && { uid: `uid-${group}`, components: [{ summary: note.title, due: { at: note.day } }] };
          },
          // A note is always there.
          spans: () => [[Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]],
          writes: {
            services: ["write"],
            plan({ group, after }) {
              const [{ summary = "", due }] = after?.components ?? [{}];
              return {
                calls: [{ service: "write", input: { ...(group !== undefined && { id: group }), title: summary, day: due?.at ?? "" } }],
              };
            },
          },
        },
      },
    },
    sensors: {
      pad: {
        title: "Pad",
        feed: "notes",
        value: z.object({ state: z.number() }),
        view: ({ items }) => ({ value: { state: items.size } }),
      },
    },
    services: {
      write: service({
        title: "Write a note",
        input: z.object({ id: z.string().optional(), title: z.string(), day: z.string() }),
        output: z.object({ id: z.string() }),
        scope: "Calendars.ReadWrite",
        target: "pad",
        run({ input: { id = `new-${++written}`, title, day }, markWritten }) {
          notes.set(id, { title, day });
          markWritten(id);
          return { id };
        },
      }),
    },
  });
  return { notes, plugin };
}
