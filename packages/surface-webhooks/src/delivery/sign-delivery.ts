import { createHmac } from "node:crypto";

/**
 * The headers of one attempt, as Standard Webhooks 1.0.0 says: the id stays the same in every attempt, the timestamp (Unix seconds) is the
 * attempt's. Receivers refuse a timestamp that is more than five minutes away from their clock.
 */
export function signDelivery(secret: string, id: string, at: Date, body: string): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
}
