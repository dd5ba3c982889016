import { afterEach, expect, it, vi } from "vitest";
import type { HubEvent } from "../api/api-types.ts";
import type { HubState } from "../api/hub-state.ts";
import { createStore } from "../api/value-store.ts";
import { chosenEvents } from "./chosen-events.ts";
import { startNotifier } from "./event-notifier.ts";

afterEach(() => vi.unstubAllGlobals());

it("shows each chosen event once, also after the hub's events began again with the same ids, and none of long ago", async () => {
  const shown: string[] = [];
  class ShownNotification {
    static readonly permission = "granted";
    constructor(_: string, { body }: NotificationOptions) {
      shown.push(body!);
    }
  }
  vi.stubGlobal("Notification", ShownNotification);
  vi.stubGlobal("navigator", {});
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
  startNotifier({ events } as unknown as HubState);
  const added = eventOf(8, "Milk");
  events.set([added, before]);
  events.set([eventOf(9, "Long ago", 3_600_000), added, before]);
  events.set([]);
  events.set([eventOf(1, "After the restart", 1)]);
  await vi.waitFor(() => expect(shown.length).toBe(2));
  expect(shown).toEqual(["Milk · home", "After the restart · home"]);
});
