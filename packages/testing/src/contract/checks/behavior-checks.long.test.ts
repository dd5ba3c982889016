import { CasementError, type Graph } from "@casement/core";
import * as z from "zod";
import {
  brokenPlugin,
  createTask,
  describeBrokenPlugins,
  type NotesRun,
  type NotesSync,
  type NotesTask,
  type PluginCall,
  readTasks,
  validOptions,
} from "../../../test/contract/broken-plugin.fixture.ts";
import { abortedCalls } from "./aborted-calls.ts";
import { cleanStop } from "./clean-stop.ts";
import { privateLogs } from "./private-logs.ts";
import { pureFunctions } from "./pure-functions.ts";
import { quietRestart } from "./quiet-restart.ts";
import { resumedSync } from "./resumed-sync.ts";
import { separateAccounts } from "./separate-accounts.ts";

describeBrokenPlugins([
  [
    pureFunctions,
    "a view that uses the machine's clock",
    () => [brokenPlugin({ sensors: { list: { view: () => ({ value: { state: new Date().getDate(), titles: [] } }) } } })],
    /sensors\.list\.view is not pure: it returned two different results/,
  ],
  [
    pureFunctions,
    "a view that keeps state",
    () => {
      let seen = 0;
      return [brokenPlugin({ sensors: { list: { view: () => ({ value: { state: seen++, titles: [] } }) } } })];
    },
    /sensors\.list\.view is not pure: it returned two different results/,
  ],
  [
    pureFunctions,
    "a view that changes its items",
    () => [
      brokenPlugin({
        sensors: {
          list: {
            view: ({ items }: { items: Map<string, NotesTask> }) => {
              for (const item of items.values()) item.title = "";
              return { value: { state: items.size, titles: [] } };
            },
          },
        },
      }),
    ],
    /it changes its arguments/,
  ],
  [
    abortedCalls,
    "a service that never ends",
    () => [
      brokenPlugin({
        services: {
          "add-task": {
            run: async (call: NotesRun) => {
              await createTask(call).catch(() => new Promise(() => {}));
              return { id: "" };
            },
          },
        },
      }),
    ],
    /add-task kept running after its call was aborted/,
  ],
  [
    cleanStop,
    "a read that never ends",
    () => [
      brokenPlugin({
        sensors: {
          person: {
            read: ({ graph }: PluginCall) =>
              graph.get("/me").then(
                () => ({ state: "" }),
                () => new Promise(() => {}),
              ),
          },
        },
      }),
    ],
    /sensors\.person is still running after/,
  ],
  [
    cleanStop,
    "a request after the stop",
    () => {
      const read = async ({ graph }: PluginCall) => {
        const again = setInterval(() => graph.get("/me").catch(() => {}), 5);
        setTimeout(() => clearInterval(again), 2_000).unref();
        return { state: "" };
      };
      return [brokenPlugin({ sensors: { person: { read } } })];
    },
    /sent a request to Graph after the hub stopped/,
  ],
  [
    cleanStop,
    "a timer",
    () => [
      brokenPlugin({
        sensors: {
          person: {
            read: () => {
              setInterval(() => {}, 60_000).unref();
              return { state: "" };
            },
          },
        },
      }),
    ],
    /timer that sensors\.person set is still pending/,
  ],
  [
    separateAccounts,
    "a graph kept from an earlier call",
    () => {
      let kept: Graph | undefined;
      return [
        brokenPlugin({
          sensors: {
            person: {
              read: async ({ graph }: PluginCall) => {
                kept ??= graph;
                return { state: (await kept.get<{ displayName: string }>("/me")).displayName };
              },
            },
          },
        }),
      ];
    },
    /sensors\.person used the `graph` of another call/,
  ],
  [
    separateAccounts,
    "a response that accounts share",
    () => {
      let kept: Promise<{ displayName: string }> | undefined;
      return [
        brokenPlugin({
          sensors: {
            person: {
              read: async ({ graph }: PluginCall) => {
                kept ??= graph.get<{ displayName: string }>("/me");
                return { state: (await kept).displayName };
              },
            },
          },
        }),
      ];
    },
    /One account made sensors\.person: GET \/me\. The other account did not/,
  ],
  [
    separateAccounts,
    "another account's text",
    () => {
      let kept = "";
      return [
        brokenPlugin({
          sensors: {
            person: {
              read: async ({ graph }: PluginCall) => {
                const { displayName } = await graph.get<{ displayName: string }>("/me");
                kept += `${displayName} `;
                return { state: kept };
              },
            },
          },
        }),
      ];
    },
    /shows a text that Graph returned only to the other account/,
  ],
  [
    quietRestart,
    "an item that differs in every read",
    () => {
      let reading = 0;
      const item = z.object({ title: z.string(), reading: z.number() });
      const sync = async (call: NotesSync) => {
        const { put, ...page } = await readTasks(call);
        return { ...page, put: Object.fromEntries(Object.entries(put).map(([id, { title }]) => [id, { title, reading: reading++ }])) };
      };
      return [
        brokenPlugin({
          feeds: { tasks: { item, sync, changed: () => [{ event: "task-created", payload: { id: "x", origin: "external" } }] } },
        }),
      ];
    },
    /raised task-created for an item that was read again/,
  ],
  [
    quietRestart,
    "an event about a value that only a variable keeps",
    () => {
      let reading = 0;
      return [
        brokenPlugin({
          sensors: {
            person: {
              value: z.object({ state: z.number() }),
              read: async ({ graph }: PluginCall) => {
                await graph.get("/me");
                return { state: reading++ };
              },
              changed: () => [{ event: "task-created", payload: { id: "x", origin: "external" } }],
            },
          },
        }),
      ];
    },
    /notes\/task-created was raised after a restart, although nothing had changed/,
  ],
  [
    resumedSync,
    "pages that are collected in a variable",
    () => {
      let gathered: Record<string, NotesTask> = {};
      const sync = async (call: NotesSync) => {
        if (call.cursor === undefined) gathered = {};
        const page = await readTasks(call);
        Object.assign(gathered, page.put);
        if (page.more) return { ...page, put: {} };
        const put = gathered;
        gathered = {};
        return { ...page, put };
      };
      return [brokenPlugin({ feeds: { tasks: { sync } } })];
    },
    /After an interrupted sync, the sensor .* shows another value/,
  ],
  [
    privateLogs,
    "a title in the log",
    () => [
      brokenPlugin({
        services: {
          "add-task": {
            run: (call: NotesRun) => {
              call.log.info(`adding ${call.input.title}`);
              return createTask(call);
            },
          },
        },
      }),
    ],
    /There is a title in a log line[\s\S]*Never quote/,
  ],
  [
    privateLogs,
    "an address in an error",
    () => [
      brokenPlugin({
        sensors: {
          person: {
            read: async ({ graph, account }: PluginCall) => {
              await graph.get("/me").catch(() => {
                throw new CasementError("plugin-failed", `${account.username} cannot be read.`);
              });
              return { state: "" };
            },
          },
        },
      }),
    ],
    /address in the error of a sensor of kind person/,
  ],
  [
    privateLogs,
    "a text of `arrange` in an error of a service",
    () => [
      brokenPlugin({
        services: {
          "count-tasks": {
            run: async ({ graph, target }: NotesRun) => {
              const { value } = await graph.get<{ value: NotesTask[] }>(`/me/todo/lists/${target.id}/tasks`, { query: { $top: 1 } });
              throw new CasementError("plugin-failed", `I do not like ${value[0]?.title.slice(0, 10)}.`);
            },
          },
        },
      }),
      { ...validOptions, arrange: (emulator, user) => [validOptions.arrange?.(emulator, user), "Ingredient"] },
    ],
    /text that `arrange` returned in an error of the service count-tasks/,
  ],
]);
