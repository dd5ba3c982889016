import { createContext } from "preact";
import type { JsonObject } from "../api/api-types.ts";

/** The whole input of the form. */
export const FormValueContext = createContext<JsonObject>({});
