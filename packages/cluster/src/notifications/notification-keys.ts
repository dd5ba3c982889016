import type { RedisKeys } from "../redis/keys.ts";

/** The names of what passes change notifications from fronts to workers. */
export interface NotificationKeys {
  /** A string: where Graph sends them, sealed. The front that started last has written it. */
  readonly receiver: string;
  /** A string that every front renews which receives them. */
  readonly receiving: string;
  /** A stream: those of the accounts of a worker. */
  readonly worker: (worker: string) => string;
  /** A string: a notification with which somebody tests the address has arrived. */
  readonly arrival: (subscriptionId: string) => string;
}

export const createNotificationKeys = ({ prefix }: RedisKeys): NotificationKeys => ({
  receiver: `${prefix}receiver`,
  receiving: `${prefix}receiving`,
  worker: (worker) => `${prefix}notified:${worker}`,
  arrival: (subscriptionId) => `${prefix}arrival:${subscriptionId}`,
});
