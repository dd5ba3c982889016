import { HubError } from "@casement/client";
import { disconnectedStatus } from "./connection-status.ts";
import { hubOf } from "./hub-node.ts";
import type { FlowMessage, FlowNode, NodeRed } from "./node-red.ts";

/** A field that is filled in the editor. */
export interface FilledField {
  readonly name: string;
  /** A type of Node-RED's typed input, or `choice`: JSON. */
  readonly type: string;
  readonly value: string;
}

export interface CallConfig {
  readonly hub?: string;
  /** Empty: `msg.account`. */
  readonly account: string;
  /** `plugin/name`. Empty: `msg.service`. */
  readonly service: string;
  readonly fields: readonly FilledField[];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** Calls a service. Its result is the payload; errors go to catch nodes, with `error.code`. */
export function registerCallNode(red: NodeRed): void {
  red.nodes.registerType("casement-call", function createCall(this: FlowNode, config: CallConfig) {
    red.nodes.createNode(this, config);
    const { client } = hubOf(red, this, config.hub) ?? {};
    if (!client) return;
    const inputOf = (message: FlowMessage): object => {
      const filled = (config.fields ?? []).map(({ name, type, value }) => [
        name,
        type === "choice" ? JSON.parse(value) : red.util.evaluateNodeProperty(value, type, this, message),
      ]);
      // What the message brings wins over the form. Numbers and texts, such as an inject node's timestamp, are no input.
      return {
        ...Object.fromEntries(filled.filter(([, value]) => value !== undefined)),
        ...(isObject(message.payload) && message.payload),
      };
    };
    let running = 0;
    this.on("input", async (message, send, done) => {
      const account = config.account || message.account;
      const service = config.service || message.service;
      running += 1;
      this.status({ fill: "blue", shape: "dot", text: running > 1 ? `calling (${running})` : "calling" });
      try {
        if (typeof account !== "string" || typeof service !== "string" || !/^[^/]+\/[^/]+$/.test(service))
          throw new Error('Choose an account and a service in the node, or set msg.account ("home") and msg.service ("todo/create-task").');
        const payload = await client.call(account, service, inputOf(message));
        running -= 1;
        this.status(running > 0 ? { fill: "blue", shape: "dot", text: "calling" } : {});
        send({ ...message, payload });
        done();
      } catch (error) {
        running -= 1;
        this.status(error instanceof HubError ? disconnectedStatus(error) : { fill: "red", shape: "ring", text: "not called" });
        done(error);
      }
    });
  });
}
