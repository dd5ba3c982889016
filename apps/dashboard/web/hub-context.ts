import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { HubState } from "./api/hub-state.ts";
import { useStore } from "./api/value-store.ts";

export const HubContext = createContext<HubState | undefined>(undefined);

export const useHub = (): HubState => useContext(HubContext)!;

/** Whether this browser has full access. */
export const useMayWrite = (): boolean => useStore(useHub().access) === "full";
