import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Listening {
  readonly port: number;
  /** Takes no more requests, waits `limit` milliseconds for the answers under way, then cuts every line. */
  close(limit: number): Promise<void>;
}

/** Listens on one address. Rejects with the system's error. */
export async function listen(listener: RequestListener, host: string, port: number): Promise<Listening> {
  const underWay = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    underWay.add(response);
    response.once("close", () => underWay.delete(response));
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
    close: (limit) =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), limit);
        // Browsers keep lines open, some without ever having asked: Node calls those busy.
        const cutWhenQuiet = (): void => {
          if (underWay.size === 0) server.closeAllConnections();
        };
        for (const response of underWay) response.once("close", cutWhenQuiet);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        cutWhenQuiet();
      }),
  };
}
