import { HubError } from "@casement/client";
import { disconnectedStatus } from "./connection-status.ts";
import { hubOf } from "./hub-node.ts";
import type { FlowNode, NodeRed } from "./node-red.ts";
import { sensorMessage, sensorStatus } from "./sensor-message.ts";

export interface StateConfig {
  readonly hub?: string;
  /** An id. Empty: `msg.topic`. */
  readonly sensor: string;
  /** Reads it from Microsoft first. */
  readonly refresh: boolean;
}

/** Reads a sensor when a message comes. */
export function registerStateNode(red: NodeRed): void {
  red.nodes.registerType("casement-state", function createState(this: FlowNode, config: StateConfig) {
    red.nodes.createNode(this, config);
    const { client } = hubOf(red, this, config.hub) ?? {};
    if (!client) return;
    this.on("input", async (message, send, done) => {
      const id = config.sensor || message.topic;
      try {
        if (typeof id !== "string" || !/^[^/]+\/[^/]+\/[^/]+$/.test(id))
          throw new Error('Choose a sensor in the node, or set msg.topic to the id of one ("home/todo/groceries").');
        const sensor = await (config.refresh ? client.refresh(id) : client.sensor(id));
        this.status(sensorStatus(sensor));
        send({ ...message, ...sensorMessage(sensor) });
        done();
      } catch (error) {
        this.status(error instanceof HubError ? disconnectedStatus(error) : { fill: "red", shape: "ring", text: "no sensor" });
        done(error);
      }
    });
  });
}
