import { choice } from "@casement/graph-calendar";

export const status = choice(["notStarted", "inProgress", "completed", "waitingOnOthers", "deferred"]);
