import type { MqttConfig } from "@casement/host/config";
import { importOptionalPackage } from "../plugins/import-optional-package.ts";
import { type DoctorCheck, type DoctorEnvironment, okCheck, problemCheck } from "./doctor-check.ts";

/** Whether the broker answers and takes the credentials. */
export async function checkBroker(mqtt: MqttConfig, { clock, timeout }: DoctorEnvironment): Promise<DoctorCheck> {
  try {
    const { probeBroker } = await importOptionalPackage("@casement/surface-mqtt", () => import("@casement/surface-mqtt"));
    const { broker, problem: why } = await probeBroker(mqtt, { clock, limit: timeout });
    if (why === undefined) return okCheck("mqtt", `The MQTT broker ${broker} lets the hub in.`);
    const [what, ...cure] = why.split(". ");
    return problemCheck(
      "mqtt",
      `No connection to the MQTT broker ${broker}: ${what}.`,
      `${cure.join(". ") || "Look at the broker and at mqtt.url"}.`,
    );
  } catch (error) {
    return problemCheck("mqtt", "MQTT is configured but cannot be used.", (error as Error).message);
  }
}
