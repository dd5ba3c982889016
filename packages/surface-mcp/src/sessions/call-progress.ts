import type { Clock } from "@casement/core";
import type { ServerContext } from "@modelcontextprotocol/server";

/** What the client learns of a running call, if it asked for it. */
export interface CallProgress {
  /** From the service. */
  report(done: number, total: number): void;
  end(): void;
}

/** A call without news for this long reports that it is still running (ms). Clients give up after 60 s without a message. */
export const aliveInterval = 10_000;

/**
 * Passes on what the service reports. In between, and for services that report nothing, the client hears that the call is running: while
 * Microsoft 365 is slow or throttles, that can take minutes. Each number is higher than the one before, as MCP requires. Undefined: the client
 * did not ask.
 */
export function createCallProgress(clock: Clock, { mcpReq: { _meta, notify } }: ServerContext): CallProgress | undefined {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return undefined;
  const startedAt = clock.now().getTime();
  let reported = 0;
  let total: number | undefined;
  /** Since the last report. */
  let signsOfLife = 0;
  let sent = -1;
  let cancelTimer = (): void => {};
  const send = (progress: number, message?: string): void => {
    sent = progress;
    const params = { progressToken, progress, ...(total !== undefined && { total }), ...(message !== undefined && { message }) };
    void notify({ method: "notifications/progress", params }).catch(() => {});
    startTimer();
  };
  const startTimer = (): void => {
    cancelTimer();
    cancelTimer = clock.after(aliveInterval, () => {
      signsOfLife++;
      // Approaches the next whole step without reaching it.
      const seconds = Math.round((clock.now().getTime() - startedAt) / 1_000);
      send(reported + signsOfLife / (signsOfLife + 1), `Running for ${seconds} s.`);
    });
  };
  startTimer();
  return {
    report(done, of) {
      if (done <= sent) return;
      reported = done;
      total = of;
      signsOfLife = 0;
      send(done);
    },
    end: () => cancelTimer(),
  };
}
