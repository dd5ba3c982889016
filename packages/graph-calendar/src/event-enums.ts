import { graphEnum } from "@casement/graph-input";

export const sensitivitySchema = graphEnum(["normal", "personal", "private", "confidential"]);
export const showAsSchema = graphEnum(["free", "tentative", "busy", "oof", "workingElsewhere", "unknown"]);
export const attendeeTypeSchema = graphEnum(["required", "optional", "resource"]);
