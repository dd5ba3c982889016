import { CasementError, type Clock } from "@casement/core";
import type { RequestPlace } from "../addresses/request-place.ts";

/** Counts a request of a client. @throws CasementError `too-many-attempts` after sixty in a minute from one address */
export type CountRequest = (place: RequestPlace) => void;

const minute = 60_000;
const maxRequests = 60;
/** More addresses than this count as one, so that nobody can fill the memory. */
const maxClients = 1_000;

export function createRequestRate(clock: Clock): CountRequest {
  let counts = new Map<string, number>();
  let until = 0;
  return ({ client = "" }) => {
    const now = clock.now().getTime();
    if (until <= now) {
      counts = new Map();
      until = now + minute;
    }
    const key = counts.has(client) || counts.size < maxClients ? client : "others";
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count <= maxRequests) return;
    const retryAfter = Math.ceil((until - now) / 1_000);
    throw new CasementError("too-many-attempts", `Too many requests came from this address. Try again in ${retryAfter} seconds.`, {
      details: { retryAfter },
    });
  };
}
