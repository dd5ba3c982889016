import { registerCallNode } from "./call-node.ts";
import { addEditorRoutes } from "./editor-routes.ts";
import { registerEventNode } from "./event-node.ts";
import { registerHubNode } from "./hub-node.ts";
import type { NodeRed } from "./node-red.ts";
import { registerSensorNode } from "./sensor-node.ts";
import { registerStateNode } from "./state-node.ts";

/** Called by Node-RED when it loads the package. */
export function registerCasementNodes(red: NodeRed): void {
  registerHubNode(red);
  registerSensorNode(red);
  registerEventNode(red);
  registerCallNode(red);
  registerStateNode(red);
  addEditorRoutes(red);
}
