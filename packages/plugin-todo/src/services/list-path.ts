import type { KeyedInstance } from "@casement/core";

/** What of a service's call names the list. */
export interface ListCall {
  readonly target: KeyedInstance;
}

/** "/me/todo/lists/…" */
export const listPath = ({ target }: ListCall): string => `/me/todo/lists/${encodeURIComponent(target.key)}`;

/** "/me/todo/lists/…/tasks", or the path of one task. */
export function taskPath(call: ListCall, id?: string): string {
  const path = `${listPath(call)}/tasks`;
  return id === undefined ? path : `${path}/${encodeURIComponent(id)}`;
}
