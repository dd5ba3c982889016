import { translateProblem } from "../problems/translate-problem.ts";
import { currentTexts } from "../texts/texts.ts";
import type { ProblemDetails } from "./api-types.ts";
import { hubAddressOf } from "./hub-address.ts";
import { sessionKey } from "./session-key.ts";
import { createStore } from "./value-store.ts";

/** An error response of the hub. */
export class ApiError extends Error {
  readonly problem: ProblemDetails;
  constructor(problem: ProblemDetails) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Whether another server gave the last answer, such as a proxy that wants a sign-in. Only a new load of the page shows what it wants. */
export const hasForeignAnswer = createStore(false);

/** Whether the hub no longer lets in the session that this browser has. */
export const hasEndedAccess = createStore(false);

/** Characters of a body. */
const maxKeptAlive = 8_000;
const noResponse = { type: "about:blank", status: 0 };
const unreachable = { ...noResponse, title: "No response", code: "unreachable", detail: "The hub does not respond." };
const foreign = {
  ...noResponse,
  title: "Another server",
  code: "foreign-answer",
  detail: "Another server answers instead of the hub, perhaps to ask you to sign in.",
};

/** Whether the browser sends a body even if the page is left meanwhile. It does so with 64 KB of all bodies together. */
export const isSentOnLeaving = (body: string): boolean => body.length < maxKeptAlive;

/** Sends a request with the key of the session. Rejects with `ApiError`: status 0 if the hub does not respond. */
export async function requestHub(path: string, { headers, ...init }: RequestInit = {}): Promise<Response> {
  const key = sessionKey.read();
  const response = await fetch(hubAddressOf(path), {
    ...init,
    // The hub redirects no request of the page.
    redirect: "manual",
    keepalive: typeof init.body === "string" && isSentOnLeaving(init.body),
    headers: { ...(headers as Record<string, string>), ...(key !== null && { "Casement-Session-Key": key }) },
  }).catch(() => undefined);
  if (!response || (response.status >= 500 && isForeign(response))) throw new ApiError(await translateProblem(unreachable));
  hasForeignAnswer.set(isForeign(response));
  if (isForeign(response)) throw new ApiError(await translateProblem(foreign));
  if (response.ok) return response;
  const problem = await problemOf(response);
  // What opens a session says itself what was wrong with its link or token.
  const opensSession = path === "/session" && init.method === "POST";
  // A sign-in at Microsoft can fail with the same status.
  if (problem.code !== "unauthorized" || key === null || opensSession) throw new ApiError(await translateProblem(problem));
  // Another tab may have opened a new session meanwhile.
  if (key === sessionKey.read()) hasEndedAccess.set(true);
  throw new ApiError({ ...problem, detail: `${currentTexts().hubSignIn.ended}.` });
}

/** The hub says what is wrong in JSON, and answers no request of the page with a page. */
function isForeign({ type, ok, headers }: Response): boolean {
  const mediaType = headers.get("content-type") ?? "";
  return type === "opaqueredirect" || mediaType.startsWith("text/html") || (!ok && !mediaType.includes("json"));
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
