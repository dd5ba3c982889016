import { translateProblem } from "../problems/translate-problem.ts";
import type { ProblemDetails } from "./api-types.ts";
import { hubAddressOf } from "./hub-address.ts";
import { sessionKey } from "./session-key.ts";

/** An error response of the hub. */
export class ApiError extends Error {
  readonly problem: ProblemDetails;
  constructor(problem: ProblemDetails) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Characters of a body. */
const maxKeptAlive = 8_000;

/** Sends a request with the key of the session. Rejects with `ApiError`: status 0 if the hub does not respond. */
export async function requestHub(path: string, { headers, ...init }: RequestInit = {}): Promise<Response> {
  const key = sessionKey.read();
  const response = await fetch(hubAddressOf(path), {
    ...init,
    // Sent even if the page is left. Browsers limit how much of it.
    keepalive: typeof init.body === "string" && init.body.length < maxKeptAlive,
    headers: { ...(headers as Record<string, string>), ...(key !== null && { "Casement-Session-Key": key }) },
  }).catch(() => undefined);
  if (!response)
    throw new ApiError(
      await translateProblem({
        ...{ type: "about:blank", title: "No response", status: 0, code: "unreachable", detail: "The hub does not respond." },
      }),
    );
  if (!response.ok) throw new ApiError(await translateProblem(await problemOf(response)));
  return response;
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
