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
  const created = { secret: createSecret() };
  const stored = await host.sealedState("notifications").update((value) => (hasSecret(value) ? value : created));
  const { secret } = hasSecret(stored) ? stored : created;
  return { secret, path: `${pathBefore}${secret}` };
}

function hasSecret(value: unknown): value is { readonly secret: string } {
  const { secret } = (value ?? {}) as { readonly secret?: unknown };
  return typeof secret === "string" && secret.length >= 43;
}
