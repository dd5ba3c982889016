import { CasementError } from "@casement/core";
import type { ConditionalAccess } from "./entra/conditional-access.ts";
import type { ConsentRegime } from "./entra/consent-policies.ts";
import { createSeededRandom, type SeededRandom } from "./seeded-random.ts";

/** Id of the tenant that contains all personal Microsoft accounts. */
export const consumersTenantId = "9188040d-6c67-4c5b-b112-36a304b66dad";

export interface Tenant {
  id: string;
  /** The domain, which appears after the @ of user names and can replace the id in an authority. */
  domain: string;
  displayName: string;
  /** Permissions that only administrators of this tenant may consent to, in addition to those that always need an administrator. */
  adminOnlyScopes: Set<string>;
  /** How the tenant lets users consent to apps. Default: `legacy`. */
  consentPolicy?: ConsentRegime;
  /** Users can request an administrator's consent (the admin consent workflow). Default: false. */
  takesAdminConsentRequests?: boolean;
  /** Client ids of apps that an administrator has blocked. */
  blockedApps?: Set<string>;
  /** Omit for no conditional access policy. */
  conditionalAccess?: ConditionalAccess;
  /** Milliseconds after which every user must sign in again (conditional access). Omit for no limit. */
  signInFrequency?: number;
}

export interface User {
  /** Object id, a GUID. Appears as `oid` in tokens and as `id` in Graph. */
  id: string;
  /** `consumersTenantId` for a personal account. */
  tenantId: string;
  userPrincipalName: string;
  mail: string;
  displayName: string;
  givenName: string;
  surname: string;
  jobTitle?: string;
  /** Id of the user's manager. */
  managerId?: string;
  isAdmin: boolean;
  /** A guest has an account in another tenant, or a personal account, and no mailbox here. */
  userType?: "Member" | "Guest";
  /** Ids of a guest's own account and of its tenant. */
  home?: { id: string; tenantId: string };
  /** Omit to accept any password, including an empty one. */
  password?: string;
  /** IANA name. */
  timeZone: string;
  /** For example, `en-GB`. */
  locale: string;
  /** Refresh tokens of earlier sign-ins are invalid, for example after a password change. */
  tokensValidFrom?: Date;
}

export interface NewUser extends Partial<Omit<User, "userPrincipalName">> {
  userPrincipalName: string;
}

export type AppPlatform = "web" | "publicClient" | "spa";
export type AppAudience = "single-tenant" | "multi-tenant" | "multi-tenant-and-personal" | "personal";

export interface AppRegistration {
  clientId: string;
  name: string;
  audience: AppAudience;
  /** Tenant of a single-tenant app. */
  tenantId?: string;
  /** `http://localhost…` matches with any port, as in Entra. */
  redirectUris: Record<AppPlatform, string[]>;
  secrets: { id: string; value: string; expires?: Date }[];
  /** Certificates with which the app can sign assertions, as PEM. */
  certificates?: string[];
  /** "Allow public client flows": device code without a secret. */
  allowPublicClient: boolean;
  /** Permissions listed in the registration. `.default` and an administrator's consent refer to these. */
  permissions: string[];
  /** Microsoft has verified the publisher. Some tenants let users consent only to such apps. */
  verifiedPublisher?: boolean;
  /** True for a client id that is not registered. Such an app accepts any secret, and any loopback or HTTPS redirect address. */
  unregistered?: boolean;
}

export type NewApp = Partial<Omit<AppRegistration, "redirectUris">> & {
  clientId: string;
  redirectUris?: Partial<Record<AppPlatform, string[]>>;
};

/** Tenants, users, registered apps, and granted permissions. Plain data: Entra's rules are in `entra/`. */
export interface Directory {
  readonly random: SeededRandom;
  /** Rejects client ids that are not registered (AADSTS700016). */
  strict: boolean;
  /** Adds a tenant, or replaces the one with the same id. */
  addTenant(tenant: Partial<Tenant> & { domain: string }): Tenant;
  /** Finds a tenant by id or domain. */
  tenant(idOrDomain: string): Tenant | undefined;
  tenants(): Tenant[];
  /**
   * Adds a user. Without `tenantId`, the domain of the name selects the tenant; an unknown domain makes a personal account.
   *
   * @throws CasementError `input-invalid` when the tenant is unknown or the name is taken.
   */
  addUser(user: NewUser): User;
  /** Finds a user by id, `{id}@{tenantId}`, user principal name, or mail address. */
  user(idOrName: string): User | undefined;
  users(tenantId?: string): User[];
  registerApp(app: NewApp): AppRegistration;
  /** Returns undefined only for an unregistered client id in strict mode. */
  app(clientId: string): AppRegistration | undefined;
  apps(): AppRegistration[];
  /** Grants permissions. `principal` is a user's id, or a tenant's id for a consent that applies to all its users. */
  grant(principal: string, clientId: string, scopes: Iterable<string>): void;
  /** Removes permissions. Omit `scopes` to remove all. */
  revoke(principal: string, clientId: string, scopes?: Iterable<string>): void;
  /** Permissions granted to the app by this user or by an administrator for the tenant. */
  granted(user: User, clientId: string): Set<string>;
  /** All grants. */
  grants(): { principal: string; clientId: string; scopes: string[] }[];
}

