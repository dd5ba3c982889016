import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { SeenEvent } from "./marker-ledger.ts";
import { pauseFor } from "./pause-for.ts";

export const webhookSecret = `whsec_${Buffer.from("campaign-campaign-campaign-campaign").toString("base64")}`;

/** A program that receives the webhook of a household. */
export interface WebhookReceiver {
  readonly port: number;
  /** Accepted events, and accepted states of sensors by id, in order. */
  readonly events: readonly SeenEvent[];
  readonly states: ReadonlyMap<string, readonly unknown[]>;
  /** What a receiver must never see. */
  readonly faults: readonly string[];
  /** Messages that came again after they had been accepted. */
  repeated(): number;
  /** What a request gets, and after how long. Default: 204 at once. */
  respond: () => { readonly status: number; readonly afterMs?: number };
  listen(): Promise<void>;
  /** Refuses connections until `listen`. */
  close(): Promise<void>;
}

export function createWebhookReceiver(port: number): WebhookReceiver {
  const events: SeenEvent[] = [];
  const states = new Map<string, unknown[]>();
  const faults: string[] = [];
  const bodies = new Map<string, string>();
  const accepted = new Set<string>();
  let repeated = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const body = Buffer.concat(chunks).toString();
      const [id, timestamp, signature] = ["id", "timestamp", "signature"].map((name) => String(request.headers[`webhook-${name}`]));
      const key = Buffer.from(webhookSecret.slice("whsec_".length), "base64");
      if (signature !== `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`)
        faults.push(`the signature of ${id} is wrong`);
      if (Math.abs(Date.now() / 1_000 - Number(timestamp)) > 300) faults.push(`the timestamp of ${id} is old`);
      if ((bodies.get(id!) ?? body) !== body) faults.push(`${id} came with two bodies`);
      bodies.set(id!, body);
      const { status, afterMs = 0 } = receiver.respond();
      await pauseFor(afterMs);
      response.writeHead(status).end();
      if (status >= 300) return;
      if (accepted.has(id!)) {
        repeated++;
        return;
      }
      accepted.add(id!);
      const { type, data } = JSON.parse(body);
      if (type === "sensor-changed") states.set(data.id, [...(states.get(data.id) ?? []), data.state]);
      else events.push(data);
    });
  });
  const receiver: WebhookReceiver = {
    port,
    events,
    states,
    faults,
    repeated: () => repeated,
    respond: () => ({ status: 204 }),
    listen: () => new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve())),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}
