import { CasementError } from "@casement/core";
import {
  type BrokenPluginCase,
  brokenPlugin,
  describeBrokenPlugins,
  type NotesSync,
  type PluginCall,
  readTasks,
} from "../../../test/contract/broken-plugin.fixture.ts";
import { containedFaults } from "./contained-faults.ts";
import { faultRecovery } from "./fault-recovery.ts";

describeBrokenPlugins([
  [
    faultRecovery,
    "a failure that becomes a value",
    () => [
      brokenPlugin({
        sensors: {
          person: {
            read: ({ graph }: PluginCall) =>
              graph.get<{ displayName: string }>("/me").then(
                ({ displayName }) => ({ state: displayName }),
                () => ({ state: "unknown" }),
              ),
          },
        },
      }),
    ],
    /While Graph failed with 401, the sensor home\/notes\/person lost/,
  ],
  ...[403, 404, 410, 503].map(
    (status): BrokenPluginCase => [
      faultRecovery,
      `a response of ${status} that becomes a value`,
      () => [
        brokenPlugin({
          sensors: {
            person: {
              read: ({ graph }: PluginCall) =>
                graph.get<{ displayName: string }>("/me").then(
                  ({ displayName }) => ({ state: displayName }),
                  (error) => {
                    if (error.details.status === status) return { state: "gone" };
                    throw error;
                  },
                ),
            },
          },
        }),
      ],
      new RegExp(`While Graph failed with ${status}, the sensor home/notes/person lost[\\s\\S]*the hub keeps the last value`),
    ],
  ),
  [
    faultRecovery,
    "lists that vanish when they cannot be listed",
    () => [
      brokenPlugin({
        sensors: {
          list: {
            instances: async ({ graph }: PluginCall) => {
              const { value } = await graph
                .get<{ value: { id: string; displayName: string }[] }>("/me/todo/lists")
                .catch(() => ({ value: [] }));
              return value.map(({ id, displayName }) => ({ id, title: displayName, key: id }));
            },
          },
        },
      }),
    ],
    /the sensor home\/notes\/groceries lost or changed/,
  ],
  [
    faultRecovery,
    "a failure that is remembered",
    () => {
      let failed = false;
      return [
        brokenPlugin({
          sensors: {
            person: {
              read: async ({ graph }: PluginCall) => {
                if (failed) throw new CasementError("plugin-failed", "It failed before.");
                try {
                  return { state: (await graph.get<{ displayName: string }>("/me")).displayName };
                } catch (error) {
                  failed = true;
                  throw error;
                }
              },
            },
          },
        }),
      ];
    },
    /person does not recover from 401: It failed before/,
  ],
  [
    containedFaults,
    "a failure that two sources share",
    () => {
      let failed = false;
      return [
        brokenPlugin({
          feeds: {
            tasks: {
              sync: async (call: NotesSync) => {
                try {
                  const page = await readTasks(call);
                  failed = false;
                  return page;
                } catch (error) {
                  failed = true;
                  throw error;
                }
              },
            },
          },
          sensors: {
            person: {
              read: async ({ graph }: PluginCall) => {
                const { displayName } = await graph.get<{ displayName: string }>("/me");
                if (failed) throw new CasementError("plugin-failed", "The tasks fail.");
                return { state: displayName };
              },
            },
          },
        }),
      ];
    },
    /While the requests of feeds\.tasks failed, a sensor of kind person was stale/,
  ],
]);