export function isPersonal(user: User): boolean {
  return user.tenantId === consumersTenantId;
}

export function createDirectory(options: { random?: SeededRandom; strict?: boolean } = {}): Directory {
  const random = options.random ?? createSeededRandom();
  const tenants = new Map<string, Tenant>();
  const users = new Map<string, User>();
  const apps = new Map<string, AppRegistration>();
  const grants = new Map<string, Set<string>>();
  const grantKey = (principal: string, clientId: string) => `${principal} ${clientId.toLowerCase()}`;

  const directory: Directory = {
    random,
    strict: options.strict ?? false,
    addTenant(input) {
      const tenant: Tenant = { displayName: input.domain, adminOnlyScopes: new Set(), ...input, id: input.id ?? random.guid() };
      tenants.set(tenant.id, tenant);
      return tenant;
    },
    tenant: (idOrDomain) =>
      [...tenants.values()].find((tenant) => equalIgnoringCase(tenant.id, idOrDomain) || equalIgnoringCase(tenant.domain, idOrDomain)),
    tenants: () => [...tenants.values()],
    addUser(input) {
      const name = input.userPrincipalName;
      const [local = "", domain = ""] = name.split("@");
      const tenantId = input.tenantId ?? directory.tenant(domain)?.id ?? consumersTenantId;
      if (!tenants.has(tenantId))
        throw new CasementError("input-invalid", `There is no tenant ${tenantId}. Add the tenant before its users.`);
      if (directory.user(name)) throw new CasementError("input-invalid", "A user with that name already exists. Choose another name.");
      const displayName = input.displayName ?? local;
      const [givenName = displayName, surname = ""] = displayName.split(/ (?=[^ ]+$)/);
      const defaults = { mail: name, displayName, givenName, surname, isAdmin: false, timeZone: "Europe/London", locale: "en-GB" };
      const user: User = { ...defaults, ...input, id: input.id ?? random.guid(), tenantId };
      users.set(user.id, user);
      return user;
    },
    user: (idOrName) =>
      users.get(idOrName) ??
      [...users.values()].find(({ id, tenantId, userPrincipalName, mail }) =>
        [id, `${id}@${tenantId}`, userPrincipalName, mail].some((name) => equalIgnoringCase(name, idOrName)),
      ),
    users: (tenantId) => [...users.values()].filter((user) => tenantId === undefined || user.tenantId === tenantId),
    registerApp(input) {
      const app = {
        ...createBlankApp(input.clientId),
        ...input,
        redirectUris: { web: [], publicClient: [], spa: [], ...input.redirectUris },
      };
      apps.set(input.clientId.toLowerCase(), app);
      return app;
    },
    app(clientId) {
      const registered = apps.get(clientId.toLowerCase());
      if (registered || directory.strict) return registered;
      return { ...createBlankApp(clientId), allowPublicClient: true, unregistered: true };
    },
    apps: () => [...apps.values()],
    grant(principal, clientId, scopes) {
      const key = grantKey(principal, clientId);
      grants.set(key, new Set([...(grants.get(key) ?? []), ...scopes]));
    },
    revoke(principal, clientId, scopes) {
      const key = grantKey(principal, clientId);
      const remaining = grants.get(key);
      for (const scope of scopes ?? [...(remaining ?? [])]) remaining?.delete(scope);
      if (remaining?.size === 0) grants.delete(key);
    },
    granted: (user, clientId) =>
      new Set([user.id, user.tenantId].flatMap((principal) => [...(grants.get(grantKey(principal, clientId)) ?? [])])),
    grants: () =>
      [...grants].map(([key, scopes]) => {
        const [principal = "", clientId = ""] = key.split(" ");
        return { principal, clientId, scopes: [...scopes] };
      }),
  };
  directory.addTenant({ id: consumersTenantId, domain: "live.com", displayName: "Personal accounts" });
  return directory;
}

function createBlankApp(clientId: string): AppRegistration {
  return {
    clientId,
    name: "Casement",
    audience: "multi-tenant-and-personal",
    redirectUris: { web: [], publicClient: [], spa: [] },
    secrets: [],
    allowPublicClient: false,
    permissions: [],
  };
}

function equalIgnoringCase(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
