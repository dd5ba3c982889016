import assert from "node:assert/strict";
import { waitFor } from "../../harness/wait-for.ts";
import { lightEntity } from "../configuration.ts";
import { listNotifications } from "./check-automations.ts";
import type { CheckContext } from "./check-context.ts";
import { listRegisteredEntities } from "./check-registries.ts";

/** After the hub was killed and started, and after a restart of Home Assistant, all entities are the same and no notification is repeated. */
export async function checkRestarts(context: CheckContext): Promise<void> {
  const { ha, household, ok } = context;
  const before = await listRegisteredEntities(context);
  const notificationsBefore = await listNotifications(context);
  const entities = Object.values(before).map((entity) => entity.split(" ")[0]!);
  const countUnavailable = async (): Promise<number> => {
    const states = new Map((await ha.states()).map(({ entity_id, state }) => [entity_id, state]));
    return entities.filter((entity) => states.get(entity) === "unavailable").length;
  };
  assert.equal(await countUnavailable(), 0, "number of unavailable entities");
  await household.crash();
  await waitFor("all entities to be unavailable", 30, async () => (await countUnavailable()) === entities.length);
  await ha.waitForState(lightEntity, "on");
  ok(`the hub was killed: all ${entities.length} entities became unavailable, and the light did not change`);

  await household.restart();
  await waitFor("all entities to be available", 30, async () => (await countUnavailable()) === 0);
  assert.deepEqual(await listRegisteredEntities(context), before);
  ok("the hub was started again: all entities have the same unique ids and devices");

  // Deletes a discovery message, which only the hub's reaction to Home Assistant's birth message restores.
  const button = "button.casement_home_rescan";
  const topic = "homeassistant/button/casement/home_rescan/config";
  await ha.call("mqtt", "publish", { topic, payload: "", retain: true });
  await waitFor(`${button} to be gone`, 20, async () => (await ha.state(button)) === undefined);
  await ha.restart();
  await waitFor(
    "all entities after Home Assistant's restart",
    60,
    async () => (await countUnavailable()) === 0 && (await ha.state(button)),
  );
  assert.deepEqual(await listRegisteredEntities(context), before);
  ok("Home Assistant was restarted: the hub published everything again");
  const notificationsAfter = await listNotifications(context);
  assert.deepEqual(
    notificationsAfter.filter((text) => !notificationsBefore.includes(text)),
    [],
    "repeated notifications",
  );
}
