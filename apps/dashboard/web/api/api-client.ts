import type {
  Account,
  BrowserSession,
  HubEvent,
  JsonObject,
  JsonValue,
  PendingSignIn,
  PluginInfo,
  ProblemDetails,
  ScopeReport,
  Sensor,
  Service,
  SetupChoices,
  SetupPermissions,
  SignInMethod,
  SignInOutcome,
} from "./api-types.ts";

/** An error response of the hub. */
export class ApiError extends Error {
  readonly problem: ProblemDetails;
  constructor(problem: ProblemDetails) {
    super(problem.detail);
    this.problem = problem;
  }
}

const encodePart = encodeURIComponent;

async function request<T>(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) }).catch(() => undefined);
  if (!response)
    throw new ApiError({ type: "about:blank", title: "No response", status: 0, code: "unreachable", detail: "The hub does not respond." });
  if (!response.ok) throw new ApiError(await problemOf(response));
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text) as T;
}

async function problemOf(response: Response): Promise<ProblemDetails> {
  const fallback = {
    type: "about:blank",
    title: response.statusText,
    status: response.status,
    code: "unknown",
    detail: `The hub returned status ${response.status}.`,
  };
  return { ...fallback, ...(await response.json().catch(() => ({}))) };
}

const signInPathOf = (account: string): string => `/api/v1/accounts/${encodePart(account)}/sign-in`;

/** The HTTP API of the hub. All functions reject with `ApiError`. */
export const apiClient = {
  session: () => request<{ access: "full" | "read"; sessions?: BrowserSession[] }>("GET", "/session"),
  openSession: (token: string) => request<{ access: "full" | "read" }>("POST", "/session", { token }),
  endSession: (id?: string) => request<void>("DELETE", `/session${id === undefined ? "" : `?id=${encodePart(id)}`}`),
  sessionLink: (access: "full" | "read") => request<{ url: string }>("POST", "/session/links", { access }),

  accounts: async () => (await request<{ accounts: Account[] }>("GET", "/api/v1/accounts")).accounts,
  signOut: (account: string) => request<void>("DELETE", `/api/v1/accounts/${encodePart(account)}/session?keepData=true`),
  beginSignIn: (account: string, method: SignInMethod, withoutUpdates: boolean) =>
    request<PendingSignIn>("POST", signInPathOf(account), { method, withoutUpdates }),
  signIn: (account: string) => request<{ pending: PendingSignIn | null; last: SignInOutcome | null }>("GET", signInPathOf(account)),
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
  events: (after: string | undefined) =>
    request<{ events: HubEvent[]; lost: boolean }>("GET", `/api/v1/events${after === undefined ? "" : `?after=${after}`}`),

  setUp: () => request<SetupChoices>("GET", "/api/v1/set-up"),
  setUpPermissions: (input: JsonObject) => request<SetupPermissions>("POST", "/api/v1/set-up/permissions", input),
  addAccount: (input: JsonObject) => request<{ name: string; file: string }>("POST", "/api/v1/set-up/accounts", input),
};

export const servicePathOf = (account: string, service: string): string =>
  `/api/v1/accounts/${encodePart(account)}/services/${service.split("/").map(encodePart).join("/")}`;
