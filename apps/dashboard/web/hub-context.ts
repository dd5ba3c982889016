import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Sensor } from "./api/api-types.ts";
import type { HubState } from "./api/hub-state.ts";
import { useStore } from "./api/value-store.ts";
import { useTexts } from "./texts/texts.ts";

export const HubContext = createContext<HubState | undefined>(undefined);

export const useHub = (): HubState => useContext(HubContext)!;

/** Whether this browser has full access. */
export const useMayWrite = (): boolean => useStore(useHub().access) === "full";

/** What to say of a sensor that is not here: that there is none, or that this is not known yet. */
export function useMissingText(): string {
  const { nothingHere, unknown } = useTexts().home;
  return useStore(useHub().knowsSensors) ? nothingHere : unknown;
}

/** Whether this browser may complete and reopen the items of a list. */
export function useMayTick({ id }: Sensor): boolean {
  const { mayTick } = useStore(useHub().session);
  return useMayWrite() || mayTick?.includes(id) === true;
}
