import { CasementError } from "@casement/core";
import type { User } from "../directory.ts";
import type { ConditionalAccess } from "./conditional-access.ts";
import type { EntraContext } from "./entra-context.ts";

/** Changes who may sign in and how. `tenant` is an id or domain; `user` is an id or name. */
export interface AccessControl {
  /** Changes the tenant's conditional access policy. Omitted members keep their value, at first: everything is allowed. */
  conditionalAccess(tenant: string, policy: Partial<Omit<ConditionalAccess, "id">>): void;
  /** Invites a user of another tenant, or a personal account, as a guest. Returns the guest, who signs in with the address of the account. */
  inviteGuest(tenant: string, user: string): User;
  /**
   * Makes Graph answer the access tokens that the user has now with a claims challenge, as when a critical event changes the user's access.
   * Only tokens of clients that declared the capability `cp1` are affected. Returns their number.
   */
  challengeClaims(user: string): number;
}

const allowed = { deviceCode: "allow", mfa: false, compliantDevice: false, guests: "allow" } as const;

export function createAccessControl({ directory, random, tokens, clock }: EntraContext): AccessControl {
  const tenantOf = (name: string) => {
    const tenant = directory.tenant(name);
    if (!tenant) throw new CasementError("not-found", `The emulator has no tenant ${name}.`);
    return tenant;
  };
  const userOf = (name: string) => {
    const user = directory.user(name);
    if (!user) throw new CasementError("not-found", "The emulator has no user with that id or name.");
    return user;
  };
  return {
    conditionalAccess(name, policy) {
      const tenant = tenantOf(name);
      tenant.conditionalAccess = { ...(tenant.conditionalAccess ?? { ...allowed, id: random.guid() }), ...policy };
    },
    inviteGuest(name, invited) {
      const tenant = tenantOf(name);
      const account = userOf(invited);
      if (account.tenantId === tenant.id) throw new CasementError("input-invalid", "The user already belongs to that tenant.");
      const { mail, displayName, givenName, surname, timeZone, locale, password } = account;
      return directory.addUser({
        userPrincipalName: `${mail.replace("@", "_")}#EXT#@${tenant.domain}`,
        tenantId: tenant.id,
        userType: "Guest",
        home: { id: account.id, tenantId: account.tenantId },
        ...{ mail, displayName, givenName, surname, timeZone, locale },
        ...(password !== undefined && { password }),
      });
    },
    challengeClaims: (user) => tokens.challenge(userOf(user).id, Math.floor(clock.now().getTime() / 1000)),
  };
}
