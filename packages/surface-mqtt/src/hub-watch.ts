import type { Logger } from "@casement/core";

/** Warns when another hub says its own below the same base topic: they would overwrite each other. */
export function createHubWatch(clientId: string, base: string, log: Logger): (payload: string) => void {
  let warned = false;
  return (payload) => {
    const other = clientOf(payload);
    if (warned || other === undefined || other === clientId) return;
    warned = true;
    log.warn(`MQTT: another hub uses, or has used, the base topic ${base} on this broker. Give each hub its own mqtt.baseTopic.`);
  };
}

function clientOf(payload: string): string | undefined {
  try {
    const { client } = JSON.parse(payload);
    return typeof client === "string" ? client : undefined;
  } catch {
    return undefined;
  }
}
