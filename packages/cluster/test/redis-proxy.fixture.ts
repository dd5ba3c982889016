import { connect, createServer, type Socket } from "node:net";

/** Between a client and a Redis, on a port of its own: it can lose an answer. */
export interface RedisProxy extends AsyncDisposable {
  readonly url: string;
  /** The next answer of Redis is not passed on, and the connection breaks. */
  loseNextAnswer(): void;
  readonly lostAnswers: number;
}

export async function startRedisProxy(target: string): Promise<RedisProxy> {
  const sockets = new Set<Socket>();
  let isLosing = false;
  let lostAnswers = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(new URL(target).port), "127.0.0.1");
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {});
    }
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    client.on("close", end).pipe(upstream);
    upstream.on("close", end).on("data", (answer) => {
      if (!isLosing) return void client.write(answer);
      isLosing = false;
      lostAnswers++;
      end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `redis://127.0.0.1:${(server.address() as { port: number }).port}`,
    loseNextAnswer() {
      isLosing = true;
    },
    get lostAnswers() {
      return lostAnswers;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
