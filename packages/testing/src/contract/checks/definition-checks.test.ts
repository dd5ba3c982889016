import { CasementError } from "@casement/core";
import * as z from "zod";
import { broken, type Call, good, lying, options, type Run, tellsOf } from "../broken.fixture.ts";
import { completeTexts } from "./complete-texts.ts";
import { examples } from "./examples.ts";
import { fittingEvents } from "./fitting-events.ts";
import { honestEffects } from "./honest-effects.ts";
import { honestWhen } from "./honest-when.ts";
import { leastPrivileged } from "./least-privileged.ts";
import { names } from "./names.ts";
import { readTier } from "./read-tier.ts";
import { schemas } from "./schemas.ts";
import { sensorsRead } from "./sensors-read.ts";
import { servicesRun } from "./services-run.ts";
import { textAlone } from "./text-alone.ts";
import { usedScopes } from "./used-scopes.ts";

tellsOf([
  [names, "an id in camel case", () => [broken({ id: "myNotes" })], /"myNotes"[\s\S]*lower-case words/],
  [names, "an event in camel case", () => [broken({ events: { taskGone: z.object({}) } })], /events: "taskGone"/],
  [names, "a sensor of a feed that is not there", () => [broken({ sensors: { list: { feed: "nothing" } } })], /feed "nothing"/],
  [
    names,
    "a text whose path leads to nothing",
    () => [broken({ texts: { de: { title: "Notizen", "sensors.lists.title": "Liste" } } })],
    /there is no path "sensors\.lists\.title", did you mean "sensors\.list\.title"\?/,
  ],
  [
    completeTexts,
    "a language that lacks what another has",
    () => [broken({ texts: { nl: { title: "Notities" } } })],
    /texts\.nl lacks sensors\.list\.title, which other languages have/,
  ],
  [
    completeTexts,
    "English without a word for a state",
    () => [
      broken({
        sensors: { person: { present: { kind: "text" } } },
        texts: { en: { title: "Notes" }, de: { "sensors.person.states.away": "Weg" } },
      }),
    ],
    /texts\.en lacks sensors\.person\.states\.away, which other languages have/,
  ],
  [
    schemas,
    "a value with a date",
    () => [broken({ sensors: { person: { value: z.object({ state: z.date() }) } } })],
    /sensors\.person\.value[\s\S]*types that JSON has/,
  ],
  [
    schemas,
    "a value without state",
    () => [broken({ sensors: { person: { value: z.object({ name: z.string() }) } } })],
    /no property "state"/,
  ],
  [
    schemas,
    "an input that is a text",
    () => [broken({ services: { "count-tasks": { input: z.string() } } })],
    /services\.count-tasks\.input is not an object/,
  ],
  [
    usedScopes,
    "a scope that nothing names",
    () => [broken({ scopes: { "Mail.Read": { tier: "read", why: "" } } })],
    /Mail\.Read is declared, but no feed/,
  ],
  [
    usedScopes,
    "a stronger scope beside the one that is named",
    () => [broken({ services: { "add-task": { scope: "Tasks.Read" }, "finish-task": { scope: "Tasks.Read" } } })],
    /Tasks\.ReadWrite is declared, but/,
  ],
  [
    usedScopes,
    "a scope that is not declared",
    () => [broken({ sensors: { person: { scope: "User.Read.All" } } })],
    /sensors\.person names User\.Read\.All/,
  ],
  [
    readTier,
    "a feed that names an update scope",
    () => [broken({ feeds: { tasks: { scope: "Tasks.ReadWrite" } } })],
    /feeds\.tasks names Tasks\.ReadWrite/,
  ],
  [
    readTier,
    "a sensor that writes",
    () => [broken({ sensors: { person: { read: ({ graph }: Call) => graph.send("POST", "/me/todo/lists", { displayName: "x" }) } } })],
    /sensors\.person sent a POST/,
  ],
  [
    examples,
    "a rule that JSON Schema does not say",
    () => [
      broken({
        services: {
          "add-task": { notify: undefined, input: z.object({ title: z.string() }).refine(({ title }) => title.length > 90) },
        },
      }),
    ],
    /add-task\.input refuses the example, its JSON Schema accepts/,
  ],
  [
    examples,
    "an output that its JSON Schema refuses",
    () => [broken({ services: { "count-tasks": { output: lying(z.object({ count: z.number() })) } } })],
    /count-tasks\.output lets something pass/,
  ],
  [
    fittingEvents,
    "a payload that does not fit",
    () => [broken({ feeds: { tasks: { changed: () => [{ event: "task-created", payload: { id: 7 } }] } } })],
    /raised task-created with a payload/,
  ],
  [
    fittingEvents,
    "an event that is not declared",
    () => [broken({ feeds: { tasks: { changed: () => [{ event: "task-lost", payload: {} }] } } })],
    /"task-lost", which is not declared/,
  ],
  [
    fittingEvents,
    "no event although something changed",
    () => [broken({ feeds: { tasks: { changed: () => [] } } })],
    /nothing was announced/,
  ],
  [
    fittingEvents,
    "no change to announce",
    () => {
      const { change: _, ...still } = options;
      return [broken({ feeds: { tasks: { changed: () => [] } } }), still];
    },
    /Give testPlugin a `change`/,
  ],
  [
    sensorsRead,
    "a sensor that needs an update scope",
    () => [broken({ feeds: { tasks: { scope: "Tasks.ReadWrite" } } })],
    /kind list fails[\s\S]*without update permissions/,
  ],
  [
    sensorsRead,
    "a value that does not fit",
    () => [broken({ sensors: { person: { read: () => ({ state: 7 }) } } })],
    /sensors\.person returned something/,
  ],
  [
    sensorsRead,
    "an item that does not fit",
    () => [broken({ feeds: { tasks: { item: z.object({ title: z.number() }) } } })],
    /feeds\.tasks returned something/,
  ],
  [
    sensorsRead,
    "nothing to show",
    () => [broken({ sensors: { list: { instances: () => [] } } })],
    /no sensor of the kind list: nothing was found/,
  ],
  [
    servicesRun,
    "a service without example",
    () => [good, { ...options, services: {} }],
    /no example for the service add-task[\s\S]*testPlugin\(plugin/,
  ],
  [
    servicesRun,
    "a service that never ends",
    () => [broken({ services: { "count-tasks": { run: () => new Promise(() => {}) } } })],
    /count-tasks failed[\s\S]*timeout: It has not ended within 3 s/,
  ],
  [
    servicesRun,
    "an output that does not fit",
    () => [broken({ services: { "count-tasks": { run: () => ({ count: "many" }) } } })],
    /count-tasks failed[\s\S]*output-invalid/,
  ],
  [
    servicesRun,
    "a call beyond the service's scope",
    () => [broken({ services: { "add-task": { scope: "Tasks.Read" } } })],
    /add-task makes a POST that Tasks\.Read does not cover/,
  ],
  [
    textAlone,
    "a notify whose service needs more than its text",
    () => [broken({ services: { "add-task": { notify: { field: "title" }, input: z.object({ title: z.string(), list: z.string() }) } } })],
    /add-task does not do with "title" alone: the input refuses it/,
  ],
  [
    textAlone,
    "a notify that its configuration does not make possible",
    () => [
      broken({
        services: {
          "add-task": {
            notify: { field: "title", when: ({ assistant }: { assistant: boolean }) => !assistant },
            run: () => {
              throw new CasementError("input-invalid", "due: is needed.");
            },
          },
        },
      }),
    ],
    /add-task does not do with "title" alone: input-invalid: due: is needed/,
  ],
  [
    honestWhen,
    "a scope that is needed although `when` says no",
    () => [broken({ sensors: { person: { read: async ({ graph }: Call) => ({ state: String(await graph.get("/me/presence")) }) } } })],
    /needs Presence\.Read, but `when` says no/,
  ],
  [
    honestWhen,
    "a scope that is not needed although `when` says yes",
    () => [broken({ scopes: { "Presence.Read": { when: () => true } } })],
    /No call needs Presence\.Read\. `when` says yes/,
  ],
  [
    leastPrivileged,
    "more than a call needs",
    () => [
      broken({
        scopes: { "User.Read": undefined, "User.Read.All": { tier: "read", why: "" } },
        sensors: {
          person: {
            scope: "User.Read.All",
            read: ({ graph, account }: Call) =>
              graph.get<{ displayName: string }>(`/users/${account.id}`).then(({ displayName }) => ({ state: displayName })),
          },
        },
      }),
    ],
    /GET \/users\/\{id\} is made with User\.Read\.All, and User\.ReadBasic\.All would do/,
  ],
  [
    leastPrivileged,
    "a scope that no call needs",
    () => [broken({ scopes: { "Mail.Read": { tier: "read", why: "" } } })],
    /No call needs Mail\.Read/,
  ],
  [
    leastPrivileged,
    "a call that is not covered",
    () => [broken({ sensors: { person: { read: ({ graph }: Call) => graph.get("/me/messages") } } })],
    /GET \/me\/messages is not covered by[\s\S]*Mail\.ReadBasic, which would do/,
  ],
  [
    leastPrivileged,
    "an exception for nothing",
    () => [good, { ...options, exceptions: [{ call: "GET /me", scope: "User.Read", why: "", source: "" }] }],
    /exception GET \/me with User\.Read is not needed/,
  ],
  [
    honestEffects,
    "a read that changes something",
    () => [broken({ services: { "add-task": { effect: "read" } } })],
    /add-task is marked "read", but sent a POST/,
  ],
  [
    honestEffects,
    "a write spelt as a query",
    () => [
      broken({
        services: {
          "add-task": {
            effect: "read",
            run: ({ graph, target }: Run) => graph.query(`/me/todo/lists/${target.id}/tasks`, { title: "Tea towels" }),
          },
        },
      }),
    ],
    /add-task is marked "read", but sent a POST/,
  ],
  [
    honestEffects,
    "a repeatable service that adds",
    () => [broken({ services: { "add-task": { repeatable: true } } })],
    /add-task is marked `repeatable`, but running it twice/,
  ],
]);
