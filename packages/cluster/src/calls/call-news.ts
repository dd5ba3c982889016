import type { RedisConnection } from "../redis/connect-redis.ts";

/** What a caller learns of its calls while it waits. Messages can be lost: whoever waits looks from time to time, too. */
export interface CallNews {
  /** Resolves when the messages come. */
  readonly listening: Promise<unknown>;
  listen(id: string, listener: NewsListener): () => void;
  close(): void;
}

export interface NewsListener {
  /** The state of the call has changed, or may have. */
  look(): void;
  progress(done: number, of: number): void;
}

/** A message: only the id, or the progress of the call. It has no contents. */
export const newsOf = (id: string, ...progress: number[]): string => JSON.stringify([id, ...progress]);

/** Listens on a connection of its own, as Redis demands. */
export function openCallNews(redis: RedisConnection, channel: string): CallNews {
  const listeners = new Map<string, NewsListener>();
  const connection = redis.duplicate();
  // The first connection tells of problems.
  connection.on("error", () => {});
  connection.on("message", (_, message: string) => {
    const [id, done, of] = JSON.parse(message) as [string, number?, number?];
    const listener = listeners.get(id);
    if (done === undefined || of === undefined) listener?.look();
    else listener?.progress(done, of);
  });
  // Messages were lost while the connection was broken.
  connection.on("ready", () => {
    for (const { look } of listeners.values()) look();
  });
  const listening = connection.subscribe(channel);
  listening.catch(() => {});
  return {
    listening,
    listen(id, listener) {
      listeners.set(id, listener);
      return () => void listeners.delete(id);
    },
    close: () => connection.disconnect(),
  };
}
