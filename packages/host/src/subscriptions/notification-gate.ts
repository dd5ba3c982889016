import { type ChangeNotification, readNotifications } from "./change-notification.ts";
import { createNotificationMeasures, type NotificationMeasures, type NotificationMetrics } from "./notification-measures.ts";
import type { ProblemCause } from "./subscription-problem.ts";

/** Where a surface hands over Microsoft Graph's change notifications. The host subscribes to changes only while a surface is connected. */
export interface NotificationGate {
  /**
   * Says that notifications to this address arrive. It replaces what was said before. The returned function says that nobody receives them any
   * more: a minute later, the subscriptions end at Graph.
   */
  connect(receiver: NotificationReceiver): () => void;
  /**
   * Takes the body of a request to the address. What its entries say is not believed: they only cause reads. Does nothing for a body that Graph
   * did not send. `account`: the one that the address of the request names, so that no other is looked at.
   */
  receive(body: unknown, account?: string): void;
  /**
   * Only where other processes run the accounts: as `receive`, and resolves when they have it. Answer Graph after that, so that it sends again what was
   * not passed on. @throws CasementError `store-unavailable`
   */
  readonly passOn?: (body: unknown, account: string | undefined) => Promise<void>;
  /** What `connect` said last. Its address is a secret. */
  readonly receiver: ConnectedReceiver | undefined;
  /** Resolves when a notification with this subscription id arrives, which is then not counted. For a test of the address. */
  arrival(subscriptionId: string, signal: AbortSignal): Promise<void>;
  /** Says that notifications may be lost: all that is subscribed to is read once. `account`: only for this one. */
  missed(account?: string): void;
  /** Since the start. */
  counts(): NotificationCounts;
  metrics(): NotificationMetrics;
}

export interface NotificationReceiver {
  /** An HTTPS address that Microsoft reaches, without a query. It stays the same over restarts. */
  readonly address: string;
  /** How often to read what is subscribed to, in case that a notification is lost (ms). Default: ten minutes. */
  readonly safetyMs?: number | undefined;
  /** Why no notifications arrive at present, in plain words. Until the receiver connects again without it, everything is polled. */
  readonly problem?: string | undefined;
  /** The problem for programs. */
  readonly cause?: ProblemCause | undefined;
  /** The relay that passes notifications on, and this hub's public key there. */
  readonly relay?: { readonly address: string; readonly publicKey: string } | undefined;
}

export interface NotificationCounts {
  readonly received: number;
  /** Those of a subscription of this hub, with its secret. */
  readonly accepted: number;
}

/** An account at the gate. */
export interface NotifiedAccount {
  /** Returns whether the notification is of this account. */
  notify(notification: ChangeNotification): boolean;
  /** Call it when notifications may be lost. */
  missed(): void;
  /** Call it when a surface has connected or disconnected. */
  receiverChanged(): void;
}

/** The gate, and who is connected to it. */
export interface ConnectedGate extends NotificationGate {
  readonly measures: NotificationMeasures;
}

export interface ConnectedReceiver extends NotificationReceiver {
  readonly safetyMs: number;
}

const defaultSafetyMs = 10 * 60_000;

/** `accounts`: one, or all. */
export function createNotificationGate(accounts: (name?: string) => Iterable<NotifiedAccount>): ConnectedGate {
  let receiver: ConnectedReceiver | undefined;
  const measures = createNotificationMeasures();
  /** By subscription id. */
  const awaited = new Map<string, () => void>();
  const change = (next: typeof receiver): void => {
    receiver = next;
    for (const account of accounts()) account.receiverChanged();
  };
  return {
    get receiver() {
      return receiver;
    },
    measures,
    connect({ address, safetyMs = defaultSafetyMs, problem, cause, relay }) {
      const connected = { address, safetyMs, problem, cause, relay };
      change(connected);
      return () => {
        if (receiver === connected) change(undefined);
      };
    },
    receive(body, name) {
      // The same one is looked at once, however often it is there.
      for (const { notification, count } of readNotifications(body)) {
        const arrived = awaited.get(notification.subscriptionId);
        if (arrived) arrived();
        else
          measures.received(
            count,
            [...accounts(name)].some((account) => account.notify(notification)),
          );
      }
    },
    arrival: (subscriptionId, signal) =>
      new Promise((resolve, reject) => {
        const end = (settle: () => void) => (): void => {
          awaited.delete(subscriptionId);
          settle();
        };
        awaited.set(subscriptionId, end(resolve));
        signal.addEventListener(
          "abort",
          end(() => reject(signal.reason)),
          { once: true },
        );
      }),
    missed(name) {
      for (const account of accounts(name)) account.missed();
    },
    counts() {
      const { received, accepted } = measures.metrics();
      return { received, accepted };
    },
    metrics: () => measures.metrics(),
  };
}
