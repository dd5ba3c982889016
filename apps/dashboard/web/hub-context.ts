import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Hub } from "./api/hub.ts";
import { useStore } from "./api/store.ts";

export const HubContext = createContext<Hub | undefined>(undefined);

export const useHub = (): Hub => useContext(HubContext)!;

/** Whether this browser may change things. */
export const useMayWrite = (): boolean => useStore(useHub().access) === "full";
