// What the nodes use of Node-RED (https://nodered.org/docs/creating-nodes/node-js).

export interface FlowMessage {
  topic?: unknown;
  payload?: unknown;
  [property: string]: unknown;
}

export type NodeStatus =
  | Record<string, never>
  | { readonly fill: "red" | "yellow" | "green" | "blue" | "gray" | "grey"; readonly shape: "dot" | "ring"; readonly text: string };

/** A node of a flow while it is deployed. */
export interface FlowNode {
  readonly id: string;
  readonly credentials?: { readonly token?: string };
  on(
    event: "input",
    listener: (message: FlowMessage, send: (message: FlowMessage) => void, done: (error?: unknown) => void) => Promise<void>,
  ): void;
  on(event: "close", listener: () => void): void;
  send(message: FlowMessage): void;
  status(status: NodeStatus): void;
  error(error: unknown, message?: FlowMessage): void;
  warn(text: string): void;
  context(): { get(key: string, done: (error: unknown, value: unknown) => void): void; set(key: string, value: unknown): void };
}

interface AdminResponse {
  json(body: unknown): void;
  status(code: number): AdminResponse;
}

/** The part of `RED` that nodes get. */
export interface NodeRed {
  readonly nodes: {
    createNode(node: object, config: object): void;
    getNode(id: string | undefined): unknown;
    registerType(type: string, create: (this: any, config: any) => void, options?: object): void;
  };
  readonly util: {
    evaluateNodeProperty(value: string, type: string, node: object, message: FlowMessage): unknown;
  };
  readonly auth: { needsPermission(permission: string): unknown };
  readonly httpAdmin: {
    get(
      path: string,
      allowed: unknown,
      handle: (request: { readonly params: { readonly id: string } }, response: AdminResponse) => Promise<void>,
    ): void;
  };
}
