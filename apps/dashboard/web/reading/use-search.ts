import { useRef, useState } from "preact/hooks";
import { itemServicesOf } from "../actions/item-actions.ts";
import { apiClient } from "../api/api-client.ts";
import type { Sensor, Service } from "../api/api-types.ts";
import { ApiError } from "../api/request-hub.ts";
import { useStore } from "../api/value-store.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import type { ListedItems } from "../sensors/more-items.ts";
import { isObject, isTruncated, itemsInResult, type SensorItem } from "../sensors/sensor-item.ts";
import { targetOf } from "../sensors/sensor-state.ts";
import { fieldHintOf } from "../texts/plugin-texts.ts";

export interface ItemSearch {
  /** Undefined: nothing is searched, or the search is not done yet. */
  readonly found: ListedItems | undefined;
  readonly isSearching: boolean;
  readonly problem: string | undefined;
  /** What the service searches, and how. Undefined: it searches what the page knows. */
  readonly hint: string | undefined;
  /** An empty text ends the search. */
  search(text: string): void;
}

interface FoundItems {
  readonly items: readonly SensorItem[];
  readonly isCut: boolean;
  readonly cursor?: string | undefined;
}

interface SearchState {
  readonly text: string;
  readonly found?: FoundItems;
  readonly isBusy: boolean;
  readonly problem?: string;
}

const noSearch: SearchState = { text: "", isBusy: false };

/** Searches with the service that lists the items of the sensor. Without one, among the items that the page knows. */
export function useSearch(sensor: Sensor, known: readonly SensorItem[]): ItemSearch {
  const services = useStore(useHub().services);
  const [state, setState] = useState(noSearch);
  const lastSearch = useRef(0);
  const mayCall = useMayWrite();
  const service = mayCall ? itemServicesOf(services, sensor, "list").find(({ item }) => item!.fields?.search !== undefined) : undefined;
  const read = (text: string, before?: FoundItems): void => {
    const number = ++lastSearch.current;
    const end = (next: Partial<SearchState>) =>
      number === lastSearch.current && setState({ text, isBusy: false, ...(before && { found: before }), ...next });
    end({ isBusy: true });
    findItems(service!, sensor, text, before).then(
      (found) => end({ found }),
      (error) => end({ problem: error instanceof ApiError ? error.problem.detail : String(error) }),
    );
  };
  const search = (text: string): void => {
    lastSearch.current += 1;
    if (text === "") setState(noSearch);
    else if (service) read(text);
    else setState({ text, isBusy: false, found: { items: known.filter((item) => isFound(item, text)), isCut: false } });
  };
  const { text, found, isBusy, problem } = state;
  return {
    found: found && {
      items: found.items,
      isCut: found.isCut,
      loadMore: found.cursor === undefined ? undefined : () => read(text, found),
      isLoading: isBusy,
      problem,
    },
    isSearching: isBusy && !found,
    problem: found ? undefined : problem,
    search,
    hint: service && fieldHintOf(service, service.item!.fields!.search!),
  };
}

/** What is found after `before`, with what was found until then. */
async function findItems(service: Service, sensor: Sensor, text: string, before?: FoundItems): Promise<FoundItems> {
  const { search = "", cursor: cursorField = "" } = service.item!.fields!;
  const page = before?.cursor === undefined ? {} : { [cursorField]: before.cursor };
  const result = await apiClient.call(service.account, service.id, { ...targetOf(service, sensor), [search]: text, ...page });
  const output = isObject(result) ? result : {};
  const cursor = output[cursorField];
  const items = new Map([...(before?.items ?? []), ...itemsInResult(sensor, result)].map((item) => [item.key, item]));
  return {
    items: [...items.values()],
    isCut: typeof cursor === "string" || isTruncated(sensor, output),
    cursor: typeof cursor === "string" ? cursor : undefined,
  };
}

function isFound({ data, sensor }: SensorItem, text: string): boolean {
  const { title = "", from = "", text: preview = "" } = sensor.present?.items ?? {};
  return JSON.stringify([data[title], data[from], data[preview]]).toLowerCase().includes(text.toLowerCase());
}
