import type { HubProblem } from "./api-types.generated.ts";
import { HubError } from "./hub-error.ts";

export interface HubConnection {
  /** As the browser's address bar has it: `http://192.168.1.5:8365`, or with a path behind a proxy. */
  readonly address: string;
  /** As `casement access add program` prints it. */
  readonly token: string;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch;
}

export interface HubRequest {
  readonly method?: "GET" | "POST";
  readonly body?: object | undefined;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal | undefined;
}

/** Sends a request. @throws HubError. If the signal aborts, its reason. */
export async function requestHub(connection: HubConnection, path: string, request: HubRequest = {}): Promise<Response> {
  const { address, token } = connection;
  const { method = "GET", body, headers, signal } = request;
  const response = await (connection.fetch ?? fetch)(`${address.replace(/\/+$/, "")}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }), ...headers },
    // The token is for this address only.
    redirect: "error",
    ...(body && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw signal.reason;
    throw new HubError(`No hub answers at ${address}. Check the address, and that the hub runs.`, { cause });
  });
  if (response.ok) return response;
  const problem = (await response.json().catch(() => undefined)) as HubProblem | undefined;
  if (typeof problem?.code === "string") throw new HubError(problem.detail, { problem });
  throw foreignAnswer(connection, response);
}

/** Something else answered in place of the hub. */
export const foreignAnswer = ({ address }: HubConnection, { status }: Response): HubError =>
  new HubError(`${address} answers with status ${status}, but not as a hub. Check the address, and the proxy before the hub.`);

/** The JSON of a response. @throws HubError as `requestHub` does */
export async function readHub<T>(connection: HubConnection, path: string, request?: HubRequest): Promise<T> {
  const response = await requestHub(connection, path, request);
  try {
    return (await response.json()) as T;
  } catch (cause) {
    if (request?.signal?.aborted) throw request.signal.reason;
    throw new HubError(`The answer of ${connection.address} is not JSON, or was cut off. Check the address.`, { cause });
  }
}
