import type { Clock } from "@casement/core";
import type { SensorSnapshot } from "@casement/host/ports";
import { onTestFinished } from "vitest";
import { createClusterKeys } from "../src/keys/cluster-keys.ts";
import { openRedisJournal } from "../src/view/redis-journal.ts";
import { createRedisSensors } from "../src/view/redis-sensors.ts";
import { openSensorMirror, type SensorMirrorOptions } from "../src/view/sensor-mirror.ts";
import type { TestRedis } from "./test-redis.fixture.ts";
import { createTestState, testClusterKey } from "./test-state.fixture.ts";

/** An owner of accounts, and a process that shows what the owner stores. */
export function createTestView(server: TestRedis) {
  const clusterKeys = createClusterKeys([testClusterKey]);
  const owner = createTestState(server.connect(), { clusterKeys });
  const problems: unknown[] = [];
  const options = { keys: owner.keys, clusterKeys, lockOf: owner.lockOf, onProblem: (error: unknown) => void problems.push(error) };
  return {
    ...owner,
    problems,
    sensors: createRedisSensors({ ...options, redis: owner.redis }),
    /** Becomes the owner of an account, and opens it. */
    async open(account: string) {
      const lease = await owner.own(account);
      return { lease, store: await owner.state.open(account, lease) };
    },
    async openMirror(more: Partial<SensorMirrorOptions> = {}) {
      const mirror = await openSensorMirror({ ...options, ...more, redis: server.connect() });
      onTestFinished(() => mirror[Symbol.asyncDispose]());
      const told: SensorSnapshot[] = [];
      mirror.onSensor((snapshot) => void told.push(snapshot));
      return { mirror, told };
    },
    async openJournal(clock?: Clock) {
      const journal = await openRedisJournal({ ...options, ...(clock && { clock }), redis: server.connect() });
      onTestFinished(() => journal[Symbol.asyncDispose]());
      return journal;
    },
  };
}

/** A sensor whose state is a number. */
export const numbered = (id: string, state: number, attributes: Readonly<Record<string, unknown>> = {}): SensorSnapshot => ({
  id,
  account: id.split("/")[0]!,
  plugin: "todo",
  kind: "list",
  title: `The list ${id}`,
  state,
  updatedAt: "2026-03-02T08:00:00.000Z",
  stale: false,
  gone: false,
  error: undefined,
  attributes,
  present: undefined,
});
