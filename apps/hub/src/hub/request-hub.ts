import { CasementError, type ErrorCode, errorCodes } from "@casement/core";
import type { RunFile } from "@casement/host/config";

/** Sends a request to a running hub. Converts problem details (RFC 9457) to a CasementError. @throws CasementError `hub-not-running` */
export async function requestHub(run: RunFile, path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    const headers = { authorization: `Bearer ${run.token}`, ...(init.body ? { "content-type": "application/json" } : {}), ...init.headers };
    response = await fetch(`${run.address}${path}`, { ...init, headers });
  } catch (cause) {
    if (init.signal?.aborted) throw new CasementError("stopped", "Interrupted.", { cause });
    throw new CasementError(
      "hub-not-running",
      `The hub at ${run.address} (process ${run.pid}) does not respond. Check its log, or restart it.`,
      { cause },
    );
  }
  if (response.ok) return response;
  throw toCasementError(response.status, (await response.json().catch(() => ({}))) as Record<string, unknown>);
}

export async function requestHubJson<T>(run: RunFile, path: string, init: RequestInit = {}): Promise<T> {
  const response = await requestHub(run, path, init);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

function toCasementError(status: number, problem: Record<string, unknown>): CasementError {
  const { code, detail, title, details } = problem;
  const known: ErrorCode = typeof code === "string" && Object.hasOwn(errorCodes, code) ? (code as ErrorCode) : "not-found";
  const message = [detail, title].find((text) => typeof text === "string" && text !== "") ?? `The hub returned status ${status}.`;
  return new CasementError(known, String(message), { details: typeof details === "object" && details !== null ? { ...details } : {} });
}
