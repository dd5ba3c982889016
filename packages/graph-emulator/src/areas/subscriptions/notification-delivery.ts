import type { Clock } from "@casement/core";
import { GraphFault } from "../../protocol/graph-fault.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";

/** Sends requests to clients, like the global `fetch`. */
export type NotificationFetch = (url: string, init: RequestInit) => Promise<Response>;

const responseTimeoutMs = 10_000;
/** Delay in milliseconds before each retry; four hours in total. */
const retryDelaysMs = [10_000, 30_000, 60_000, 300_000, 900_000, 1_800_000, 3_600_000, 7_699_000];

export interface NotificationDelivery {
  /**
   * Performs the validation handshake.
   *
   * @throws GraphFault 400 when the client does not echo the token in time.
   */
  validate(url: string, requestId: string): Promise<void>;
  /** Sends a notification and retries until it is accepted. Calls `onLost` if it never is. */
  send(url: string, body: object, onLost: () => void): void;
  /** Resolves when no attempt is active. */
  settled(): Promise<void>;
}

export function createNotificationDelivery(clock: Clock, post: NotificationFetch): NotificationDelivery {
  const activeAttempts = new Set<Promise<void>>();

  const postWithTimeout = (url: string, init: RequestInit): Promise<Response> => {
    const controller = new AbortController();
    const timeout = new Promise<never>((_, reject) => controller.signal.addEventListener("abort", () => reject(controller.signal.reason)));
    const cancel = clock.after(responseTimeoutMs, () => controller.abort(createRefusal("subscription-validation-slow")));
    return Promise.race([post(url, { ...init, method: "POST", redirect: "manual", signal: controller.signal }), timeout]).finally(cancel);
  };

  const attempt = (url: string, body: string, onLost: () => void, number = 0): void => {
    const running = (async () => {
      const headers = { "Content-Type": "application/json; charset=utf-8" };
      const accepted = await postWithTimeout(url, { headers, body }).then(
        ({ ok }) => ok,
        () => false,
      );
      const delayMs = retryDelaysMs[number];
      if (accepted) return;
      if (delayMs === undefined) onLost();
      else clock.after(delayMs, () => attempt(url, body, onLost, number + 1));
    })();
    activeAttempts.add(running);
    void running.finally(() => activeAttempts.delete(running));
  };

  return {
    async validate(url, requestId) {
      const token = `Validation: Testing client application reachability for subscription Request-Id: ${requestId}`;
      const target = new URL(url);
      target.searchParams.set("validationToken", token);
      const init = { headers: { "Content-Type": "text/plain; charset=utf-8" }, body: "" };
      const response = await postWithTimeout(target.href, init).catch((cause: unknown) => {
        throw GraphFault.is(cause) ? cause : createRefusal("subscription-validation");
      });
      const isText = /^text\/plain/i.test(response.headers.get("content-type") ?? "");
      if (response.status !== 200 || !isText || (await response.text()) !== token) throw createRefusal("subscription-validation");
    },
    send: (url, body, onLost) => attempt(url, JSON.stringify(body), onLost),
    async settled() {
      while (activeAttempts.size > 0) await Promise.all(activeAttempts);
    },
  };
}
