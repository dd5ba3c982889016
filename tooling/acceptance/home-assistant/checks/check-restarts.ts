import assert from "node:assert/strict";
import { waitFor } from "../../harness/wait-for.ts";
import { lightEntity } from "../configuration.ts";
import { notificationsIn } from "./check-automations.ts";
import type { CheckContext } from "./check-context.ts";
import { registeredEntities } from "./check-registries.ts";

/** The hub dies and comes back, and Home Assistant is restarted: the same entities are there, and nothing is told twice. */
export async function checkRestarts(look: CheckContext): Promise<void> {
  const { ha, household, ok } = look;
  const before = await registeredEntities(look);
  const toldBefore = await notificationsIn(look);
  const ours = Object.values(before).map((entity) => entity.split(" ")[0]!);
  const unavailable = async (): Promise<number> => {
    const states = new Map((await ha.states()).map((one) => [one.entity_id, one.state]));
    return ours.filter((entity) => states.get(entity) === "unavailable").length;
  };
  assert.equal(await unavailable(), 0, "unavailable entities");
  await household.crash();
  await waitFor("all entities to be unavailable", 30, async () => (await unavailable()) === ours.length);
  await ha.waitForState(lightEntity, "on");
  ok(`the hub was killed: all ${ours.length} entities became unavailable, and the light stayed as it was`);

  await household.restart();
  await waitFor("all entities to be available", 30, async () => (await unavailable()) === 0);
  assert.deepEqual(await registeredEntities(look), before);
  ok("the hub came back: all entities with the same unique ids on the same devices");

  // As somebody may who tidies the broker up. That it comes back is due to the hub hearing of the start alone.
  const button = "button.casement_home_rescan";
  const topic = "homeassistant/button/casement/home_rescan/config";
  await ha.call("mqtt", "publish", { topic, payload: "", retain: true });
  await waitFor(`${button} to be gone`, 20, async () => (await ha.state(button)) === undefined);
  await ha.restart();
  await waitFor("all entities after Home Assistant's restart", 60, async () => (await unavailable()) === 0 && (await ha.state(button)));
  assert.deepEqual(await registeredEntities(look), before);
  ok("Home Assistant was restarted: the hub heard it and announced everything again");
  const toldAfter = await notificationsIn(look);
  assert.deepEqual(
    toldAfter.filter((text) => !toldBefore.includes(text)),
    [],
    "told again",
  );
}
