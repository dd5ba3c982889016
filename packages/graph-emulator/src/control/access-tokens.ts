import { CasementError } from "@casement/core";
import type { Directory } from "../directory.ts";
import type { EntraControl } from "../entra/entra-control.ts";

export interface AccessTokens {
  /**
   * Issues an access token for this user with exactly these permissions. Uses the ordinary flow with a client of its own. For scripts and
   * tests.
   */
  issue(user: string, scopes: readonly string[]): Promise<string>;
}

type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

const redirectUri = "http://localhost/emulator";

/** Entra includes in a token everything that a client was ever granted. Therefore each set of permissions has a client id of its own. */
export function createAccessTokens(options: {
  directory: Directory;
  entra: EntraControl;
  fetch: Fetch;
  newClientId(): string;
}): AccessTokens {
  const { directory, entra, fetch, newClientId } = options;
  const clients = new Map<string, string>();
  const clientOf = (scopes: readonly string[]) => {
    const key = [...scopes].sort().join(" ");
    const clientId = clients.get(key) ?? newClientId();
    if (!clients.has(key)) {
      clients.set(key, clientId);
      directory.registerApp({ clientId, name: "Emulator", allowPublicClient: true, redirectUris: { publicClient: [redirectUri] } });
    }
    return clientId;
  };
  return {
    async issue(name, scopes) {
      const user = directory.user(name);
      if (!user) throw new CasementError("input-invalid", "No user has that id or name. Add the user to the directory first.");
      const clientId = clientOf(scopes);
      entra.grant(user.id, clientId, scopes);
      const base = `https://login.microsoftonline.com/${user.tenantId}/oauth2/v2.0`;
      const parameters = { client_id: clientId, response_type: "code", redirect_uri: redirectUri, scope: scopes.join(" ") };
      const signedIn = entra.signIn(`${base}/authorize?${new URLSearchParams(parameters)}`, { user: user.id });
      const code = "redirect" in signedIn ? new URL(signedIn.redirect).searchParams.get("code") : undefined;
      if (!code) throw new CasementError("sign-in-failed", `The emulator could not sign the user in: ${JSON.stringify(signedIn)}`);
      const form = { grant_type: "authorization_code", client_id: clientId, redirect_uri: redirectUri, code };
      const response = await fetch(`${base}/token`, { method: "POST", body: new URLSearchParams(form) });
      const tokenBody = (await response.json()) as { access_token?: string; error_description?: string };
      if (!tokenBody.access_token)
        throw new CasementError("sign-in-failed", `The emulator issued no token: ${tokenBody.error_description ?? response.status}`);
      return tokenBody.access_token;
    },
  };
}
