import type { Clock } from "@casement/core";
import type { AppPlatform, AppRegistration } from "../directory.ts";
import { checkClientAssertion } from "./client-assertion.ts";
import { createEntraError } from "./entra-error.ts";

/** Credentials of a client: a secret, from the form or from Basic authentication, or an assertion that a certificate signed. */
export interface ClientCredentials {
  readonly secret: string | undefined;
  readonly assertion?: string | undefined;
  /** `Origin` header of a cross-origin request. */
  readonly browserOrigin: string | undefined;
}

/**
 * Checks a client's credentials: web apps need a secret, public clients must not send one, and single-page apps must send requests from a
 * browser.
 *
 * @throws EntraError when they are missing or wrong.
 */
export function authenticateClient(app: AppRegistration, platform: AppPlatform, credentials: ClientCredentials, clock: Clock): void {
  if (app.unregistered) return;
  if (platform === "spa") {
    if (credentials.browserOrigin === undefined) throw createEntraError(9002327);
    return;
  }
  if (platform === "publicClient") {
    if (credentials.secret !== undefined || credentials.assertion !== undefined) throw createEntraError(700025);
    return;
  }
  if (credentials.assertion !== undefined) {
    checkClientAssertion(app, credentials.assertion, clock);
    return;
  }
  if (!credentials.secret) throw createEntraError(7000218);
  const secret = app.secrets.find(({ value }) => value === credentials.secret);
  if (!secret) throw createEntraError(7000215, { app: app.clientId });
  if (secret.expires && secret.expires <= clock.now()) throw createEntraError(7000222, { app: app.clientId });
}

/** Reads Basic authentication (RFC 6749, section 2.3.1). */
export function readBasicCredentials(header: string | null): { clientId: string; secret: string } | undefined {
  const encoded = /^Basic (.+)$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const [clientId = "", secret = ""] = Buffer.from(encoded, "base64").toString("utf8").split(":", 2).map(decodeFormValue);
  return { clientId, secret };
}

/** Returns the text unchanged if the client did not encode it. */
function decodeFormValue(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
