import { CasementError, type Graph } from "@casement/core";
import * as z from "zod";
import { add, broken, type Call, delta, options, type Run, type Sync, type Task, tellsOf } from "../broken.fixture.ts";
import { accountsApart } from "./accounts-apart.ts";
import { cleanStop } from "./clean-stop.ts";
import { honoursSignal } from "./honours-signal.ts";
import { interruptedSync } from "./interrupted-sync.ts";
import { keepsSecrets } from "./keeps-secrets.ts";
import { pureFunctions } from "./pure-functions.ts";
import { quietRestart } from "./quiet-restart.ts";

tellsOf([
  [
    pureFunctions,
    "a view by the machine's clock",
    () => [broken({ sensors: { list: { view: () => ({ value: { state: new Date().getDate(), titles: [] } }) } } })],
    /sensors\.list\.view is not pure: it gave two results/,
  ],
  [
    pureFunctions,
    "a view that remembers",
    () => {
      let seen = 0;
      return [broken({ sensors: { list: { view: () => ({ value: { state: seen++, titles: [] } }) } } })];
    },
    /sensors\.list\.view is not pure: it gave two results/,
  ],
  [
    pureFunctions,
    "a view that changes its items",
    () => [
      broken({
        sensors: {
          list: {
            view: ({ items }: { items: Map<string, Task> }) => {
              for (const item of items.values()) item.title = "";
              return { value: { state: items.size, titles: [] } };
            },
          },
        },
      }),
    ],
    /changes what it is given/,
  ],
  [
    honoursSignal,
    "a service that waits for nobody",
    () => [
      broken({
        services: {
          "add-task": {
            run: async (call: Run) => {
              await add(call).catch(() => new Promise(() => {}));
              return { id: "" };
            },
          },
        },
      }),
    ],
    /add-task went on after its call was cancelled/,
  ],
  [
    cleanStop,
    "a reading that never ends",
    () => [
      broken({
        sensors: {
          person: {
            read: ({ graph }: Call) =>
              graph.get("/me").then(
                () => ({ state: "" }),
                () => new Promise(() => {}),
              ),
          },
        },
      }),
    ],
    /sensors\.person still runs after/,
  ],
  [
    cleanStop,
    "a call to Graph after the end",
    () => {
      const read = async ({ graph }: Call) => {
        const again = setInterval(() => graph.get("/me").catch(() => {}), 5);
        setTimeout(() => clearInterval(again), 2_000).unref();
        return { state: "" };
      };
      return [broken({ sensors: { person: { read } } })];
    },
    /called Graph after the hub had stopped/,
  ],
  [
    cleanStop,
    "a timer",
    () => [
      broken({
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
    accountsApart,
    "a graph kept from an earlier call",
    () => {
      let kept: Graph | undefined;
      return [
        broken({
          sensors: {
            person: {
              read: async ({ graph }: Call) => {
                kept ??= graph;
                return { state: (await kept.get<{ displayName: string }>("/me")).displayName };
              },
            },
          },
        }),
      ];
    },
    /sensors\.person used a graph that was handed to another call/,
  ],
  [
    accountsApart,
    "an answer kept for everybody",
    () => {
      let kept: Promise<{ displayName: string }> | undefined;
      return [
        broken({
          sensors: {
            person: {
              read: async ({ graph }: Call) => {
                kept ??= graph.get<{ displayName: string }>("/me");
                return { state: (await kept).displayName };
              },
            },
          },
        }),
      ];
    },
    /One account made sensors\.person: GET \/me, the other did not/,
  ],
  [
    accountsApart,
    "another account's text",
    () => {
      let kept = "";
      return [
        broken({
          sensors: {
            person: {
              read: async ({ graph }: Call) => {
                const { displayName } = await graph.get<{ displayName: string }>("/me");
                kept += `${displayName} `;
                return { state: kept };
              },
            },
          },
        }),
      ];
    },
    /shows what only the other account's Graph answered/,
  ],
  [
    quietRestart,
    "an item that differs at every reading",
    () => {
      let reading = 0;
      const item = z.object({ title: z.string(), reading: z.number() });
      const sync = async (call: Sync) => {
        const { put, ...page } = await delta(call);
        return { ...page, put: Object.fromEntries(Object.entries(put).map(([id, { title }]) => [id, { title, reading: reading++ }])) };
      };
      return [
        broken({ feeds: { tasks: { item, sync, changed: () => [{ event: "task-created", payload: { id: "x", origin: "external" } }] } } }),
      ];
    },
    /raised task-created for an item that was read anew/,
  ],
  [
    quietRestart,
    "an event about what only a variable remembers",
    () => {
      let reading = 0;
      return [
        broken({
          sensors: {
            person: {
              value: z.object({ state: z.number() }),
              read: async ({ graph }: Call) => {
                await graph.get("/me");
                return { state: reading++ };
              },
              changed: () => [{ event: "task-created", payload: { id: "x", origin: "external" } }],
            },
          },
        }),
      ];
    },
    /notes\/task-created was announced after a restart although nothing had happened/,
  ],
  [
    interruptedSync,
    "pages gathered in a variable",
    () => {
      let gathered: Record<string, Task> = {};
      const sync = async (call: Sync) => {
        if (call.cursor === undefined) gathered = {};
        const page = await delta(call);
        Object.assign(gathered, page.put);
        if (page.more) return { ...page, put: {} };
        const put = gathered;
        gathered = {};
        return { ...page, put };
      };
      return [broken({ feeds: { tasks: { sync } } })];
    },
    /shows something else after an interruption/,
  ],
  [
    keepsSecrets,
    "a title in the log",
    () => [
      broken({
        services: {
          "add-task": {
            run: (call: Run) => {
              call.log.info(`adding ${call.input.title}`);
              return add(call);
            },
          },
        },
      }),
    ],
    /There is a title in a log line[\s\S]*never quote/,
  ],
  [
    keepsSecrets,
    "an address in an error",
    () => [
      broken({
        sensors: {
          person: {
            read: async ({ graph, account }: Call) => {
              await graph.get("/me").catch(() => {
                throw new CasementError("plugin-failed", `${account.username} cannot be read.`);
              });
              return { state: "" };
            },
          },
        },
      }),
    ],
    /address in the error of a sensor of the kind person/,
  ],
  [
    keepsSecrets,
    "a planted text in an error of a service",
    () => [
      broken({
        services: {
          "count-tasks": {
            run: async ({ graph, target }: Run) => {
              const { value } = await graph.get<{ value: Task[] }>(`/me/todo/lists/${target.id}/tasks`, { query: { $top: 1 } });
              throw new CasementError("plugin-failed", `I do not like ${value[0]?.title.slice(0, 10)}.`);
            },
          },
        },
      }),
      { ...options, arrange: (emulator, user) => [options.arrange?.(emulator, user), "Ingredient"] },
    ],
    /text that `arrange` planted in an error of the service count-tasks/,
  ],
]);
