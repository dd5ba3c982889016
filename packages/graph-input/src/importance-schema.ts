import { graphEnum } from "./graph-enum.ts";

/** The importance of an event, a message or a task. */
export const importanceSchema = graphEnum(["low", "normal", "high"]);
