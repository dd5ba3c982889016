import type { HubSensor } from "@casement/client";
import { connectedStatus, connectingStatus, disconnectedStatus } from "./connection-status.ts";
import { hubOf } from "./hub-node.ts";
import { matchesPattern } from "./match-pattern.ts";
import type { FlowNode, NodeRed } from "./node-red.ts";
import { sensorMessage, sensorStatus } from "./sensor-message.ts";

export interface SensorConfig {
  readonly hub?: string;
  /** An id, or a pattern: `home/todo/*`. */
  readonly sensor: string;
  /** Also sends the value that a sensor has when the flow starts. */
  readonly initial: boolean;
}

const fingerprintOf = ({ state, attributes, gone }: HubSensor): string => JSON.stringify([state, attributes, gone]);

/** Sends a message whenever the state or an attribute of a sensor changes. */
export function registerSensorNode(red: NodeRed): void {
  red.nodes.registerType("casement-sensor", function createSensor(this: FlowNode, config: SensorConfig) {
    red.nodes.createNode(this, config);
    const { stream } = hubOf(red, this, config.hub) ?? {};
    if (!stream) return;
    if (!config.sensor) return this.status({ fill: "red", shape: "ring", text: "no sensor chosen" });
    const isOne = !config.sensor.includes("*");
    /** The values that were seen, by id. The hub sends all sensors again after each reconnection. */
    const values = new Map<string, string>();
    let latest: HubSensor | undefined;
    this.status(connectingStatus);
    const stop = stream.listen({
      onConnect: () => this.status(latest ? sensorStatus(latest) : connectedStatus),
      onDisconnect: (error) => this.status(disconnectedStatus(error)),
      onSensor: (sensor) => {
        if (!matchesPattern(config.sensor, sensor.id)) return;
        if (isOne) latest = sensor;
        if (isOne) this.status(sensorStatus(sensor));
        const value = fingerprintOf(sensor);
        const before = values.get(sensor.id);
        // A sensor that has no value yet: its first one is the value at the start.
        if (sensor.state !== null || sensor.gone) values.set(sensor.id, value);
        else return;
        if (before === undefined ? config.initial : before !== value) this.send(sensorMessage(sensor));
      },
    });
    this.on("close", stop);
  });
}
