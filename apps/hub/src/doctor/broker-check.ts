import type { MqttConfig } from "@casement/host/config";
import { importInstalled } from "../plugins/import-installed.ts";
import { type Check, ok, problem, type Surroundings } from "./check.ts";

/** Whether the broker answers and takes the credentials. */
export async function brokerCheck(mqtt: MqttConfig, { clock, limit }: Surroundings): Promise<Check> {
  try {
    const { probeBroker } = await importInstalled("@casement/surface-mqtt", () => import("@casement/surface-mqtt"));
    const { broker, problem: why } = await probeBroker(mqtt, { clock, limit });
    if (why === undefined) return ok("mqtt", `The MQTT broker ${broker} lets the hub in.`);
    const [what, ...cure] = why.split(". ");
    return problem(
      "mqtt",
      `No connection to the MQTT broker ${broker}: ${what}.`,
      `${cure.join(". ") || "Look at the broker and at mqtt.url"}.`,
    );
  } catch (error) {
    return problem("mqtt", "MQTT is configured but cannot be used.", (error as Error).message);
  }
}
