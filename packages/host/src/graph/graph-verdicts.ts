import type { GraphResponse } from "./graph-request.ts";

/** What Graph says of a token. `challenged`: it demands claims that even a token renewed with them does not have. */
export type GraphVerdict = "accepted" | "refused" | "challenged";

export interface GraphVerdicts {
  /** A request failed although its token was renewed for it. Counts once for each token. */
  refuse(tokenGeneration: number, challenged: boolean): void;
  accept(): void;
}

export function createGraphVerdicts(report: (verdict: GraphVerdict) => void): GraphVerdicts {
  let lastRefused: number | undefined;
  return {
    refuse(generation, challenged) {
      if (generation === lastRefused) return;
      lastRefused = generation;
      report(challenged ? "challenged" : "refused");
    },
    accept() {
      lastRefused = undefined;
      report("accepted");
    },
  };
}

/**
 * The claims that the next token must have, as JSON: https://learn.microsoft.com/entra/identity-platform/claims-challenge. Undefined if the
 * response is no such challenge.
 */
export function claimsOf({ headers }: Pick<GraphResponse, "headers">): string | undefined {
  const challenge = headers["www-authenticate"] ?? "";
  const claims = /\berror="insufficient_claims"/i.test(challenge) ? /\bclaims="([\w+/=-]{1,8000})"/.exec(challenge)?.[1] : undefined;
  if (claims === undefined) return undefined;
  const json = Buffer.from(claims, "base64").toString();
  try {
    return typeof JSON.parse(json) === "object" ? json : undefined;
  } catch {
    return undefined;
  }
}
