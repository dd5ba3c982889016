import type { RequestPlace } from "../addresses/request-place.ts";
import type { OAuthClient } from "./oauth-client.ts";
import { OAuthError } from "./oauth-error.ts";
import { isRegisteredUri, type RedirectTarget, redirectTargetOf } from "./redirect-uri.ts";
import { issuerOf, requireOwnResource } from "./server-metadata.ts";

/** A request of a program for access, whose answer has an address. */
export interface AuthorizationRequest {
  readonly client: OAuthClient;
  readonly redirectUri: string;
  readonly target: RedirectTarget;
  readonly challenge: string;
  /** The address that sends the browser back to the program with this answer. */
  answer(parameters: Readonly<Record<string, string>>): string;
}

/**
 * Reads the query of an address of `/oauth/authorize`. `fault`: what is wrong although the program and its address are right.
 * @throws OAuthError if the program or its address is wrong; nothing may then be sent to that address
 */
export async function readAuthorizationRequest(
  query: string,
  place: RequestPlace,
  findClient: (id: string) => Promise<OAuthClient>,
): Promise<{ readonly request: AuthorizationRequest; readonly fault: OAuthError | undefined }> {
  const parameters = new URLSearchParams(query);
  const client = await findClient(parameterOf(parameters, "client_id"));
  const redirectUri = parameterOf(parameters, "redirect_uri");
  const target = redirectTargetOf(redirectUri);
  if (!target || !isRegisteredUri(redirectUri, client.redirectUris))
    throw new OAuthError("invalid_redirect_uri", "The program asks to be answered at an address that it has not registered.");
  const states = parameters.getAll("state");
  const request: AuthorizationRequest = {
    client,
    redirectUri,
    target,
    challenge: parameters.get("code_challenge") ?? "",
    answer(answered) {
      const url = new URL(redirectUri);
      // Of an answer, whatever the address says by itself.
      for (const name of ["code", "error"]) url.searchParams.delete(name);
      const all = { ...answered, ...(states[0] !== undefined && { state: states[0] }), iss: issuerOf(place) };
      for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value);
      return url.href;
    },
  };
  return { request, fault: faultOf(parameters, place) };
}

function faultOf(parameters: URLSearchParams, place: RequestPlace): OAuthError | undefined {
  try {
    if (parameterOf(parameters, "response_type") !== "code")
      throw new OAuthError("unsupported_response_type", "The program must ask for response_type=code.");
    if (parameterOf(parameters, "code_challenge_method") !== "S256" || !/^[\w-]{43}$/.test(parameterOf(parameters, "code_challenge")))
      throw new OAuthError("invalid_request", "The program must use PKCE with code_challenge_method=S256.");
    if (parameters.getAll("state").length > 1) throw givenTwice("state");
    requireOwnResource(parameters.getAll("resource"), place);
    return undefined;
  } catch (error) {
    if (error instanceof OAuthError) return error;
    throw error;
  }
}

/** @throws OAuthError if it is missing or given twice */
export function parameterOf(parameters: URLSearchParams, name: string): string {
  const [value, ...more] = parameters.getAll(name);
  if (value === undefined || value === "") throw new OAuthError("invalid_request", `${name} is missing.`);
  if (more.length > 0) throw givenTwice(name);
  return value;
}

const givenTwice = (name: string): OAuthError => new OAuthError("invalid_request", `${name} is given twice.`);
