import { graphEnum } from "./graph-enum.ts";

export const sensitivitySchema = graphEnum(["normal", "personal", "private", "confidential"]);
export const showAsSchema = graphEnum(["free", "tentative", "busy", "oof", "workingElsewhere", "unknown"]);
export const importanceSchema = graphEnum(["low", "normal", "high"]);
export const attendeeTypeSchema = graphEnum(["required", "optional", "resource"]);
