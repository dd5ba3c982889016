import type { ServiceCall } from "@casement/core";
import { messagePath } from "./email-call.ts";

export async function moveMessage(call: ServiceCall, id: string, destinationId: string): Promise<void> {
  await call.graph.send("POST", `${messagePath(call, id)}/move`, { destinationId });
  call.markWritten(id);
}
