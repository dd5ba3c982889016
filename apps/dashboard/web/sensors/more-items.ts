import { useEffect, useState } from "preact/hooks";
import { itemServicesOf } from "../actions/item-actions.ts";
import { apiClient } from "../api/api-client.ts";
import type { JsonObject, Sensor, Service } from "../api/api-types.ts";
import { ApiError } from "../api/request-hub.ts";
import { useStore } from "../api/value-store.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { isObject, isTruncated, itemsInResult, itemsOf, type SensorItem } from "./sensor-item.ts";
import { targetOf } from "./sensor-state.ts";

export interface ListedItems {
  readonly items: readonly SensorItem[];
  /** Whether there are more than these. */
  readonly isCut: boolean;
  /** Reads the next ones. Undefined if no service lists them, or there are no more. */
  readonly loadMore: (() => void) | undefined;
  readonly isLoading: boolean;
  readonly problem: string | undefined;
}

interface LoadedItems {
  readonly items: readonly SensorItem[];
  readonly portions: number;
  readonly cursor: string | undefined;
  /** Whether the service says that nothing is missing. */
  readonly isWhole: boolean;
  /** When the list had changed last. */
  readonly of: string | null;
}

const nothingLoaded: LoadedItems = { items: [], portions: 0, cursor: undefined, isWhole: false, of: null };

/** The items of a sensor and, where it does not list all, those that the service with `does: "list"` reads. */
export function useListedItems(sensor: Sensor): ListedItems {
  const services = useStore(useHub().services);
  const mayCall = useMayWrite();
  const [loaded, setLoaded] = useState(nothingLoaded);
  const [wanted, setWanted] = useState({ portions: 0 });
  const [problem, setProblem] = useState<string>();
  const isCut = isTruncated(sensor, sensor.attributes);
  const service = isCut && mayCall ? itemServicesOf(services, sensor, "list")[0] : undefined;
  const { updatedAt } = sensor;
  // What was read is read again when the list changes.
  useEffect(() => {
    if (!service || wanted.portions === 0) return;
    let isCurrent = true;
    const before = loaded.of === updatedAt && loaded.portions < wanted.portions ? loaded : nothingLoaded;
    readPortions(service, sensor, wanted.portions, before).then(
      (found) => isCurrent && setLoaded(found),
      (error) => isCurrent && setProblem(error instanceof ApiError ? error.problem.detail : String(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [wanted, updatedAt, service?.id]);

  const kept = itemsOf(sensor);
  const keys = new Set(kept.map(({ key }) => key));
  const items = isCut ? [...kept, ...loaded.items.filter(({ key }) => !keys.has(key))] : kept;
  const hasMore = loaded.portions === 0 || loaded.cursor !== undefined;
  const isLoading = wanted.portions > loaded.portions && problem === undefined;
  const loadMore = () => {
    setProblem(undefined);
    setWanted({ portions: loaded.portions + 1 });
  };
  return {
    items,
    isCut: isCut && !loaded.isWhole,
    loadMore: service && hasMore ? loadMore : undefined,
    isLoading,
    problem,
  };
}

/** How many items that the sensor does not list come at a time, at least. */
const portion = 100;

/** `before`: what is read on from. */
async function readPortions(service: Service, sensor: Sensor, count: number, before: LoadedItems): Promise<LoadedItems> {
  const field = service.item?.fields?.cursor;
  const kept = new Set(itemsOf(sensor).map(({ key }) => key));
  const items = [...before.items];
  let { cursor } = before;
  let isWhole = false;
  do {
    const input: JsonObject = { ...targetOf(service, sensor), ...(field !== undefined && cursor !== undefined && { [field]: cursor }) };
    const result = await apiClient.call(sensor.account, service.id, input);
    const output = isObject(result) ? result : {};
    items.push(...itemsInResult(sensor, result).filter(({ key }) => !kept.has(key)));
    const next = field === undefined ? undefined : output[field];
    cursor = typeof next === "string" ? next : undefined;
    isWhole = field === undefined ? output[sensor.present!.items!.truncated!] === false : cursor === undefined;
  } while (cursor !== undefined && items.length < count * portion);
  return { items, portions: count, cursor, isWhole, of: sensor.updatedAt };
}
