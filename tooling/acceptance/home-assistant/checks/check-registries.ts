import assert from "node:assert/strict";
import { waitFor } from "../../harness/wait-for.ts";
import type { CheckContext } from "./check-context.ts";

const hub = /^casement_(home|personal)$/;

/** Which entity has which unique id, on which device: what must never change. */
export async function registeredEntities({ ha }: Pick<CheckContext, "ha">): Promise<Readonly<Record<string, string>>> {
  const entities: any[] = await ha.command("config/entity_registry/list");
  const ours = entities.filter(({ platform }) => platform === "mqtt");
  return Object.fromEntries(ours.map(({ unique_id, entity_id, device_id }) => [unique_id, `${entity_id} ${device_id}`]).sort());
}

export async function deviceOf({ ha }: Pick<CheckContext, "ha">, account: string): Promise<any> {
  const devices: any[] = await ha.command("config/device_registry/list");
  const found = devices.filter(({ identifiers }) => identifiers.some(([, id]: string[]) => id === `casement_${account}`));
  assert.equal(found.length, 1, `devices of the account ${account}`);
  return found[0];
}

/** A device for each account, and every entity on its account's. */
export async function checkRegistries(look: CheckContext): Promise<void> {
  const { ha, household, ok } = look;
  const devices: any[] = (await ha.command("config/device_registry/list")).filter(({ manufacturer }: any) => manufacturer === "Casement");
  assert.deepEqual(
    devices.flatMap(({ identifiers }) => identifiers.map(([domain, id]: string[]) => [domain, hub.test(id ?? "")])),
    [
      ["mqtt", true],
      ["mqtt", true],
    ],
  );
  const { version } = await household.api("GET", "../health");
  for (const [account, model] of [
    ["home", "Work or school account"],
    ["personal", "Personal account"],
  ] as const) {
    const device = await deviceOf(look, account);
    assert.deepEqual(
      [device.manufacturer, device.model, device.sw_version, new URL(device.configuration_url).origin],
      ["Casement", model, version, household.address],
    );
  }
  ok("a device for each account, with model, version and link to the hub");

  const wanted = (await household.sensors()).length;
  const all = await waitFor("the entities in the registry", 10, async () => {
    const found = await registeredEntities(look);
    return Object.keys(found).length > wanted && found;
  });
  for (const account of ["home", "personal"]) {
    const { id } = await deviceOf(look, account);
    for (const [unique, entity] of Object.entries(all).filter(([key]) => key.startsWith(`casement_${account}_`))) {
      assert(entity.endsWith(` ${id}`), `${entity} is on another device than ${id}`);
      const expected = unique.replaceAll("-", "_");
      assert.equal(entity.slice(entity.indexOf(".") + 1, entity.indexOf(" ")), expected, "the entity's id is made of its unique id");
    }
  }
  ok(`${Object.keys(all).length} entities are registered on their account's device, with ids made of their addresses`);
}
