import type { HubError } from "@casement/client";
import type { NodeStatus } from "./node-red.ts";

export const connectedStatus: NodeStatus = { fill: "green", shape: "dot", text: "connected" };
export const connectingStatus: NodeStatus = { fill: "yellow", shape: "ring", text: "connecting" };

/** Why the node gets nothing. */
export const disconnectedStatus = ({ status, code }: HubError): NodeStatus => ({
  fill: "red",
  shape: "ring",
  text: status === 401 ? "token refused" : status === 403 ? "not allowed" : code === "hub-unreachable" ? "disconnected" : code,
});
