import assert from "node:assert/strict";
import { waitFor } from "../../harness/wait-for.ts";
import type { CheckContext } from "./check-context.ts";

const deviceId = /^casement_(home|personal)$/;

/** `entity device` by unique id: what must never change. */
export async function listRegisteredEntities({ ha }: Pick<CheckContext, "ha">): Promise<Readonly<Record<string, string>>> {
  const entities: any[] = await ha.command("config/entity_registry/list");
  const mqttEntities = entities.filter(({ platform }) => platform === "mqtt");
  return Object.fromEntries(mqttEntities.map(({ unique_id, entity_id, device_id }) => [unique_id, `${entity_id} ${device_id}`]).sort());
}

export async function deviceOf({ ha }: Pick<CheckContext, "ha">, account: string): Promise<any> {
  const devices: any[] = await ha.command("config/device_registry/list");
  const matches = devices.filter(({ identifiers }) => identifiers.some(([, id]: string[]) => id === `casement_${account}`));
  assert.equal(matches.length, 1, `number of devices of account ${account}`);
  return matches[0];
}

/** Checks that each account has a device, with all entities of the account. */
export async function checkRegistries(context: CheckContext): Promise<void> {
  const { ha, household, ok } = context;
  const devices: any[] = (await ha.command("config/device_registry/list")).filter(({ manufacturer }: any) => manufacturer === "Casement");
  assert.deepEqual(
    devices.flatMap(({ identifiers }) => identifiers.map(([domain, id]: string[]) => [domain, deviceId.test(id ?? "")])),
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
    const device = await deviceOf(context, account);
    assert.deepEqual(
      [device.manufacturer, device.model, device.sw_version, new URL(device.configuration_url).origin],
      ["Casement", model, version, household.address],
    );
  }
  ok("each account has a device with model, version and a link to the hub");

  const sensorCount = (await household.sensors()).length;
  const entities = await waitFor("the entities to be registered", 10, async () => {
    const found = await listRegisteredEntities(context);
    return Object.keys(found).length > sensorCount && found;
  });
  for (const account of ["home", "personal"]) {
    const { id } = await deviceOf(context, account);
    for (const [uniqueId, entity] of Object.entries(entities).filter(([key]) => key.startsWith(`casement_${account}_`))) {
      assert(entity.endsWith(` ${id}`), `${entity} is not on device ${id}`);
      const expected = uniqueId.replaceAll("-", "_");
      assert.equal(entity.slice(entity.indexOf(".") + 1, entity.indexOf(" ")), expected, "entity id from unique id");
    }
  }
  ok(`${Object.keys(entities).length} entities are registered on their account's device, with entity ids from their unique ids`);
}
