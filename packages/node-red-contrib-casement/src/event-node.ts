import { connectedStatus, connectingStatus, disconnectedStatus } from "./connection-status.ts";
import { hubOf } from "./hub-node.ts";
import { matchesPattern } from "./match-pattern.ts";
import type { FlowNode, NodeRed } from "./node-red.ts";

export interface EventConfig {
  readonly hub?: string;
  /** Empty: all accounts. */
  readonly account: string;
  /** A type, or a pattern: `calendar/*`. Empty: all events. */
  readonly event: string;
}

/** Sends a message for each event. */
export function registerEventNode(red: NodeRed): void {
  red.nodes.registerType("casement-event", function createEvent(this: FlowNode, config: EventConfig) {
    red.nodes.createNode(this, config);
    const { stream } = hubOf(red, this, config.hub) ?? {};
    if (!stream) return;
    this.status(connectingStatus);
    const stop = stream.listen({
      onConnect: () => this.status(connectedStatus),
      onDisconnect: (error) => this.status(disconnectedStatus(error)),
      onLost: () => this.warn("Some events are missing: Node-RED was away for so long that the hub no longer has them."),
      onEvent: (event) => {
        if (config.account && config.account !== event.account) return;
        if (!matchesPattern(config.event, event.type)) return;
        this.status({ fill: "green", shape: "dot", text: `${event.type.split("/")[1]} ${event.at.slice(0, 16).replace("T", " ")} UTC` });
        this.send({ topic: event.type, payload: event.payload, event });
      },
    });
    this.on("close", stop);
  });
}
