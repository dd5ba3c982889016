import type { Host } from "@casement/host";
import { createSecret } from "../access/secret-hash.ts";

const pathBefore = "/notifications/";

/** Where Microsoft Graph sends change notifications to this hub. */
export interface NotificationReceiver {
  /** Nobody but Microsoft gets the address that it is part of. */
  readonly secret: string;
  readonly path: string;
}

/** Reads the secret of the address, which stays over restarts, or makes one. */
export async function openNotificationReceiver(host: Pick<Host, "sealedState">): Promise<NotificationReceiver> {
  const state = host.sealedState("notifications");
  const stored = ((await state.read()) ?? {}) as { readonly secret?: unknown };
  const secret = typeof stored.secret === "string" && stored.secret.length >= 43 ? stored.secret : createSecret();
  if (secret !== stored.secret) await state.write({ secret });
  return { secret, path: `${pathBefore}${secret}` };
}
