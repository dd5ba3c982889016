import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { HubSensor } from "../../harness/demo-household.ts";
import { waitFor } from "../../harness/wait-for.ts";
import type { EntityState } from "../home-assistant.ts";
import type { CheckContext } from "./check-context.ts";

/** What people wrote stays away from the broker. As docs/mqtt.md says. */
const texts = /^(body|preview|content|html|internalReply|externalReply)/;

export const entityOf = ({ id, present }: Pick<HubSensor, "id" | "present">): string =>
  `${present?.kind === "binary" ? "binary_sensor" : "sensor"}.casement_${id.replace(/[/-]/g, "_")}`;

/** Every sensor of every plugin, and what each account has besides. */
export async function checkEntities({ ha, household, ok }: CheckContext): Promise<void> {
  for (const account of ["home", "personal"]) {
    await ha.waitForState(`sensor.casement_${account}_problem`, "none");
    await ha.waitForState(`binary_sensor.casement_${account}_sign_in`, "off");
  }
  const sensors = await household.sensors();
  const plugins = new Set(sensors.map(({ id }) => id.split("/")[1]));
  assert.equal(plugins.size, 7, `sensors of all plugins, not of ${[...plugins].join(", ")} alone`);
  for (const { id } of sensors) await waitFor(`${id} as Home Assistant sees it`, 20, () => isShown(id));
  ok(`${sensors.length} sensors of ${plugins.size} plugins have the hub's states and attributes`);

  const names = (await ha.states()).map(({ entity_id }: EntityState) => entity_id).filter((name) => name.includes(".casement_"));
  const others = [
    ...["home", "personal"].flatMap((account) => [
      `button.casement_${account}_refresh`,
      `button.casement_${account}_rescan`,
      ...["calendar", "email", "todo"].map((plugin) => `event.casement_${account}_${plugin}`),
    ]),
    ...["autoreply", "chat", "group_calendar", "status"].map((plugin) => `event.casement_home_${plugin}`),
    "select.casement_home_status_status",
    "switch.casement_home_autoreply_autoreply",
  ];
  assert.deepEqual(
    others.filter((name) => !names.includes(name)),
    [],
    `entities that are missing among ${names.join(", ")}`,
  );
  ok(`${others.length} buttons, event entities, select and switch are there`);

  // Asked anew each time: what depends on the time may change between the two questions.
  async function isShown(id: string): Promise<true> {
    const sensor = (await household.sensors()).find((one) => one.id === id)!;
    const shown = await ha.state(entityOf(sensor));
    assert(shown, `${entityOf(sensor)} is not there`);
    assert.equal(comparable(shown.state, sensor.present?.kind), comparable(sensor.state, sensor.present?.kind));
    const { cut = {}, ...attributes } = shown.attributes;
    for (const [name, value] of Object.entries(sensor.attributes))
      if (!texts.test(name) && !(name in cut) && name !== "state")
        assert(isDeepStrictEqual(attributes[name], withoutTexts(value)), `attribute ${name} of ${id}`);
    assert.deepEqual(
      Object.keys(attributes).filter((name) => texts.test(name)),
      [],
    );
    assert.equal(attributes.stale, false);
    return true;
  }
}

/** The state on both sides in one spelling. */
function comparable(state: unknown, kind: string | undefined): string {
  if (state === null || state === undefined) return "unknown";
  if (typeof state === "boolean") return state ? "on" : "off";
  return kind === "timestamp" ? new Date(String(state)).toISOString() : String(state);
}

function withoutTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTexts);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !texts.test(name))
      .map(([name, item]) => [name, withoutTexts(item)]),
  );
}
