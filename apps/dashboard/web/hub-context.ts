import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Sensor } from "./api/api-types.ts";
import type { HubState } from "./api/hub-state.ts";
import { useStore } from "./api/value-store.ts";

export const HubContext = createContext<HubState | undefined>(undefined);

export const useHub = (): HubState => useContext(HubContext)!;

/** Whether this browser has full access. */
export const useMayWrite = (): boolean => useStore(useHub().access) === "full";

/** Whether this browser is a display on a wall, which the hub shows only what is on its wall. */
export const useIsDisplay = (): boolean => useStore(useHub().session).kind === "wall";

/** Whether this browser may complete and reopen the items of a list. */
export function useMayTick({ id }: Sensor): boolean {
  const { mayTick } = useStore(useHub().session);
  return useMayWrite() || mayTick?.includes(id) === true;
}
