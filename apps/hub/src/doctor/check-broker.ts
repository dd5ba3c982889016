import type { MqttConfig } from "@casement/host/config";
import { importOptionalPackage } from "../plugins/import-optional-package.ts";
import { type DoctorCheck, type DoctorEnvironment, okCheck, problemCheck } from "./doctor-check.ts";

/** Checks that the broker accepts a connection with the configured credentials. */
export async function checkBroker(mqtt: MqttConfig, { clock, timeout }: DoctorEnvironment): Promise<DoctorCheck> {
  try {
    const { probeBroker } = await importOptionalPackage("@casement/surface-mqtt", () => import("@casement/surface-mqtt"));
    const { broker, problem: failure } = await probeBroker(mqtt, { clock, limit: timeout });
    if (failure === undefined) return okCheck("mqtt", `The MQTT broker ${broker} accepts the connection.`);
    const [reason, ...cure] = failure.split(". ");
    return problemCheck(
      "mqtt",
      `Could not connect to the MQTT broker ${broker}: ${reason}.`,
      `${cure.join(". ") || "Check the broker and mqtt.url"}.`,
    );
  } catch (error) {
    return problemCheck("mqtt", "MQTT is configured, but not available.", (error as Error).message);
  }
}
