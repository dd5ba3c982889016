export { type BrokerProbeResult, probeBroker } from "./connection/probe-broker.ts";
export type { MqttOptions } from "./mqtt-options.ts";
export { type MqttSurface, serveMqtt } from "./serve-mqtt.ts";
