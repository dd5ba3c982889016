import { randomBytes } from "node:crypto";
import { CasementError, type Clock } from "@casement/core";
import type { Host } from "@casement/host";

/** Whether notifications arrive. */
export interface NotificationTest {
  readonly arrived: boolean;
  /** From sending to arrival (ms). */
  readonly milliseconds?: number;
  /** Why it did not arrive, in plain words. */
  readonly reason?: string;
}

export type NotificationFetch = (url: string, init: RequestInit) => Promise<Response>;

const timeoutMs = 15_000;

/**
 * Does what Microsoft does: sends the handshake and one notification to the hub's address, and waits for it. The notification is of no subscription.
 * @throws CasementError `not-found` when the hub receives no notifications
 */
export async function testNotifications(
  host: Pick<Host, "notifications">,
  clock: Clock,
  fetch: NotificationFetch,
): Promise<NotificationTest> {
  const { receiver } = host.notifications;
  if (!receiver) throw new CasementError("not-found", "This hub receives no notifications. Add  notifications:  to casement.yaml.");
  if (receiver.problem !== undefined) return { arrived: false, reason: receiver.problem };
  const { origin } = new URL(receiver.address);
  const expired = new AbortController();
  const stopTimeout = clock.after(timeoutMs, () => expired.abort());
  const { signal } = expired;
  const headers = { "content-type": "application/json" };
  const send = (query: string, body: string): Promise<Response | undefined> =>
    fetch(`${receiver.address}${query}`, { method: "POST", body, headers, redirect: "error", signal }).catch(() => undefined);
  const failed = (reason: string): NotificationTest => ({ arrived: false, reason });
  try {
    const token = randomBytes(12).toString("hex");
    const handshake = await send(`?validationToken=${token}`, "");
    if (!handshake) return failed(`${origin} cannot be reached from the hub.`);
    const said = await readStart(handshake, token.length + 1);
    if (handshake.status !== 200 || said !== token)
      return failed(`What answers at ${origin} does not lead to this hub: it answered with status ${handshake.status}.`);
    const subscriptionId = `test-${randomBytes(12).toString("hex")}`;
    const startedAt = clock.now().getTime();
    const arrival = host.notifications.arrival(subscriptionId, signal).then(
      () => clock.now().getTime(),
      () => undefined,
    );
    const answer = await send("", JSON.stringify({ value: [{ subscriptionId, clientState: "test" }] }));
    await answer?.body?.cancel();
    if (answer?.status !== 202) {
      expired.abort();
      return failed(`${origin} did not take a notification: ${answer ? `status ${answer.status}` : "no answer"}.`);
    }
    const arrivedAt = await arrival;
    if (arrivedAt === undefined) return failed(`${origin} took a notification, but it did not arrive within ${timeoutMs / 1_000} seconds.`);
    return { arrived: true, milliseconds: arrivedAt - startedAt };
  } finally {
    stopTimeout();
  }
}

/** The first characters of a text, however long it is. */
async function readStart({ body }: Response, length: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length >= length) break;
  }
  return text.slice(0, length);
}
