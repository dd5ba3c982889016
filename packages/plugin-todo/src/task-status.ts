import { graphEnum } from "@casement/graph-calendar";

export const taskStatus = graphEnum(["notStarted", "inProgress", "completed", "waitingOnOthers", "deferred"]);
