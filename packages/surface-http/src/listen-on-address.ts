import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ListeningServer {
  readonly port: number;
  /** Stops accepting requests, waits up to `timeoutMs` for responses in progress, then closes all connections. */
  close(timeoutMs: number): Promise<void>;
}

/** Listens on one address. Rejects with Node's error. */
export async function listenOnAddress(listener: RequestListener, host: string, port: number): Promise<ListeningServer> {
  const inProgress = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    inProgress.add(response);
    response.once("close", () => inProgress.delete(response));
    return listener(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
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
