import { createHmac, randomBytes } from "node:crypto";
import type { Clock } from "@casement/core";
import type { Host } from "@casement/host";
import { isSameSecret } from "../access/secret-hash.ts";

/**
 * Links with which a person signs in to one account, and can do nothing else. They need no storage of their own, so that there can be one for each of ten
 * thousand accounts: each carries a code that only the holder of a key can compute.
 */
export interface SignInLinks {
  /** The path below the hub's address, valid for a week, or until the account is removed. */
  pathOf(account: string): Promise<string>;
  /** Whether a link is genuine and not too old. */
  isValid(account: string, expires: string, code: string): Promise<boolean>;
}

/** How long a link is valid. */
export const signInLinkDays = 7;
const dayMs = 86_400_000;

/** `idOf`: see `AccountSetup.idOf`. Without it, an account of the same name is the same one. */
export function createSignInLinks(
  host: Pick<Host, "sealedState">,
  clock: Clock,
  idOf: (account: string) => Promise<string | undefined> = async () => undefined,
): SignInLinks {
  const readKey = async (): Promise<string> => {
    const create = (known: unknown) => known ?? { key: randomBytes(32).toString("base64url") };
    return ((await host.sealedState("sign-in-links").update(create)) as { readonly key: string }).key;
  };
  const codeOf = async (account: string, expires: string): Promise<string> => {
    const [key, id] = [await readKey(), await idOf(account)];
    return createHmac("sha256", Buffer.from(key, "base64url"))
      .update(JSON.stringify(["sign-in", account, expires, ...(id === undefined ? [] : [id])]))
      .digest("base64url");
  };
  return {
    async pathOf(account) {
      const expires = Math.ceil((clock.now().getTime() + signInLinkDays * dayMs) / 1000).toString(36);
      return `/sign-in/${account}/${expires}/${await codeOf(account, expires)}`;
    },
    async isValid(account, expires, code) {
      const isDue = Number.parseInt(expires, 36) * 1000 > clock.now().getTime();
      return isSameSecret(code, await codeOf(account, expires)) && isDue;
    },
  };
}
