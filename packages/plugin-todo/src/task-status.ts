import { graphEnum } from "@casement/graph-input";

export const taskStatus = graphEnum(["notStarted", "inProgress", "completed", "waitingOnOthers", "deferred"]);
