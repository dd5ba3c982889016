import type { AddressInfo } from "node:net";
import { createServer } from "node:net";

/** The preferred port of 127.0.0.1 if it is free, otherwise any free port. 0: any free port. */
export async function findFreePort(preferred: number): Promise<number> {
  return (await tryPort(preferred)) ?? (await tryPort(0))!;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(port, "127.0.0.1", () => {
      const { port: assigned } = server.address() as AddressInfo;
      server.close(() => resolve(assigned));
    });
  });
}
