import assert from "node:assert/strict";
import { eventually } from "../../household/eventually.ts";
import { light } from "../configuration.ts";
import { told } from "./automations.ts";
import type { Look } from "./look.ts";
import { registered } from "./registries.ts";

/** The hub dies and comes back, and Home Assistant is restarted: the same entities are there, and nothing is told twice. */
export async function surviveAbsence(look: Look): Promise<void> {
  const { ha, household, ok } = look;
  const before = await registered(look);
  const toldBefore = await told(look);
  const ours = Object.values(before).map((entity) => entity.split(" ")[0]!);
  const unavailable = async (): Promise<number> => {
    const states = new Map((await ha.states()).map((one) => [one.entity_id, one.state]));
    return ours.filter((entity) => states.get(entity) === "unavailable").length;
  };
  assert.equal(await unavailable(), 0, "unavailable entities");
  await household.crash();
  await eventually("all entities to be unavailable", 30, async () => (await unavailable()) === ours.length);
  await ha.becomes(light, "on");
  ok(`the hub was killed: all ${ours.length} entities became unavailable, and the light stayed as it was`);

  await household.restart();
  await eventually("all entities to be available", 30, async () => (await unavailable()) === 0);
  assert.deepEqual(await registered(look), before);
  ok("the hub came back: all entities with the same unique ids on the same devices");

  // As somebody may who tidies the broker up. That it comes back is due to the hub hearing of the start alone.
  const button = "button.casement_home_rescan";
  const topic = "homeassistant/button/casement/home_rescan/config";
  await ha.call("mqtt", "publish", { topic, payload: "", retain: true });
  await eventually(`${button} to be gone`, 20, async () => (await ha.state(button)) === undefined);
  await ha.restart();
  await eventually("all entities after Home Assistant's restart", 60, async () => (await unavailable()) === 0 && (await ha.state(button)));
  assert.deepEqual(await registered(look), before);
  ok("Home Assistant was restarted: the hub heard it and announced everything again");
  const toldAfter = await told(look);
  assert.deepEqual(
    toldAfter.filter((text) => !toldBefore.includes(text)),
    [],
    "told again",
  );
}
