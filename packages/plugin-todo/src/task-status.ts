import { choice } from "@casement/graph-calendar";

export const taskStatus = choice(["notStarted", "inProgress", "completed", "waitingOnOthers", "deferred"]);
