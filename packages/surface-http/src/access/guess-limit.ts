import { CasementError, type Clock, type Logger } from "@casement/core";
import type { RequestPlace } from "../addresses/request-place.ts";

/** Bounds how often somebody can try tokens, passwords and links. */
export interface GuessLimit {
  /**
   * Whether a secret that a person chose may be compared now. Secrets that the hub made need no such limit: nobody can guess them, and a
   * neighbor with an old password must not lock others out. On this machine, only wrong ones are refused.
   */
  allows(place: RequestPlace): boolean;
  /** Counts a wrong secret. Returns what to throw: `wrong`, or `too-many-attempts` after five within a minute from one address. */
  failed(place: RequestPlace, wrong: CasementError): CasementError;
  close(): void;
}

const minute = 60_000;
const maxFailures = 5;
/** More addresses than this count as one, so that nobody can fill the memory. */
const maxClients = 1_000;
const otherClients = "others";

interface Failures {
  count: number;
  readonly until: number;
}

/** Logs the first one, and the number of further ones once a minute, without anything that was sent. */
export function createGuessLimit(clock: Clock, log: Logger): GuessLimit {
  const byClient = new Map<string, Failures>();
  let total = 0;
  let stopMinute: (() => void) | undefined;
  const now = (): number => clock.now().getTime();

  const endMinute = (): void => {
    if (total > 1) log.warn(`HTTP: ${total - 1} more requests had a wrong token, password or link within a minute.`);
    total = 0;
    stopMinute = undefined;
    for (const [client, { until }] of byClient) if (until <= now()) byClient.delete(client);
  };
  const keyOf = ({ client = "" }: RequestPlace): string => (byClient.has(client) || byClient.size < maxClients ? client : otherClients);
  function failuresOf(place: RequestPlace): Failures {
    const known = byClient.get(keyOf(place));
    return known && known.until > now() ? known : { count: 0, until: now() + minute };
  }
  return {
    allows: (place) => place.isLocal || failuresOf(place).count < maxFailures,
    failed(place, wrong) {
      total++;
      if (!stopMinute) {
        log.warn("HTTP: a request had a wrong token, password or link.");
        stopMinute = clock.after(minute, endMinute);
      }
      const failures = failuresOf(place);
      failures.count++;
      byClient.set(keyOf(place), failures);
      if (failures.count <= maxFailures) return wrong;
      const retryAfter = Math.ceil((failures.until - now()) / 1000);
      return new CasementError(
        "too-many-attempts",
        `Too many wrong tokens, passwords or links came from this address. Try again in ${retryAfter} seconds.`,
        { details: { retryAfter } },
      );
    },
    close() {
      stopMinute?.();
      endMinute();
    },
  };
}
