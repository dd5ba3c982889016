import type { SealedState } from "@casement/host";
import { createSecret } from "../access/secret-hash.ts";

const hasKey = (value: unknown): value is { readonly key: string } => typeof (value as { key?: unknown } | undefined)?.key === "string";

/** The key with which the hub signs what it gives to programs. All fronts of a cluster have the same one. */
export async function loadOAuthKey(state: SealedState): Promise<string> {
  const created = { key: createSecret() };
  const stored = await state.update((value) => (hasKey(value) ? value : created));
  return hasKey(stored) ? stored.key : created.key;
}
