import { expect, it } from "vitest";
import type { HubEvent } from "../api/api-types.ts";
import { createStore } from "../api/value-store.ts";
import { chosenEvents } from "./chosen-events.ts";
import { startNotifier } from "./event-notifier.ts";

it("shows each chosen event once, also after the hub's events began again with the same ids, and none of long ago", () => {
  const shown: unknown[] = [];
  const eventOf = (id: number, subject: string, ageMs = 0): HubEvent => ({
    id: String(id),
    type: "todo/task-created",
    account: "home",
    at: new Date(Date.now() - ageMs).toISOString(),
    payload: { subject },
  });
  chosenEvents.set(["todo/task-created"]);
  const before = eventOf(7, "Before");
  const events = createStore<readonly HubEvent[]>([before]);
  startNotifier({ events }, ({ payload }) => shown.push(payload));
  const added = eventOf(8, "Milk");
  events.set([added, before]);
  events.set([eventOf(9, "Long ago", 3_600_000), added, before]);
  events.set([{ ...eventOf(10, "Not chosen"), type: "todo/task-removed" }, added, before]);
  events.set([]);
  events.set([eventOf(1, "After the restart", 1)]);
  expect(shown).toEqual([{ subject: "Milk" }, { subject: "After the restart" }]);
});
