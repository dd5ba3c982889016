import { explainMissingItem } from "@casement/graph-input";

/** Does some work with the task of the input `id`, and explains what is wanted if there is none. */
export function withTask<T>(work: () => Promise<T>): Promise<T> {
  return explainMissingItem(work, { noun: "task", listedBy: "list-tasks lists tasks with their IDs" });
}
