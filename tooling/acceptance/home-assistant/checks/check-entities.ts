import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { HubSensor } from "../../harness/hub-access.ts";
import { waitFor } from "../../harness/wait-for.ts";
import type { EntityState } from "../home-assistant.ts";
import type { CheckContext } from "./check-context.ts";

/** Attributes with texts that people wrote. They are not published (docs/mqtt.md). */
const bodyNames = /^(body|preview|content|html|internalReply|externalReply)/;

export const entityOf = ({ id, present }: Pick<HubSensor, "id" | "present">): string =>
  `${present?.kind === "binary" ? "binary_sensor" : "sensor"}.casement_${id.replace(/[/-]/g, "_")}`;

/** Checks the entities of all sensors, and each account's other entities. */
export async function checkEntities({ ha, household, ok }: CheckContext): Promise<void> {
  for (const account of ["home", "personal"]) {
    await ha.waitForState(`sensor.casement_${account}_problem`, "none");
    await ha.waitForState(`binary_sensor.casement_${account}_sign_in`, "off");
    await ha.waitForState(`binary_sensor.casement_${account}_waiting_for_approval`, "off");
  }
  const sensors = await household.sensors();
  const plugins = new Set(sensors.map(({ id }) => id.split("/")[1]));
  assert.equal(plugins.size, 7, `Expected sensors of 7 plugins, found ${[...plugins].join(", ")}.`);
  for (const { id } of sensors) await waitFor(`Home Assistant to show ${id}`, 20, () => checkSensor(id));
  ok(`${sensors.length} sensors of ${plugins.size} plugins have the same states and attributes as in the hub`);

  const names = (await ha.states()).map(({ entity_id }: EntityState) => entity_id).filter((name) => name.includes(".casement_"));
  const otherEntities = [
    ...["home", "personal"].flatMap((account) => [
      `button.casement_${account}_refresh`,
      `button.casement_${account}_rescan`,
      `event.casement_${account}_call_failed`,
      ...["calendar", "email", "todo"].map((plugin) => `event.casement_${account}_${plugin}`),
    ]),
    ...["autoreply", "chat", "group_calendar", "status"].map((plugin) => `event.casement_home_${plugin}`),
    "select.casement_home_status_status",
    "switch.casement_home_autoreply_autoreply",
  ];
  assert.deepEqual(
    otherEntities.filter((name) => !names.includes(name)),
    [],
    `missing entities among ${names.join(", ")}`,
  );
  ok(`${otherEntities.length} buttons, event entities, select and switch exist`);

  // Reads the hub's sensor each time: a state that depends on the time may change between the two requests.
  async function checkSensor(id: string): Promise<true> {
    const sensor = (await household.sensors()).find((found) => found.id === id)!;
    const entity = await ha.state(entityOf(sensor));
    assert(entity, `${entityOf(sensor)} is missing`);
    assert.equal(normalizeState(entity.state, sensor.present?.kind), normalizeState(sensor.state, sensor.present?.kind));
    const { cut = {}, ...attributes } = entity.attributes;
    for (const [name, value] of Object.entries(sensor.attributes))
      if (!bodyNames.test(name) && !(name in cut) && name !== "state")
        assert(isDeepStrictEqual(attributes[name], removeBodies(value)), `attribute ${name} of ${id}`);
    assert.deepEqual(
      Object.keys(attributes).filter((name) => bodyNames.test(name)),
      [],
    );
    assert.equal(attributes.stale, false);
    return true;
  }
}

/** A state of the hub or of Home Assistant in the same notation. */
function normalizeState(state: unknown, kind: string | undefined): string {
  if (state === null || state === undefined) return "unknown";
  if (typeof state === "boolean") return state ? "on" : "off";
  return kind === "timestamp" ? new Date(String(state)).toISOString() : String(state);
}

function removeBodies(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(removeBodies);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !bodyNames.test(name))
      .map(([name, item]) => [name, removeBodies(item)]),
  );
}
