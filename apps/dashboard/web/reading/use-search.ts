import { useRef, useState } from "preact/hooks";
import { itemServicesOf } from "../actions/item-actions.ts";
import { apiClient } from "../api/api-client.ts";
import type { Sensor } from "../api/api-types.ts";
import { ApiError } from "../api/request-hub.ts";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { itemsInResult, type SensorItem } from "../sensors/sensor-item.ts";
import { targetOf } from "../sensors/sensor-state.ts";
import { fieldHintOf } from "../texts/plugin-texts.ts";

export interface ItemSearch {
  /** Undefined: nothing is searched, or the search is not done yet. */
  readonly found: readonly SensorItem[] | undefined;
  readonly isSearching: boolean;
  readonly problem: string | undefined;
  /** What the service searches, and how. Undefined: it searches what the page knows. */
  readonly hint: string | undefined;
  /** An empty text ends the search. */
  search(text: string): void;
}

/** Searches with the service that lists the items of the sensor. Without one, among the items that the page knows. */
export function useSearch(sensor: Sensor, known: readonly SensorItem[]): ItemSearch {
  const services = useStore(useHub().services);
  const [state, setState] = useState<Omit<ItemSearch, "search" | "hint">>({ found: undefined, isSearching: false, problem: undefined });
  const lastSearch = useRef(0);
  const service = itemServicesOf(services, sensor, "list").find(({ item }) => item!.fields?.search !== undefined);
  const search = (text: string): void => {
    const number = ++lastSearch.current;
    const end = (next: Partial<ItemSearch>) =>
      number === lastSearch.current && setState({ found: undefined, isSearching: false, problem: undefined, ...next });
    if (text === "") return void end({});
    if (!service) return void end({ found: known.filter((item) => isFound(item, text)) });
    end({ isSearching: true });
    apiClient.call(service.account, service.id, { ...targetOf(service, sensor), [service.item!.fields!.search!]: text }).then(
      (result) => end({ found: itemsInResult(sensor, result) }),
      (error) => end({ problem: error instanceof ApiError ? error.problem.detail : String(error) }),
    );
  };
  return { ...state, search, hint: service && fieldHintOf(service, service.item!.fields!.search!) };
}

function isFound({ data, sensor }: SensorItem, text: string): boolean {
  const { title = "", from = "", text: preview = "" } = sensor.present?.items ?? {};
  return JSON.stringify([data[title], data[from], data[preview]]).toLowerCase().includes(text.toLowerCase());
}
