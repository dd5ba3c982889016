import type { ServiceCall } from "@casement/core";

/** Calls an action on the presence of the signed-in user. Microsoft documents these actions only below `/users/{id}`. */
export async function sendPresenceAction(
  { account, graph, markWritten }: Pick<ServiceCall, "account" | "graph" | "markWritten">,
  action: string,
  body: object,
): Promise<void> {
  await graph.send("POST", `/users/${account.id}/presence/${action}`, body);
  markWritten(account.id);
}
