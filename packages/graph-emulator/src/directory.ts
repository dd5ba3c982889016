import { CasementError } from "@casement/core";
import { createSeededRandom, type SeededRandom } from "./seeded-random.ts";

/** The tenant that Microsoft keeps all personal accounts in. */
export const consumersTenantId = "9188040d-6c67-4c5b-b112-36a304b66dad";

export interface Tenant {
  id: string;
  /** Its domain: what stands after the @ and, in place of the id, in an authority. */
  domain: string;
  displayName: string;
  /** Permissions that here only administrators may consent to, besides those that need one everywhere. */
  adminOnlyScopes: Set<string>;
  /** Milliseconds after which everybody has to sign in anew (conditional access), if set. */
  signInFrequency?: number;
}

export interface User {
  /** Object id, a GUID: `oid` in tokens and `id` in Graph. */
  id: string;
  /** `consumersTenantId` for a personal account. */
  tenantId: string;
  userPrincipalName: string;
  mail: string;
  displayName: string;
  givenName: string;
  surname: string;
  jobTitle?: string;
  isAdmin: boolean;
  /** Without one any password, none included, signs in. */
  password?: string;
  /** IANA name. */
  timeZone: string;
  /** Such as `en-GB`. */
  locale: string;
  /** Refresh tokens of sign-ins before this time are dead (revoked, password changed). */
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
  /** The tenant of a single-tenant app. */
  tenantId?: string;
  /** `http://localhost…` matches with any port, as at Microsoft. */
  redirectUris: Record<AppPlatform, string[]>;
  secrets: { id: string; value: string; expires?: Date }[];
  /** "Allow public client flows": device code without a secret. */
  allowPublicClient: boolean;
  /** The permissions written into the registration: what `.default` and an administrator's consent stand for. */
  permissions: string[];
  /** True for a client id nobody registered: any secret, any loopback, https or native redirect will do. */
  unregistered?: boolean;
}

export type NewApp = Partial<Omit<AppRegistration, "redirectUris">> & {
  clientId: string;
  redirectUris?: Partial<Record<AppPlatform, string[]>>;
};

/** Who exists, which apps are registered, and who granted what to which app. Plain data; Entra's rules live in `entra/`. */
export interface Directory {
  readonly random: SeededRandom;
  /** Refuse client ids that nobody registered (AADSTS700016). */
  strict: boolean;
  /** Adds a tenant, or changes the one with that id. */
  addTenant(tenant: Partial<Tenant> & { domain: string }): Tenant;
  /** By id or domain. */
  tenant(idOrDomain: string): Tenant | undefined;
  tenants(): Tenant[];
  /** Adds a user. Without `tenantId` the domain of the name decides; a domain no tenant has makes a personal account. */
  addUser(user: NewUser): User;
  /** By id, user principal name or mail. */
  user(idOrName: string): User | undefined;
  users(tenantId?: string): User[];
  registerApp(app: NewApp): AppRegistration;
  /** Undefined only for an unregistered client id in strict mode. */
  app(clientId: string): AppRegistration | undefined;
  apps(): AppRegistration[];
  /** `principal`: a user's id, or a tenant's id for a consent that holds for everybody in it. */
  grant(principal: string, clientId: string, scopes: Iterable<string>): void;
  /** Without `scopes`: everything. */
  revoke(principal: string, clientId: string, scopes?: Iterable<string>): void;
  /** What this user, or an administrator for the tenant, granted to the app. */
  granted(user: User, clientId: string): Set<string>;
  /** Every grant there is. */
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
      if (!tenants.has(tenantId)) throw new CasementError("input-invalid", `There is no tenant ${tenantId}: add it before its users.`);
      if (directory.user(name)) throw new CasementError("input-invalid", "A user of that name exists already. Choose another name.");
      const displayName = input.displayName ?? local;
      const [givenName = displayName, surname = ""] = displayName.split(/ (?=[^ ]+$)/);
      const defaults = { mail: name, displayName, givenName, surname, isAdmin: false, timeZone: "Europe/London", locale: "en-GB" };
      const user: User = { ...defaults, ...input, id: input.id ?? random.guid(), tenantId };
      users.set(user.id, user);
      return user;
    },
    user: (idOrName) =>
      users.get(idOrName) ??
      [...users.values()].find(({ id, userPrincipalName, mail }) =>
        [id, userPrincipalName, mail].some((name) => equalIgnoringCase(name, idOrName)),
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
