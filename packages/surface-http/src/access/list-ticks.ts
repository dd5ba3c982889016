import { CasementError, invalidInput } from "@casement/core";
import type { Host, SensorSnapshot } from "@casement/host";
import type { AccessGrant } from "./access-grant.ts";
import type { AuthenticatedClient } from "./authenticated-client.ts";

/** Lists whose items a display may complete and reopen. @throws CasementError `input-invalid`, `sensor-unknown` */
export async function checkTickable(ids: readonly string[], host: Host): Promise<readonly string[]> {
  const sensors = await Promise.all([...new Set(ids)].map((id) => host.sensor(id)));
  for (const sensor of sensors)
    if (!(await isTickable(sensor, host)))
      throw invalidInput("mayTick", `has ${sensor.id}, which is not a list whose items can be completed there`);
  return sensors.map(({ id }) => id);
}

/** Whether it shows what is done, and a service completes items of this list alone. */
async function isTickable({ account, plugin, kind, present }: SensorSnapshot, host: Host): Promise<boolean> {
  if (present?.items?.done === undefined) return false;
  const services = await host.services(account);
  return services.some(
    ({ id, item, target }) =>
      id.startsWith(`${plugin}/`) && item?.does === "complete" && [item.of].flat().includes(kind) && target === kind,
  );
}

/** A call of a service, before it is made. */
export interface RequestedCall {
  readonly account: string;
  /** `todo/complete-task` */
  readonly service: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Lets a client with read access only complete and reopen items of the lists that its grant names. @throws CasementError `forbidden` */
export async function requireTick({ access, grant }: AuthenticatedClient, call: RequestedCall, host: Host): Promise<void> {
  if (access !== "read" || (grant && (await isTick(grant, call, host)))) return;
  const lists = grant?.mayTick?.join(", ");
  throw new CasementError("forbidden", `This display can only complete and reopen the items of ${lists}. Change other things elsewhere.`, {
    details: { reason: "only-ticks" },
  });
}

async function isTick({ mayTick = [] }: AccessGrant, { account, service: id, input }: RequestedCall, host: Host): Promise<boolean> {
  const service = (await host.services(account)).find((known) => known.id === id);
  const { item, target } = service ?? {};
  if (item?.id === undefined || (item.does !== "complete" && item.does !== "reopen")) return false;
  const itemId = input[item.id];
  if (typeof itemId !== "string" || typeof input.sensor !== "string") return false;
  if (Object.keys(input).some((field) => field !== item.id && field !== "sensor")) return false;
  const sensor = `${account}/${id.split("/")[0]}/${input.sensor}`;
  // Without a target, the service would find the item in any list.
  return target !== undefined && mayTick.includes(sensor) && (await host.sensor(sensor)).kind === target;
}
