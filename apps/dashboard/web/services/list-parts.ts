import { itemServicesOf } from "../actions/item-actions.ts";
import { apiClient } from "../api/api-client.ts";
import type { Service } from "../api/api-types.ts";
import { itemsInResult, type SensorItem } from "../sensors/sensor-item.ts";
import { targetOf } from "../sensors/sensor-state.ts";
import { type ItemPart, partsIn } from "./item-parts.ts";

/** The parts of an item that its sensor does not show, as the service that lists the sensor's items knows them. */
export async function listParts(
  services: readonly Service[] | undefined,
  item: SensorItem,
  attribute: string,
): Promise<readonly ItemPart[] | undefined> {
  const [service] = itemServicesOf(services, item.sensor, "list");
  if (!service) return undefined;
  const { search } = service.item?.fields ?? {};
  const input = { ...targetOf(service, item.sensor), ...(search !== undefined && item.title !== "" && { [search]: item.title }) };
  const listed = itemsInResult(item.sensor, await apiClient.call(service.account, service.id, input));
  const found = listed.find(({ id }) => id === item.id);
  return found && partsIn(found, attribute);
}
