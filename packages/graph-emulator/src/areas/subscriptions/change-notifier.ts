import type { X509Certificate } from "node:crypto";
import type { CallerIdentity } from "../../protocol/authenticate-request.ts";
import type { AreaContext } from "../area.ts";
import { encryptContent, readCertificate } from "./encrypt-content.ts";
import { compareSnapshots, type ItemChange, readSnapshot } from "./item-snapshots.ts";
import type { LifecycleEvent } from "./lifecycle-event.ts";
import type { NotificationDelivery } from "./notification-delivery.ts";
import type { GraphItem } from "./subscribable-resource.ts";
import type { Subscription } from "./subscription.ts";

/** Reads Graph on behalf of a subscriber, bypassing counters, faults, and limits: all pages of a collection, or one object. */
export type ReadAsCaller = (subscriber: CallerIdentity, path: string, immutableIds: boolean) => Promise<readonly GraphItem[]>;

export interface NotifierOptions extends Pick<AreaContext, "clock" | "ids"> {
  readonly deliveries: NotificationDelivery;
  readonly readAs: ReadAsCaller;
  /** Number of changes that the ETag of an item does not show, such as changes of one occurrence of a series. */
  readonly revisionOf: (owner: string, id: string) => number;
  /** Creates the token that proves that a notification with content comes from Graph. */
  readonly validationToken: (subscriber: CallerIdentity) => Promise<string>;
}

/** Detects changes of subscribed resources by comparing snapshots, and notifies the subscribers. */
export interface ChangeNotifier {
  readonly subscriptions: ReadonlyMap<string, Subscription>;
  add(subscription: Omit<Subscription, "snapshot">): Promise<void>;
  remove(id: string): void;
  /** Detects and sends changes. Runs are serialized. */
  detectChanges(): Promise<void>;
  sendLifecycleEvent(subscription: Subscription, event: LifecycleEvent): void;
}

export function createChangeNotifier({ clock, ids, deliveries, readAs, revisionOf, validationToken }: NotifierOptions): ChangeNotifier {
  const subscriptions = new Map<string, Subscription>();
  let pendingDetection = Promise.resolve();

  const isExpired = ({ input }: Subscription) => new Date(input.expirationDateTime) <= clock.now();
  const readerOf =
    ({ subscriber, immutableIds }: Pick<Subscription, "subscriber" | "immutableIds">) =>
    (path: string) =>
      readAs(subscriber, path, immutableIds);
  const commonFields = ({ id, input, subscriber }: Subscription) => ({
    subscriptionId: id,
    subscriptionExpirationDateTime: input.expirationDateTime,
    clientState: input.clientState,
    tenantId: subscriber.user.tenantId,
  });

  const buildNotification = async (
    subscription: Subscription,
    { changeType, item: seen }: ItemChange,
    certificate: X509Certificate | undefined,
  ) => {
    const { input, kind } = subscription;
    const select = new URLSearchParams(input.resource.split("?")[1]).get("$select");
    const requestedTypes = select === null ? seen.path : `${seen.path}?$select=${select}`;
    const [content] = certificate && changeType !== "deleted" ? await readerOf(subscription)(requestedTypes).catch(() => []) : [];
    return {
      ...commonFields(subscription),
      changeType,
      resource: seen.resource,
      resourceData: {
        "@odata.type": kind.odataType,
        "@odata.id": seen.resource,
        ...(seen.etag === undefined ? {} : { "@odata.etag": seen.etag }),
        id: seen.id,
      },
      ...(certificate && content ? { encryptedContent: encryptContent(content, certificate, input.encryptionCertificateId!) } : {}),
    };
  };

  const notifier: ChangeNotifier = {
    subscriptions,
    async add(subscription) {
      const seen = await readSnapshot(subscription, readerOf(subscription), revisionOf);
      subscriptions.set(subscription.id, { ...subscription, snapshot: seen });
    },
    remove: (id) => void subscriptions.delete(id),
    detectChanges() {
      pendingDetection = pendingDetection.then(async () => {
        for (const subscription of subscriptions.values()) {
          if (isExpired(subscription)) subscriptions.delete(subscription.id);
          else await detectChangesOf(subscription);
        }
      });
      return pendingDetection;
    },
    sendLifecycleEvent(subscription, lifecycleEvent) {
      const { input, kind } = subscription;
      if (input.lifecycleNotificationUrl === null || !kind.lifecycle.has(lifecycleEvent)) return;
      const value = [{ ...commonFields(subscription), lifecycleEvent }];
      deliveries.send(input.lifecycleNotificationUrl, { value }, () => {});
    },
  };

  async function detectChangesOf(subscription: Subscription): Promise<void> {
    const { input, subscriber } = subscription;
    // A resource that was removed or is refused counts as unchanged.
    const current = await readSnapshot(subscription, readerOf(subscription), revisionOf).catch(() => subscription.snapshot);
    const requestedTypes = new Set(input.changeType.split(","));
    const changes = compareSnapshots(subscription.snapshot, current).filter(({ changeType }) => requestedTypes.has(changeType));
    subscription.snapshot = current;
    if (changes.length === 0 || subscription.paused) return;
    if (subscription.dropsNext) {
      subscription.dropsNext = false;
      return notifier.sendLifecycleEvent(subscription, "missed");
    }
    const certificate = input.includeResourceData ? readCertificate(input.encryptionCertificate!) : undefined;
    const value = [];
    for (const change of changes)
      value.push({ id: ids.guid("notification"), ...(await buildNotification(subscription, change, certificate)) });
    const validation = certificate ? { validationTokens: [await validationToken(subscriber)] } : {};
    deliveries.send(input.notificationUrl, { value, ...validation }, () => notifier.sendLifecycleEvent(subscription, "missed"));
  }

  return notifier;
}
