import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface FreezableLine {
  readonly port: number;
  /** Nothing passes, nothing is closed, and new connections wait. */
  frozen: boolean;
  close(): Promise<void>;
}

/** A port that leads to another port of this machine. */
export async function openFreezableLine(targetPort: () => number): Promise<FreezableLine> {
  const sockets = new Set<Socket>();
  let frozen = false;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
    return socket;
  };
  const join = (near: Socket): void => {
    const far = keep(connect(targetPort(), "127.0.0.1"));
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.pipe(to);
      from.on("close", () => to.destroy());
    }
  };
  const waiting = new Set<Socket>();
  const server = createServer((near) => {
    keep(near);
    if (frozen) waiting.add(near.on("close", () => waiting.delete(near)));
    else join(near);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    get frozen() {
      return frozen;
    },
    set frozen(next) {
      frozen = next;
      for (const socket of sockets) next ? socket.pause() : socket.resume();
      if (next) return;
      for (const near of waiting) join(near);
      waiting.clear();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
