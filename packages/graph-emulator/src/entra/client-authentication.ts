import type { Clock } from "@casement/core";
import type { AppPlatform, AppRegistration } from "../directory.ts";
import { createEntraError } from "./entra-error.ts";

/** A client's proof of being itself: a secret, in the form or as Basic authorization. */
export interface ClientCredentials {
  readonly secret: string | undefined;
  /** `Origin` of a cross-origin call. */
  readonly browserOrigin: string | undefined;
}

/** A secret has to come when the Web platform signed in, must not come from a public client, and a single-page app calls from a browser. */
export function authenticateClient(app: AppRegistration, platform: AppPlatform, credentials: ClientCredentials, clock: Clock): void {
  if (app.unregistered) return;
  if (platform === "spa") {
    if (credentials.browserOrigin === undefined) throw createEntraError(9002327);
    return;
  }
  if (platform === "publicClient") {
    if (credentials.secret !== undefined) throw createEntraError(700025);
    return;
  }
  if (!credentials.secret) throw createEntraError(7000218);
  const secret = app.secrets.find(({ value }) => value === credentials.secret);
  if (!secret) throw createEntraError(7000215, { app: app.clientId });
  if (secret.expires && secret.expires <= clock.now()) throw createEntraError(7000222, { app: app.clientId });
}

/** RFC 6749, 2.3.1. */
export function readBasicCredentials(header: string | null): { clientId: string; secret: string } | undefined {
  const encoded = /^Basic (.+)$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const [clientId = "", secret = ""] = Buffer.from(encoded, "base64").toString("utf8").split(":", 2).map(decodeFormValue);
  return { clientId, secret };
}

/** As it is, where a client forgot to encode. */
function decodeFormValue(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
