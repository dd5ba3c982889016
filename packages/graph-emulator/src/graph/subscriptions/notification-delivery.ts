import type { Clock } from "@casement/core";
import { createRefusal } from "../../refusals.ts";
import { GraphFault } from "../graph-fault.ts";

/** How the emulator reaches addresses of clients: like the global `fetch`. */
export type NotificationFetch = (url: string, init: RequestInit) => Promise<Response>;

const answerWithin = 10_000;
/** Milliseconds before each further attempt; four hours in all. */
const pauses = [10_000, 30_000, 60_000, 300_000, 900_000, 1_800_000, 3_600_000, 7_699_000];

export interface NotificationDelivery {
  /** The handshake. Throws 400. */
  validate(url: string, requestId: string): Promise<void>;
  /** Sends a notification until it is taken; `lost` is called when it never was. */
  send(url: string, body: object, lost: () => void): void;
  /** Ends when no attempt is under way. */
  settled(): Promise<void>;
}

export function createNotificationDelivery(clock: Clock, post: NotificationFetch): NotificationDelivery {
  const underWay = new Set<Promise<void>>();

  const timed = (url: string, init: RequestInit): Promise<Response> => {
    const slow = new AbortController();
    const late = new Promise<never>((_, reject) => slow.signal.addEventListener("abort", () => reject(slow.signal.reason)));
    const cancel = clock.after(answerWithin, () => slow.abort(createRefusal("subscription-validation-slow")));
    return Promise.race([post(url, { ...init, method: "POST", redirect: "manual", signal: slow.signal }), late]).finally(cancel);
  };

  const attempt = (url: string, body: string, lost: () => void, number = 0): void => {
    const trial = (async () => {
      const headers = { "Content-Type": "application/json; charset=utf-8" };
      const taken = await timed(url, { headers, body }).then(
        ({ ok }) => ok,
        () => false,
      );
      const pause = pauses[number];
      if (taken) return;
      if (pause === undefined) lost();
      else clock.after(pause, () => attempt(url, body, lost, number + 1));
    })();
    underWay.add(trial);
    void trial.finally(() => underWay.delete(trial));
  };

  return {
    async validate(url, requestId) {
      const token = `Validation: Testing client application reachability for subscription Request-Id: ${requestId}`;
      const target = new URL(url);
      target.searchParams.set("validationToken", token);
      const init = { headers: { "Content-Type": "text/plain; charset=utf-8" }, body: "" };
      const response = await timed(target.href, init).catch((cause: unknown) => {
        throw cause instanceof GraphFault ? cause : createRefusal("subscription-validation");
      });
      const isText = /^text\/plain/i.test(response.headers.get("content-type") ?? "");
      if (response.status !== 200 || !isText || (await response.text()) !== token) throw createRefusal("subscription-validation");
    },
    send: (url, body, lost) => attempt(url, JSON.stringify(body), lost),
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
