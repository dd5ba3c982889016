import { CasementError } from "@casement/core";
import * as z from "zod";
import {
  brokenPlugin,
  describeBrokenPlugins,
  type NotesRun,
  type PluginCall,
  validOptions,
  validPlugin,
} from "../../../test/contract/broken-plugin.fixture.ts";
import { changeSubscriptions } from "./change-subscriptions.ts";
import { completeTexts } from "./complete-texts.ts";
import { convertibleSchemas } from "./convertible-schemas.ts";
import { declaredEffects } from "./declared-effects.ts";
import { leastPermissions } from "./least-permissions.ts";
import { notifyTexts } from "./notify-texts.ts";
import { readTier } from "./read-tier.ts";
import { scopeConditions } from "./scope-conditions.ts";
import { usedScopes } from "./used-scopes.ts";
import { validDefinition } from "./valid-definition.ts";

const subscription = { resource: "me/todo/lists/a/tasks", changes: ["updated"], scope: "Tasks.Read" };

describeBrokenPlugins([
  [validDefinition, "an id in camel case", () => [brokenPlugin({ id: "myNotes" })], /"myNotes"[\s\S]*lowercase words/],
  [validDefinition, "an event in camel case", () => [brokenPlugin({ events: { taskGone: z.object({}) } })], /events: "taskGone"/],
  [
    validDefinition,
    "a sensor that shows a feed that does not exist",
    () => [brokenPlugin({ sensors: { list: { feed: "nothing" } } })],
    /feed "nothing"/,
  ],
  [
    validDefinition,
    "a text with a path that does not exist",
    () => [brokenPlugin({ texts: { de: { title: "Notizen", "sensors.lists.title": "Liste" } } })],
    /there is no path "sensors\.lists\.title", did you mean "sensors\.list\.title"\?/,
  ],
  [
    completeTexts,
    "a language that lacks what another has",
    () => [brokenPlugin({ texts: { nl: { title: "Notities" } } })],
    /texts\.nl lacks sensors\.list\.title, which other languages have/,
  ],
  [
    completeTexts,
    "English without a word for a state",
    () => [
      brokenPlugin({
        sensors: { person: { present: { kind: "text" } } },
        texts: { en: { title: "Notes" }, de: { "sensors.person.states.away": "Weg" } },
      }),
    ],
    /texts\.en lacks sensors\.person\.states\.away, which other languages have/,
  ],
  [
    convertibleSchemas,
    "a value with a date",
    () => [brokenPlugin({ sensors: { person: { value: z.object({ state: z.date() }) } } })],
    /sensors\.person\.value[\s\S]*types that JSON has/,
  ],
  [
    convertibleSchemas,
    "a value without state",
    () => [brokenPlugin({ sensors: { person: { value: z.object({ name: z.string() }) } } })],
    /no property "state"/,
  ],
  [
    convertibleSchemas,
    "an input that is a text",
    () => [brokenPlugin({ services: { "count-tasks": { input: z.string() } } })],
    /services\.count-tasks\.input is not an object/,
  ],
  [
    usedScopes,
    "a scope that nothing names",
    () => [brokenPlugin({ scopes: { "Mail.Read": { tier: "read", why: "" } } })],
    /Mail\.Read is declared, but no feed/,
  ],
  [
    usedScopes,
    "an optional scope that is not declared",
    () => [brokenPlugin({ services: { "count-tasks": { mayUse: "Mail.Read" } } })],
    /services\.count-tasks names Mail\.Read, which is not declared/,
  ],
  [
    usedScopes,
    "a stronger scope beside the one that is named",
    () => [
      brokenPlugin({
        services: Object.fromEntries(
          ["add-task", "finish-task", "reopen-task", "remove-task"].map((name) => [name, { scope: "Tasks.Read" }]),
        ),
      }),
    ],
    /Tasks\.ReadWrite is declared, but/,
  ],
  [
    usedScopes,
    "a scope that is not declared",
    () => [brokenPlugin({ sensors: { person: { scope: "User.Read.All" } } })],
    /sensors\.person names User\.Read\.All/,
  ],
  [
    readTier,
    "a feed that names an update scope",
    () => [brokenPlugin({ feeds: { tasks: { scope: "Tasks.ReadWrite" } } })],
    /feeds\.tasks names Tasks\.ReadWrite/,
  ],
  [
    readTier,
    "a sensor that writes",
    () => [
      brokenPlugin({
        sensors: { person: { read: ({ graph }: PluginCall) => graph.send("POST", "/me/todo/lists", { displayName: "x" }) } },
      }),
    ],
    /sensors\.person sent a POST/,
  ],
  [
    notifyTexts,
    "`notify` in a service that requires more than the text",
    () => [
      brokenPlugin({ services: { "add-task": { notify: { field: "title" }, input: z.object({ title: z.string(), list: z.string() }) } } }),
    ],
    /add-task does not accept "title" alone: the input refuses it/,
  ],
  [
    notifyTexts,
    "`notify` under a configuration where the text is not enough",
    () => [
      brokenPlugin({
        services: {
          "add-task": {
            notify: { field: "title", when: ({ assistant }: { assistant: boolean }) => !assistant },
            run: () => {
              throw new CasementError("input-invalid", "due: is required.");
            },
          },
        },
      }),
    ],
    /add-task does not accept "title" alone: input-invalid: due: is required/,
  ],
  [
    scopeConditions,
    "a scope that is needed although `when` is false",
    () => [
      brokenPlugin({
        sensors: { person: { read: async ({ graph }: PluginCall) => ({ state: String(await graph.get("/me/presence")) }) } },
      }),
    ],
    /needs Presence\.Read, but `when` returns false/,
  ],
  [
    scopeConditions,
    "a scope that is not needed although `when` is true",
    () => [brokenPlugin({ scopes: { "Presence.Read": { when: () => true } } })],
    /No request needs Presence\.Read\. `when` returns true/,
  ],
  [
    leastPermissions,
    "a scope that is higher than necessary",
    () => [
      brokenPlugin({
        scopes: { "User.Read": undefined, "User.Read.All": { tier: "read", why: "" } },
        sensors: {
          person: {
            scope: "User.Read.All",
            read: ({ graph, account }: PluginCall) =>
              graph.get<{ displayName: string }>(`/users/${account.id}`).then(({ displayName }) => ({ state: displayName })),
          },
        },
      }),
    ],
    /GET \/users\/\{id\} uses User\.Read\.All, but User\.ReadBasic\.All is enough/,
  ],
  [
    leastPermissions,
    "a scope that no request needs",
    () => [brokenPlugin({ scopes: { "Mail.Read": { tier: "read", why: "" } } })],
    /No request needs Mail\.Read/,
  ],
  [
    leastPermissions,
    "a request that is not covered",
    () => [brokenPlugin({ sensors: { person: { read: ({ graph }: PluginCall) => graph.get("/me/messages") } } })],
    /GET \/me\/messages is not covered by[\s\S]*Mail\.ReadBasic, which is enough/,
  ],
  [
    leastPermissions,
    "an exception that is not needed",
    () => [validPlugin, { ...validOptions, exceptions: [{ request: "GET /me", scope: "User.Read", why: "", source: "" }] }],
    /exception GET \/me with User\.Read is not needed/,
  ],
  [
    changeSubscriptions,
    "a subscription with a scope that is not declared",
    () => [brokenPlugin({ feeds: { tasks: { subscribe: () => ({ ...subscription, scope: "Mail.Read" }) } } })],
    /feeds\.tasks\.subscribe names the scope Mail\.Read, which is not declared/,
  ],
  [
    changeSubscriptions,
    "a subscription that depends on the time",
    () => [brokenPlugin({ feeds: { tasks: { subscribe: () => ({ ...subscription, resource: `me/${new Date().toISOString()}` }) } } })],
    /feeds\.tasks\.subscribe is not pure/,
  ],
  [
    changeSubscriptions,
    "a subscription of a reading sensor to no changes of no resource",
    () => [brokenPlugin({ sensors: { person: { subscribe: () => ({ ...subscription, resource: "https://elsewhere", changes: [] }) } } })],
    /sensors\.person\.subscribe names a resource that is not a path[\s\S]*names no changes/,
  ],
  [
    declaredEffects,
    "a read that changes something",
    () => [brokenPlugin({ services: { "add-task": { effect: "read" } } })],
    /add-task has the effect "read", but it sent a POST/,
  ],
  [
    declaredEffects,
    "a write that is sent as a query",
    () => [
      brokenPlugin({
        services: {
          "add-task": {
            effect: "read",
            run: ({ graph, target }: NotesRun) => graph.query(`/me/todo/lists/${target.id}/tasks`, { title: "Tea towels" }),
          },
        },
      }),
    ],
    /add-task has the effect "read", but it sent a POST/,
  ],
  [
    declaredEffects,
    "a repeatable service that adds",
    () => [brokenPlugin({ services: { "add-task": { repeatable: true } } })],
    /add-task is `repeatable`, but a second call changed/,
  ],
]);
