import type { Host } from "@casement/host";

export interface DelayedHost {
  readonly host: Host;
  /** Keeps back every answer to what is asked from now on. Its content is as of the time of the request. */
  hold(): HeldAnswers;
}

export interface HeldAnswers {
  /** Number of answers that are kept back. */
  readonly count: number;
  /** Delivers them, and no longer keeps answers back. */
  release(): void;
}

/**
 * A host whose answers can be late, as those of a host in another process can be. For tests of surfaces: changes and events are reported at
 * once, so they overtake answers.
 */
export function delayHost(host: Host): DelayedHost {
  let held: { count: number; readonly released: Promise<void> } | undefined;
  const late =
    <A extends readonly unknown[], R>(read: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const waiting = held;
      const answer = await read(...args);
      if (waiting) waiting.count++;
      await waiting?.released;
      return answer;
    };
  const events: Host["events"] = Object.create(host.events, { after: { value: late(host.events.after) } });
  const reads = { sensors: late(host.sensors), sensor: late(host.sensor), services: late(host.services), plugins: late(host.plugins) };
  return {
    host: Object.assign(Object.create(host), reads, { events }),
    hold() {
      let deliver = (): void => {};
      const current = {
        count: 0,
        released: new Promise<void>((resolve) => {
          deliver = resolve;
        }),
        release() {
          if (held === current) held = undefined;
          deliver();
        },
      };
      held = current;
      return current;
    },
  };
}
