import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createEventLoopQueue } from "@casement/host";

export interface ListeningServer {
  readonly port: number;
  /** Stops accepting requests, waits up to `timeoutMs` for responses in progress, then closes all connections. */
  close(timeoutMs: number): Promise<void>;
}

/** More than the host starts in one iteration of the event loop, so that its limit counts the calls that wait. */
const callsPerIteration = 4;
/** Connections that the system keeps until they are accepted. */
const backlog = 4096;

/**
 * Listens on one address. Rejects with Node's error. However many calls arrive at once, what only reads is answered soon: calls
 * wait for each other, and for new connections, of which Node accepts one in each iteration of the event loop.
 */
export async function listenOnAddress(listener: RequestListener, host: string, port: number): Promise<ListeningServer> {
  const inProgress = new Set<ServerResponse>();
  let isAccepting = false;
  const waitInQueue = createEventLoopQueue(callsPerIteration, () => isAccepting);
  const server = createServer((request, response) => {
    inProgress.add(response);
    response.once("close", () => inProgress.delete(response));
    if (request.method === "GET") listener(request, response);
    else void waitInQueue().then(() => listener(request, response));
  });
  server.on("connection", () => {
    isAccepting = true;
    setImmediate(() => {
      isAccepting = false;
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, backlog }, () => {
      server.off("error", reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: (timeoutMs) =>
      new Promise((resolve) => {
        const timeout = setTimeout(() => server.closeAllConnections(), timeoutMs);
        // Browsers keep connections open, some without a request; Node does not count those as idle.
        const closeWhenIdle = (): void => {
          if (inProgress.size === 0) server.closeAllConnections();
        };
        for (const response of inProgress) response.once("close", closeWhenIdle);
        server.close(() => {
          clearTimeout(timeout);
          resolve();
        });
        closeWhenIdle();
      }),
  };
}
