import { createHubClient, type HubClient } from "@casement/client";
import type { FlowNode, NodeRed } from "./node-red.ts";
import { createSharedStream, type SharedStream } from "./shared-stream.ts";

export interface HubConfig {
  readonly address: string;
}

/** The configuration node: one hub, its token as a credential, and one stream for all nodes. */
export interface HubNode extends FlowNode {
  /** Undefined: the address or the token is missing. */
  readonly client: HubClient | undefined;
  readonly stream: SharedStream | undefined;
}

export function registerHubNode(red: NodeRed): void {
  red.nodes.registerType(
    "casement-hub",
    function createHub(this: FlowNode & { client?: HubClient; stream?: SharedStream }, config: HubConfig) {
      red.nodes.createNode(this, config);
      const token = this.credentials?.token;
      if (!token)
        return this.error(
          'The hub has no token. Make one on its dashboard (Settings, Access, Program) or with  casement access add program "Node-RED"  and enter it in its node.',
        );
      try {
        this.client = createHubClient({ address: config.address, token });
      } catch (error) {
        return this.error(error);
      }
      const stream = createSharedStream(this.client, {
        load: () =>
          new Promise((resolve) => this.context().get("after", (_, value) => resolve(typeof value === "string" ? value : undefined))),
        save: (after) => this.context().set("after", after),
      });
      this.stream = stream;
      this.on("close", () => stream.close());
    },
    { credentials: { token: { type: "password" } } },
  );
}

/** The hub of a node. Shows on the node that there is none. */
export function hubOf(red: NodeRed, node: FlowNode, id: string | undefined): HubNode | undefined {
  const hub = red.nodes.getNode(id) as HubNode | null;
  if (hub?.client) return hub;
  node.status({ fill: "red", shape: "ring", text: hub ? "hub without token" : "no hub" });
  return undefined;
}
