import { householdUsers } from "@casement/graph-emulator/household";
import type { FaultRule } from "../harness/fault-proxy.ts";
import { newKinds } from "../harness/outside-changes.ts";
import { pauseFor } from "../harness/pause-for.ts";
import type { FaultScenario, ScenarioGroup } from "./fault-scenario.ts";
import { errorBody, jsonHeaders } from "./graph-rules.ts";

const { main } = householdUsers;
const isDelta = (url: string) => /delta(token|Token)|%24deltatoken/i.test(url);

/** Refuses every delta link that was handed out until `stopLearning()`, and none of the later ones. */
function refuseLinks(status: number, code: string): { rule: FaultRule; stopLearning(): void } {
  const refused = new Set<string>();
  let isLearning = true;
  const isRefused = (url: string) => {
    const bare = decodeURIComponent(url).replace(/^.*\/v1\.0/, "");
    if (isLearning && isDelta(url)) refused.add(bare);
    return refused.has(bare);
  };
  const body = errorBody(code, "Badly formed token.");
  return {
    stopLearning() {
      isLearning = false;
    },
    rule({ method, url, batch }) {
      if (!batch) return method === "GET" && isRefused(url) ? { kind: "respond", status, headers: jsonHeaders, body } : undefined;
      const ids = new Set(batch.filter((part) => isRefused(part.url)).map(({ id }) => id));
      return {
        kind: "change",
        change: ({ data }) => {
          const { responses } = JSON.parse(data.toString());
          const changed = responses.map((part: any) => (ids.has(part.id) ? { ...part, status, body: JSON.parse(body) } : part));
          return { data: Buffer.from(JSON.stringify({ responses: changed })) };
        },
      };
    },
  };
}

/** The cursor is refused for good, and a new one would work. */
const refusedForGood = (status: number, code: string): FaultScenario => ({
  name: `refused-for-good-${status}-${code.toLowerCase()}`,
  async run(run) {
    const household = await run.open();
    const { rule, stopLearning } = refuseLinks(status, code);
    household.proxy.rule = rule;
    await pauseFor(20_000);
    stopLearning();
    await household.changes.make("mail", "task", "event");
    await run.settle(household, { seconds: 240 });
  },
});

const scenarios: readonly FaultScenario[] = [
  refusedForGood(400, "BadRequest"),
  refusedForGood(400, "ErrorInvalidSyncStateData"),
  refusedForGood(404, "ErrorItemNotFound"),
  refusedForGood(500, "InternalServerError"),
  {
    name: "expired",
    async run(run) {
      const household = await run.open();
      await household.emulator.control("delta/expire");
      await household.changes.make(...newKinds);
      await run.settle(household);
    },
  },
  {
    name: "list-removed-and-made-again",
    async run(run) {
      const household = await run.open();
      const { emulator, changes, hub } = household;
      await emulator.control("todo/removeList", main, "House");
      await changes.reload();
      await changes.make(...newKinds);
      await household.announced(60);
      await emulator.control("todo/addList", main, "House");
      await hub.call("account/rescan", {});
      await pauseFor(5_000);
      await changes.reload();
      await changes.make("task", "task", "task", "task");
      await run.settle(household);
    },
  },
];

/** Where the next round begins. */
export const deltaCursors: ScenarioGroup = { name: "cursor", scenarios };
