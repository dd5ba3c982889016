import type {
  Account,
  HubEvent,
  Json,
  JsonObject,
  PendingSignIn,
  PluginInfo,
  Problem,
  ScopeReport,
  Sensor,
  Service,
  Session,
  SetUpChoices,
  SetUpPermissions,
  SignInMethod,
  SignInOutcome,
} from "./types.ts";

/** What the hub answered instead, in its own words. */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

const part = encodeURIComponent;

async function ask<T>(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) }).catch(() => undefined);
  if (!response) throw new ApiError({ title: "No answer", status: 0, code: "unreachable", detail: "The hub does not answer." });
  if (!response.ok) throw new ApiError(await problemOf(response));
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text) as T;
}

async function problemOf(response: Response): Promise<Problem> {
  const unknown = { title: response.statusText, status: response.status, code: "unknown", detail: `The hub answered ${response.status}.` };
  return { ...unknown, ...(await response.json().catch(() => ({}))) };
}

const signInPath = (account: string): string => `/api/v1/accounts/${part(account)}/sign-in`;

/** The HTTP interface of the hub. Everything rejects with `ApiError`. */
export const client = {
  session: () => ask<{ access: "full" | "read"; sessions?: Session[] }>("GET", "/session"),
  openSession: (token: string) => ask<{ access: "full" | "read" }>("POST", "/session", { token }),
  endSession: (id?: string) => ask<void>("DELETE", `/session${id === undefined ? "" : `?id=${part(id)}`}`),
  sessionLink: (access: "full" | "read") => ask<{ url: string }>("POST", "/session/links", { access }),

  accounts: async () => (await ask<{ accounts: Account[] }>("GET", "/api/v1/accounts")).accounts,
  signOut: (account: string) => ask<void>("DELETE", `/api/v1/accounts/${part(account)}/session?keepData=true`),
  beginSignIn: (account: string, method: SignInMethod, withoutUpdates: boolean) =>
    ask<PendingSignIn>("POST", signInPath(account), { method, withoutUpdates }),
  signIn: (account: string) => ask<{ pending: PendingSignIn | null; last: SignInOutcome | null }>("GET", signInPath(account)),
  cancelSignIn: (account: string) => ask<void>("DELETE", signInPath(account)),
  completeSignIn: (account: string, url: string) => ask<SignInOutcome>("POST", `${signInPath(account)}/complete`, { url }),

  scopes: (account: string) => ask<ScopeReport>("GET", `/api/v1/accounts/${part(account)}/scopes`),
  scopesAs: (account: string, format: string) => ask<string>("GET", `/api/v1/accounts/${part(account)}/scopes?format=${format}`),

  refresh: (sensor: string) => ask<Sensor>("POST", `/api/v1/sensors/${sensor.split("/").map(part).join("/")}/refresh`),
  plugins: async () => (await ask<{ plugins: PluginInfo[] }>("GET", "/api/v1/plugins")).plugins,
  services: async () => (await ask<{ services: Service[] }>("GET", "/api/v1/services")).services,
  call: async (account: string, service: string, input: JsonObject) =>
    (await ask<{ result: Json }>("POST", servicePath(account, service), input)).result,
  events: (after: string | undefined) =>
    ask<{ events: HubEvent[]; lost: boolean }>("GET", `/api/v1/events${after === undefined ? "" : `?after=${after}`}`),

  setUp: () => ask<SetUpChoices>("GET", "/api/v1/set-up"),
  setUpPermissions: (input: JsonObject) => ask<SetUpPermissions>("POST", "/api/v1/set-up/permissions", input),
  addAccount: (input: JsonObject) => ask<{ name: string; file: string }>("POST", "/api/v1/set-up/accounts", input),
};

export const servicePath = (account: string, service: string): string =>
  `/api/v1/accounts/${part(account)}/services/${service.split("/").map(part).join("/")}`;
