import type { Agenda } from "@casement/core";
import {
  type BrokenPluginCase,
  brokenPlugin,
  describeBrokenPlugins,
  type NotesTask,
  notesAgenda,
} from "../../../test/contract/broken-plugin.fixture.ts";
import { calendarResources } from "./calendar-resources.ts";

/** An agenda that differs from the valid one. The types are not checked. */
const withAgenda = (change: { [K in keyof Agenda<NotesTask>]?: unknown }) =>
  brokenPlugin({ feeds: { tasks: { agenda: { ...notesAgenda, ...change } } } });
const reading = (component: object, uid?: string) =>
  withAgenda({ read: ({ group }: { group: string }) => ({ uid: uid ?? group, components: [component] }) });
const broken = (mistake: string, create: () => ReturnType<typeof withAgenda>, complaint: RegExp): BrokenPluginCase => [
  calendarResources,
  mistake,
  () => [create()],
  complaint,
];
let reads = 0;

describeBrokenPlugins([
  broken("nothing that is shown", () => withAgenda({ read: () => undefined }), /No resource of feeds\.tasks was read/),
  broken("a resource without a UID", () => reading({}, ""), /agenda\.read returned a resource without a UID/),
  broken("one UID for all", () => reading({}, "same"), /Two resources of feeds\.tasks\.agenda have the same UID/),
  broken("a date object", () => reading({ due: new Date() }), /not JSON/),
  broken("a time without a zone", () => reading({ due: { at: "2026-03-02T10:00:00" } }), /`due` that is not a CalendarTime/),
  broken(
    "an unknown zone",
    () => reading({ due: { at: "2026-03-02T10:00:00", zone: "Mars/Olympus" } }),
    /`due` that is not a CalendarTime/,
  ),
  broken("a rule without a start", () => reading({ rrule: "FREQ=DAILY" }), /a rule without `dtstart`/),
  broken(
    "an override without the start that the rule gave it",
    () => withAgenda({ read: ({ group }: { group: string }) => ({ uid: group, components: [{}, {}] }) }),
    /an override without `recurrenceId`/,
  ),
  broken("a span that ends before it begins", () => withAgenda({ spans: () => [[2, 1]] }), /span that ends before it begins/),
  broken("a function that throws", () => withAgenda({ read: () => (undefined as any).x }), /feeds\.tasks\.agenda\.read threw TypeError/),
  broken(
    "a function that keeps state",
    () => withAgenda({ read: ({ group }: any) => ({ uid: group, components: [{ priority: reads++ }] }) }),
    /agenda\.read is not pure/,
  ),
  broken(
    "a plan that changes something although nothing differs",
    () =>
      withAgenda({
        writes: { services: ["add-task"], plan: () => ({ calls: [{ service: "add-task", input: { title: "Again" } }] }) },
      }),
    /agenda\.writes\.plan changes something although a program wrote back/,
  ),
  broken(
    "a plan that keeps state",
    () => withAgenda({ writes: { services: ["add-task"], plan: () => ({ refused: "unsupported", reason: `${reads++}` }) } }),
    /agenda\.writes\.plan is not pure/,
  ),
  broken(
    "needs that change what sensors show",
    () =>
      brokenPlugin({
        feeds: {
          tasks: {
            sync: async ({ needs }: any) => ({
              put: needs.length > 0 ? { a: { title: "Far", status: "" } } : {},
              removed: [],
              cursor: "",
              restart: true,
            }),
          },
        },
      }),
    /The sensor home\/notes\/\S+ shows something else where calendar programs are served/,
  ),
]);
