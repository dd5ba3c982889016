import type { User } from "../directory.ts";
import type { TokenVerification } from "../entra/token-issuer.ts";
import { createRefusal } from "../refusals/create-refusal.ts";
import { GraphFault } from "./graph-fault.ts";

export type VerifyToken = (token: string, now: Date) => TokenVerification;

export interface CallerIdentity {
  user: User;
  clientId: string;
  scopes: ReadonlySet<string>;
}

const reasonTexts = {
  malformed: "IDX12741: JWT must have three segments (JWS) or five segments (JWE).",
  unknown: "Invalid audience or signature.",
  revoked: "Continuous access evaluation resulted in challenge: the session was revoked.",
} as const;

/** Identifies the caller by the bearer token. A failure is returned, not thrown, because fault rules apply first. */
export function authenticateRequest(
  headers: Headers,
  verify: VerifyToken,
  now: Date,
): { signedIn: CallerIdentity; failure?: undefined } | { signedIn?: undefined; failure: GraphFault } {
  const token = /^bearer\s+(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (!token) return { failure: withChallenge(createRefusal("token-missing")) };
  const verdict = verify(token, now);
  if (verdict.ok) {
    const { user, clientId, scopes } = verdict;
    return { signedIn: { user, clientId, scopes: new Set(scopes) } };
  }
  if (verdict.reason === "challenged") {
    const claims = Buffer.from(verdict.claims).toString("base64");
    return { failure: withChallenge(createRefusal("claims-challenge"), `, error="insufficient_claims", claims="${claims}"`) };
  }
  if (verdict.reason === "expired") return { failure: withChallenge(createRefusal("token-expired")) };
  return { failure: withChallenge(createRefusal("token-invalid", { reason: reasonTexts[verdict.reason] })) };
}

function withChallenge({ status, code, message }: GraphFault, more = ""): GraphFault {
  const realm = 'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"';
  return new GraphFault(status, code, message, { "WWW-Authenticate": realm + more });
}
