import { CasementError, type Clock } from "@casement/core";
import { linkSignals } from "../async/link-signals.ts";
import type { Semaphore } from "../async/semaphore.ts";
import { timedOut, withTimeout } from "../async/with-timeout.ts";
import { graphUnreachable } from "./graph-error.ts";
import type { GraphMetrics } from "./graph-metrics.ts";
import type { GraphRequest } from "./graph-request.ts";
import type { RequestPipeline } from "./request-pipeline.ts";
import type { OpenedResponse, RequestSender } from "./request-sender.ts";

export interface TransferContext {
  readonly sender: RequestSender;
  readonly semaphore: Semaphore;
  readonly clock: Clock;
  readonly metrics: GraphMetrics;
  /** Aborts when the gateway closes. */
  readonly closed: AbortSignal;
}

const maxRedirects = 3;

/** Streams the content of a path. Retries only before the first byte. A stalled stream fails with `graph-unreachable`. */
export async function downloadContent(
  pipeline: RequestPipeline,
  path: string,
  transfers: TransferContext,
): Promise<ReadableStream<Uint8Array>> {
  const request = pipeline.createRequest("GET", path, {}, { batchable: false });
  let opened: OpenedResponse | undefined;
  await pipeline.execute(request, async (attempt) => {
    // Released as soon as the response begins, so that a slow reader does not block other requests to the mailbox.
    const release = await transfers.semaphore.acquire(attempt.signal);
    try {
      const result = await openFollowingRedirects(attempt, transfers.sender);
      if (result.kind === "failure") return result;
      if (!result.response.ok) return await transfers.sender.readResponse(attempt, result);
      opened = result;
      return { ...result, kind: "response", status: result.response.status, headers: {}, body: undefined };
    } finally {
      release();
    }
  });
  return withIdleTimeout(opened!.response, request, transfers);
}

/** Follows redirects to content stored elsewhere. Only over HTTPS, and without the token. */
async function openFollowingRedirects(request: GraphRequest, sender: RequestSender): ReturnType<RequestSender["openResponse"]> {
  let result = await sender.openResponse(request);
  for (let hops = 0; hops < maxRedirects && result.kind === "opened" && isRedirect(result.response.status); hops++) {
    const url = result.response.headers.get("location");
    if (!url?.startsWith("https://")) return result;
    await result.response.body?.cancel();
    result = await sender.openResponse({ ...request, headers: {} }, { url });
  }
  return result;
}
const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

function withIdleTimeout(
  response: Response,
  request: GraphRequest,
  { clock, metrics, closed }: TransferContext,
): ReadableStream<Uint8Array> {
  const reader = (response.body ?? new Blob([]).stream()).getReader();
  const { signal, unlink } = linkSignals(request.signal, closed);
  const cancel = (reason: unknown) => {
    unlink();
    return reader.cancel(reason);
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const result = await withTimeout(clock, request.timeoutMs, signal, () => reader.read());
        if (result === timedOut) throw graphUnreachable(request, { kind: "failure", why: "timeout", jitter: 0 });
        if (result.done) {
          unlink();
          return controller.close();
        }
        metrics.add(request.plugin, request.shape, { bytesIn: result.value.byteLength });
        controller.enqueue(result.value);
      } catch (error) {
        cancel(error).catch(() => {});
        throw signal.aborted || CasementError.is(error)
          ? error
          : graphUnreachable(request, { kind: "failure", why: "network", cause: error, jitter: 0 });
      }
    },
    cancel,
  });
}
