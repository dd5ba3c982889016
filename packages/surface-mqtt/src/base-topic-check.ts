import type { Logger } from "@casement/core";

/** Warns once when another hub publishes under the same base topic: the two would overwrite each other's messages. */
export function createBaseTopicCheck(clientId: string, base: string, log: Logger): (hubPayload: string) => void {
  let warned = false;
  return (hubPayload) => {
    const otherClientId = clientIdOf(hubPayload);
    if (warned || otherClientId === undefined || otherClientId === clientId) return;
    warned = true;
    log.warn(`MQTT: another hub uses, or has used, the base topic ${base} on this broker. Give each hub its own mqtt.baseTopic.`);
  };
}

function clientIdOf(hubPayload: string): string | undefined {
  try {
    const { client } = JSON.parse(hubPayload);
    return typeof client === "string" ? client : undefined;
  } catch {
    return undefined;
  }
}
