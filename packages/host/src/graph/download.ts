import { CasementError, type Clock } from "@casement/core";
import type { CallLane } from "./call-lane.ts";
import type { GraphRequest } from "./exchange.ts";
import { unreachable } from "./graph-error.ts";
import type { GraphMetrics } from "./graph-metrics.ts";
import type { OpenedResponse, RequestSender } from "./request-sender.ts";
import type { Slots } from "./slots.ts";
import { linkSignals, timedOut, timeLimit } from "./time-limit.ts";

export interface Streams {
  readonly sender: RequestSender;
  readonly slots: Slots;
  readonly clock: Clock;
  readonly metrics: GraphMetrics;
  /** Aborts when the gateway closes. */
  readonly closed: AbortSignal;
}

const maxRedirects = 3;

/** The content behind a path as a stream. Read again from the start only before the first byte; a stalled stream ends with `graph-unreachable`. */
export async function download(lane: CallLane, path: string, streams: Streams): Promise<ReadableStream<Uint8Array>> {
  const request = lane.request("GET", path, {}, { batchable: false });
  let opened: OpenedResponse | undefined;
  await lane.deliver(request, async (attempt) => {
    // Held until the answer begins: a reader that takes its time must not keep others from the mailbox.
    const release = await streams.slots.take(attempt.signal);
    try {
      const result = await openFollowing(attempt, streams.sender);
      if (result.kind === "failure") return result;
      if (!result.response.ok) return await streams.sender.readResponse(attempt, result);
      opened = result;
      return { ...result, kind: "answer", status: result.response.status, headers: {}, body: undefined };
    } finally {
      release();
    }
  });
  return watched(opened!.response, request, streams);
}

/** Contents may lie elsewhere: Graph then sends there, by https, and without the token. */
async function openFollowing(request: GraphRequest, sender: RequestSender): ReturnType<RequestSender["openResponse"]> {
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

function watched(response: Response, request: GraphRequest, { clock, metrics, closed }: Streams): ReadableStream<Uint8Array> {
  const reader = (response.body ?? new Blob([]).stream()).getReader();
  const { signal, unlink } = linkSignals(request.signal, closed);
  const end = (reason: unknown) => {
    unlink();
    return reader.cancel(reason);
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const result = await timeLimit(clock, request.timeout, signal, () => reader.read());
        if (result === timedOut) throw unreachable(request, { kind: "failure", why: "timeout", luck: 0 });
        if (result.done) {
          unlink();
          return controller.close();
        }
        metrics.add(request.plugin, request.shape, { bytesIn: result.value.byteLength });
        controller.enqueue(result.value);
      } catch (error) {
        end(error).catch(() => {});
        throw signal.aborted || CasementError.is(error)
          ? error
          : unreachable(request, { kind: "failure", why: "network", cause: error, luck: 0 });
      }
    },
    cancel: end,
  });
}
