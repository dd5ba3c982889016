import { CasementError } from "@casement/core";
import { type AccessGrant, allowsAccount } from "../access/access-grant.ts";
import type { AccessStore } from "../access/access-store.ts";
import type { GuessLimit } from "../access/guess-limit.ts";
import type { HubAddresses } from "../addresses/hub-addresses.ts";
import type { RequestPlace } from "../addresses/request-place.ts";
import { createProblemResponse } from "../responses/problem-details.ts";
import type { MountedSurface } from "./mounted-surface.ts";

const basicChallenge = 'Basic realm="Casement", charset="UTF-8"';

export interface MountContext {
  readonly store: AccessStore;
  readonly guesses: GuessLimit;
  readonly addresses: HubAddresses;
}

/** Passes a request to a mounted surface. */
export async function serveMounted(
  { store, guesses, addresses }: MountContext,
  { handle }: MountedSurface,
  request: Request,
  place: RequestPlace,
): Promise<Response> {
  const findGrant = (kind: string, secret: string): AccessGrant | undefined => {
    const grant = store.find(secret);
    if (grant?.kind !== kind) return undefined;
    store.use(grant);
    return grant;
  };
  try {
    return await handle({
      request,
      path: place.encodedPath,
      basePath: place.basePath,
      addressOf: (path) => addresses.addressOf(path, place),
      basicGrant(kind) {
        if (!place.isPrivate) throw createOpenLineError();
        const { user, password } = readBasic(request.headers.get("authorization"));
        if (password === undefined) throw new CasementError("unauthorized", "This address needs a user name and a password.");
        const grant = findGrant(kind, password);
        if (grant && allowsAccount(grant, user.toLowerCase())) return grant;
        const cure =
          "The user name is the name of the account. To get a new password, add an access in the dashboard or with casement access.";
        throw guesses.failed(place, new CasementError("unauthorized", `The user name or the password is wrong. ${cure}`));
      },
      secretGrant(kind, secret) {
        const grant = findGrant(kind, secret);
        if (grant) return grant;
        throw guesses.failed(place, new CasementError("not-found", "There is nothing at this address. Its access may have been ended."));
      },
    });
  } catch (error) {
    if (!CasementError.is(error) || error.code !== "unauthorized") throw error;
    return createProblemResponse(error, { "www-authenticate": basicChallenge });
  }
}

const createOpenLineError = (): CasementError =>
  new CasementError(
    "forbidden",
    "A password would cross the network unencrypted. Use https: put a reverse proxy with TLS in front of the hub, and set http.publicUrl to its https address or http.trustedProxies to the proxy.",
  );

/** `password` is undefined without Basic credentials. */
function readBasic(authorization: string | null): { user: string; password?: string } {
  const [, encoded] = /^Basic +([\w+/=-]+) *$/i.exec(authorization ?? "") ?? [];
  if (encoded === undefined) return { user: "" };
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return { user: colon < 0 ? text : text.slice(0, colon), password: colon < 0 ? "" : text.slice(colon + 1) };
}
