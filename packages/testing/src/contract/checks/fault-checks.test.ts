import { CasementError } from "@casement/core";
import { broken, type Call, delta, type Row, type Sync, tellsOf } from "../broken.fixture.ts";
import { faultsContained } from "./faults-contained.ts";
import { survivesFaults } from "./survives-faults.ts";

tellsOf([
  [
    survivesFaults,
    "a failure shown as a value",
    () => [
      broken({
        sensors: {
          person: {
            read: ({ graph }: Call) =>
              graph.get<{ displayName: string }>("/me").then(
                ({ displayName }) => ({ state: displayName }),
                () => ({ state: "unknown" }),
              ),
          },
        },
      }),
    ],
    /While Graph answered with 401, the sensor home\/notes\/person lost/,
  ],
  ...[403, 404, 410, 503].map(
    (status): Row => [
      survivesFaults,
      `an answer of ${status} taken for news`,
      () => [
        broken({
          sensors: {
            person: {
              read: ({ graph }: Call) =>
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
      new RegExp(`While Graph answered with ${status}, the sensor home/notes/person lost[\\s\\S]*the hub keeps the last value`),
    ],
  ),
  [
    survivesFaults,
    "lists that vanish when they cannot be listed",
    () => [
      broken({
        sensors: {
          list: {
            instances: async ({ graph }: Call) => {
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
    survivesFaults,
    "a failure that is never forgotten",
    () => {
      let failed = false;
      return [
        broken({
          sensors: {
            person: {
              read: async ({ graph }: Call) => {
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
    faultsContained,
    "a failure that two sources share",
    () => {
      let failed = false;
      return [
        broken({
          feeds: {
            tasks: {
              sync: async (call: Sync) => {
                try {
                  const page = await delta(call);
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
              read: async ({ graph }: Call) => {
                const { displayName } = await graph.get<{ displayName: string }>("/me");
                if (failed) throw new CasementError("plugin-failed", "The tasks fail.");
                return { state: displayName };
              },
            },
          },
        }),
      ];
    },
    /While the calls of feeds\.tasks failed, a sensor of the kind person was stale/,
  ],
]);
