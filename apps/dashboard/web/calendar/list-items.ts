import { apiClient } from "../api/api-client.ts";
import type { JsonObject, JsonValue, Sensor, Service } from "../api/api-types.ts";
import { isObject, isTruncated, itemsInResult, type SensorItem } from "../sensors/sensor-item.ts";
import { targetOf } from "../sensors/sensor-state.ts";

export interface TimeRange {
  readonly from: Date;
  readonly to: Date;
}

const hour = 3_600_000;

/** Lists the items of a range, all pages of it. Where the service has no cursor, a range with more items than one call returns is listed in halves. */
export async function listItems(service: Service, sensor: Sensor, range: TimeRange): Promise<SensorItem[]> {
  const { from = "", to = "", cursor: cursorField } = service.item?.fields ?? {};
  const input: JsonObject = {
    ...service.item?.input,
    ...targetOf(service, sensor),
    [from]: range.from.toISOString(),
    [to]: range.to.toISOString(),
  };
  const items: SensorItem[] = [];
  let result: JsonValue;
  let cursor: JsonValue | undefined;
  do {
    const page = cursorField === undefined || cursor === undefined ? {} : { [cursorField]: cursor };
    result = await apiClient.call(service.account, service.id, { ...input, ...page });
    items.push(...itemsInResult(sensor, result));
    cursor = cursorField !== undefined && isObject(result) ? result[cursorField] : undefined;
  } while (typeof cursor === "string");
  const length = range.to.getTime() - range.from.getTime();
  if (cursorField !== undefined || !isObject(result) || !isTruncated(sensor, result) || length <= hour) return uniqueItems(items);
  const middle = new Date(range.from.getTime() + length / 2);
  const halves = await Promise.all([
    listItems(service, sensor, { from: range.from, to: middle }),
    listItems(service, sensor, { from: middle, to: range.to }),
  ]);
  return uniqueItems(halves.flat());
}

const uniqueItems = (items: readonly SensorItem[]): SensorItem[] => [...new Map(items.map((item) => [item.key, item])).values()];

/** The service that lists the items of any time range. */
export function listServiceOf(services: readonly Service[] | undefined, sensor: Sensor): Service | undefined {
  return services?.find(
    ({ id, account, item, offered }) =>
      offered &&
      account === sensor.account &&
      id.startsWith(`${sensor.plugin}/`) &&
      item?.does === "list" &&
      [item.of].flat().includes(sensor.kind) &&
      item.fields?.from !== undefined &&
      item.fields.to !== undefined,
  );
}
