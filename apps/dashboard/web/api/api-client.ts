import type {
  AccessGrant,
  Account,
  AccountConfiguration,
  AuditEntry,
  AuthorizationRequest,
  BrowserSession,
  GrantCredentials,
  GrantKind,
  HubEvent,
  HubInfo,
  JsonObject,
  JsonSchema,
  JsonValue,
  LogEntry,
  PendingSignIn,
  PluginInfo,
  RequestedSet,
  ScopeReport,
  Sensor,
  Service,
  SetupChoices,
  SetupPermissions,
  SignInMethod,
  SignInOutcome,
  StateChange,
  WallSettings,
} from "./api-types.ts";
import { requestHub } from "./request-hub.ts";
import { sessionKey } from "./session-key.ts";

const encodePart = encodeURIComponent;
/** A hub that accepts a connection and says nothing is asked again (ms). */
const sessionTimeout = 10_000;

async function request<T>(method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const response = await requestHub(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }), ...(signal && { signal }) });
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text) as T;
}

const setUpPathOf = (account: string): string => `/api/v1/set-up/accounts/${encodePart(account)}`;
const signInPathOf = (account: string): string => `/api/v1/accounts/${encodePart(account)}/sign-in`;

/** The HTTP API of the hub. All functions reject with `ApiError`. */
export const apiClient = {
  session: () => request<BrowserSession>("GET", "/session", undefined, AbortSignal.timeout(sessionTimeout)),
  async openSession(token: string) {
    const { key, ...session } = await request<BrowserSession & { key: string }>("POST", "/session", { token });
    sessionKey.write(key);
    return session;
  },
  arrangeWall: (wall: WallSettings) => request<void>("PATCH", "/session", { wall }),
  endSession: () => request<void>("DELETE", "/session"),

  access: () => request<{ grants: AccessGrant[]; kinds: GrantKind[] }>("GET", "/api/v1/access"),
  addAccess: (input: JsonObject) => request<{ grant: AccessGrant; credentials: GrantCredentials }>("POST", "/api/v1/access", input),
  readAuthorization: (query: string) => request<AuthorizationRequest>("POST", "/api/v1/authorization", { request: query }),
  allowAuthorization: async (query: string, grant: JsonObject) =>
    (await request<{ address: string }>("POST", "/api/v1/authorization/allow", { request: query, ...grant })).address,
  revokeAccess: (name: string) => request<void>("DELETE", `/api/v1/access?name=${encodePart(name)}`),

  accounts: async () => (await request<{ accounts: Account[] }>("GET", "/api/v1/accounts")).accounts,
  signOut: (account: string) => request<void>("DELETE", `/api/v1/accounts/${encodePart(account)}/session?keepData=true`),
  beginSignIn: (account: string, method: SignInMethod, requestedSet: RequestedSet) =>
    request<PendingSignIn>("POST", signInPathOf(account), { method, requestedSet }),
  signIn: (account: string) => request<{ pending: PendingSignIn | null; last: SignInOutcome | null }>("GET", signInPathOf(account)),
  renewSignIn: (account: string) => request<Account>("POST", `${signInPathOf(account)}/renew`),
  cancelSignIn: (account: string) => request<void>("DELETE", signInPathOf(account)),
  completeSignIn: (account: string, url: string) => request<SignInOutcome>("POST", `${signInPathOf(account)}/complete`, { url }),

  scopes: (account: string) => request<ScopeReport>("GET", `/api/v1/accounts/${encodePart(account)}/scopes`),
  scopesText: (account: string, format: string) =>
    request<string>("GET", `/api/v1/accounts/${encodePart(account)}/scopes?format=${format}`),

  refresh: (sensor: string) => request<Sensor>("POST", `/api/v1/sensors/${sensor.split("/").map(encodePart).join("/")}/refresh`),
  plugins: async () => (await request<{ plugins: PluginInfo[] }>("GET", "/api/v1/plugins")).plugins,
  services: async () => (await request<{ services: Service[] }>("GET", "/api/v1/services")).services,
  call: async (account: string, service: string, input: JsonObject) =>
    (await request<{ result: JsonValue }>("POST", servicePathOf(account, service), input)).result,
  /** Whether other people would learn of a call. */
  reachesOthers: async (account: string, service: string, input: JsonObject) =>
    (await request<{ reachesOthers: boolean }>("POST", `${servicePathOf(account, service)}/reaches-others`, input)).reachesOthers,
  /** Takes a file for a service. Returns its name for the input. */
  upload: async (file: File) => {
    const response = await requestHub(`/api/v1/uploads?name=${encodePart(file.name)}`, { method: "POST", body: file });
    return ((await response.json()) as { file: string }).file;
  },
  events: (after: string | undefined, signal?: AbortSignal) =>
    request<{ events: HubEvent[]; lost: boolean }>(
      "GET",
      `/api/v1/events${after === undefined ? "" : `?after=${after}`}`,
      undefined,
      signal,
    ),
  health: () => request<{ version?: string; newVersion?: string }>("GET", "/api/health"),
  openApi: async () => (await requestHub("/api/openapi.json")).blob(),

  setUp: () => request<SetupChoices>("GET", "/api/v1/set-up"),
  setUpPermissions: (input: JsonObject) => request<SetupPermissions>("POST", "/api/v1/set-up/permissions", input),
  accountConfiguration: (account: string) =>
    request<{ account: AccountConfiguration; settings: Record<string, JsonSchema> }>("GET", setUpPathOf(account)),
  changeAccount: (account: string, change: JsonObject) => request<void>("PATCH", setUpPathOf(account), change),
  removeAccount: (account: string) => request<void>("DELETE", setUpPathOf(account)),
  hub: () => request<HubInfo>("GET", "/api/v1/hub"),
  log: (query: Readonly<Record<string, string>>) =>
    request<{ kept: boolean; entries: LogEntry[] }>("GET", `/api/v1/log?${new URLSearchParams(query)}`),
  audit: async (limit: number) => (await request<{ calls: AuditEntry[] }>("GET", `/api/v1/audit?limit=${limit}`)).calls,
  backup: async (passphrase: string) =>
    (await requestHub("/api/v1/backup", { method: "POST", body: JSON.stringify(passphrase === "" ? {} : { passphrase }) })).blob(),
  diagnostics: async () => (await requestHub("/api/v1/diagnostics")).blob(),
  history: (sensor: string, days: number) =>
    request<{ kept: boolean; changes: StateChange[] }>(
      "GET",
      `/api/v1/sensors/${sensor.split("/").map(encodePart).join("/")}/history?days=${days}`,
    ),
  addAccount: (input: JsonObject) => request<{ name: string; file: string }>("POST", "/api/v1/set-up/accounts", input),
};

export const servicePathOf = (account: string, service: string): string =>
  `/api/v1/accounts/${encodePart(account)}/services/${service.split("/").map(encodePart).join("/")}`;
