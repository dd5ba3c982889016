import * as z from "zod";
import {
  brokenPlugin,
  describeBrokenPlugins,
  type PluginCall,
  validOptions,
  validPlugin,
  withFalseJsonSchema,
} from "../../../test/contract/broken-plugin.fixture.ts";
import { schemaAgreement } from "./schema-agreement.ts";
import { validEvents } from "./valid-events.ts";
import { workingSensors } from "./working-sensors.ts";
import { workingServices } from "./working-services.ts";

describeBrokenPlugins([
  [
    schemaAgreement,
    "a rule that JSON Schema does not have",
    () => [
      brokenPlugin({
        services: {
          "add-task": { notify: undefined, input: z.object({ title: z.string() }).refine(({ title }) => title.length > 90) },
        },
      }),
    ],
    /add-task\.input refuses the example, but its JSON Schema accepts/,
  ],
  [
    schemaAgreement,
    "an output that its JSON Schema refuses",
    () => [brokenPlugin({ services: { "count-tasks": { output: withFalseJsonSchema(z.object({ count: z.number() })) } } })],
    /count-tasks\.output accepts a value that its JSON Schema refuses/,
  ],
  [
    validEvents,
    "a payload that does not fit",
    () => [brokenPlugin({ feeds: { tasks: { changed: () => [{ event: "task-created", payload: { id: 7 } }] } } })],
    /raised task-created with a payload/,
  ],
  [
    validEvents,
    "an event that is not declared",
    () => [brokenPlugin({ feeds: { tasks: { changed: () => [{ event: "task-lost", payload: {} }] } } })],
    /"task-lost", which is not declared/,
  ],
  [
    validEvents,
    "no event although something changed",
    () => [brokenPlugin({ feeds: { tasks: { changed: () => [] } } })],
    /no event was raised/,
  ],
  [
    validEvents,
    "events without a `change`",
    () => {
      const { change: _, ...still } = validOptions;
      return [brokenPlugin({ feeds: { tasks: { changed: () => [] } } }), still];
    },
    /Pass testPlugin a `change`/,
  ],
  [
    workingSensors,
    "a sensor that needs an update scope",
    () => [brokenPlugin({ feeds: { tasks: { scope: "Tasks.ReadWrite" } } })],
    /kind list fails[\s\S]*without update permissions/,
  ],
  [
    workingSensors,
    "a value that does not fit",
    () => [brokenPlugin({ sensors: { person: { read: () => ({ state: 7 }) } } })],
    /sensors\.person returned a value that its schema refuses/,
  ],
  [
    workingSensors,
    "what a read threw, and where",
    () => [
      brokenPlugin({
        sensors: {
          person: {
            read: async ({ graph }: PluginCall) => ({ state: (await graph.get<{ missing: string[] }>("/me")).missing.length }),
          },
        },
      }),
    ],
    /kind person fails: [^\n]*\n {4}sensors\.person threw TypeError: Cannot read properties of undefined \(reading 'length'\)\n {6}at .*working-checks\.long\.test/,
  ],
  [
    workingSensors,
    "what a view threw, and where",
    () => [
      brokenPlugin({
        sensors: {
          list: {
            view: () => {
              throw new RangeError("no view");
            },
          },
        },
      }),
    ],
    /kind list fails: [^\n]*\n {4}sensors\.list\.view threw RangeError: no view\n {6}at .*working-checks\.long\.test/,
  ],
  [
    workingSensors,
    "what a sync threw, and where",
    () => [
      brokenPlugin({
        feeds: {
          tasks: {
            sync: () => {
              throw new Error("no page");
            },
          },
        },
      }),
    ],
    /kind list fails: [^\n]*\n {4}feeds\.tasks threw Error: no page\n {6}at .*working-checks\.long\.test/,
  ],
  [
    workingSensors,
    "what instances threw, and where",
    () => [
      brokenPlugin({
        sensors: {
          list: {
            instances: () => {
              throw new Error("no lists");
            },
          },
        },
      }),
    ],
    /no sensor of kind list: [^\n]*\n {4}sensors\.list instances threw Error: no lists\n {6}at .*working-checks\.long\.test/,
  ],
  [
    workingSensors,
    "a value that is not JSON",
    () => [
      brokenPlugin({
        sensors: {
          person: { value: z.object({ state: z.string(), more: z.unknown() }), read: () => ({ state: "", more: { size: 10n } }) },
        },
      }),
    ],
    /sensors\.person returned a value that is not JSON: more\.size is a BigInt\.\n {2}Return only texts/,
  ],
  [
    validEvents,
    "a payload that is not JSON",
    () => [
      brokenPlugin({
        events: { "task-created": z.object({ at: z.unknown() }) },
        feeds: { tasks: { changed: () => [{ event: "task-created", payload: { at: new Date(0) } }] } },
      }),
    ],
    /raised task-created with a payload that is not JSON: at is a Date/,
  ],
  [
    workingSensors,
    "an item that does not fit",
    () => [brokenPlugin({ feeds: { tasks: { item: z.object({ title: z.number() }) } } })],
    /feeds\.tasks returned a value that its schema refuses/,
  ],
  [
    workingSensors,
    "nothing to show",
    () => [brokenPlugin({ sensors: { list: { instances: () => [] } } })],
    /no sensor of kind list: nothing was found/,
  ],
  [
    workingServices,
    "a service without an example",
    () => [validPlugin, { ...validOptions, services: {} }],
    /no example for the service add-task[\s\S]*testPlugin\(plugin/,
  ],
  [
    workingServices,
    "a service that never ends",
    () => [brokenPlugin({ services: { "count-tasks": { run: () => new Promise(() => {}) } } })],
    /count-tasks failed[\s\S]*timeout: It did not end within 15 s/,
  ],
  [
    workingServices,
    "what a service threw, and where",
    () => [
      brokenPlugin({
        services: {
          "count-tasks": {
            run: () => {
              throw new TypeError("no count");
            },
          },
        },
      }),
    ],
    /count-tasks failed with its example: plugin-failed: [^\n]*\n {4}services\.count-tasks threw TypeError: no count\n {6}at .*working-checks\.long\.test/,
  ],
  [
    workingServices,
    "an output that is not JSON",
    () => [brokenPlugin({ services: { "count-tasks": { output: z.unknown(), run: () => ({ count: 10n }) } } })],
    /count-tasks failed with its example: output-invalid: .*is not JSON: \* is a BigInt[^\n]*\n {4}The result is not JSON: count is a BigInt/,
  ],
  [
    schemaAgreement,
    "an example that is not JSON",
    () => [
      brokenPlugin({ services: { "count-tasks": { input: z.looseObject({}) } } }),
      { ...validOptions, services: { ...validOptions.services, "count-tasks": { sensor: "groceries", since: 10n } } },
    ],
    /count-tasks\.input accepts the example, but its JSON Schema refuses it: since is a BigInt/,
  ],
  [
    workingServices,
    "an output that does not fit",
    () => [brokenPlugin({ services: { "count-tasks": { run: () => ({ count: "many" }) } } })],
    /count-tasks failed[\s\S]*output-invalid/,
  ],
  [
    workingServices,
    "a request that the service's scope does not cover",
    () => [brokenPlugin({ services: { "add-task": { scope: "Tasks.Read" } } })],
    /add-task sends a POST that Tasks\.Read does not cover/,
  ],
]);
