import type { SoughtItem } from "@casement/graph-input";

/** What `id` means in the services of this plugin. */
export const soughtEvent: SoughtItem = {
  noun: "event",
  listedBy: "list-events lists events with their IDs",
};
