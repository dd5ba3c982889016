import type { CallerIdentity } from "../authenticate-request.ts";
import type { ResourceTarget, SubscribableResource } from "./subscribable-resource.ts";

export type ChangeType = "created" | "updated" | "deleted";
export type LifecycleEvent = "reauthorizationRequired" | "subscriptionRemoved" | "missed";

/** What a client asked for. */
export interface SubscriptionInput {
  readonly changeType: string;
  notificationUrl: string;
  readonly lifecycleNotificationUrl: string | null;
  readonly resource: string;
  expirationDateTime: string;
  readonly clientState: string | null;
  readonly includeResourceData: boolean | null;
  readonly encryptionCertificate: string | null;
  readonly encryptionCertificateId: string | null;
  readonly latestSupportedTlsVersion: string;
}

/** What is known of an item: enough to see that it changed, and to say so once it is gone. */
export interface ItemSnapshot {
  readonly id: string;
  readonly fingerprint: string;
  readonly resource: string;
  readonly path: string;
  readonly etag: string | undefined;
}

export interface Subscription {
  readonly id: string;
  readonly input: SubscriptionInput;
  readonly kind: SubscribableResource;
  readonly target: ResourceTarget;
  /** Who subscribed, with which app and permissions. */
  readonly subscriber: CallerIdentity;
  readonly immutableIds: boolean;
  /** By resource: messages of two chats may have the same id. */
  snapshot: ReadonlyMap<string, ItemSnapshot>;
  /** Waits for reauthorization. */
  paused: boolean;
  /** The next notifications get lost. */
  dropsNext: boolean;
}

/** As `GET /subscriptions/{id}` shows it. Shape: graph/examples/subscriptions--subscription-list--1. */
export const presentSubscription = ({ id, input, subscriber }: Subscription): { readonly id: string } & Record<string, unknown> => ({
  id,
  resource: input.resource,
  applicationId: subscriber.clientId,
  changeType: input.changeType,
  clientState: input.clientState,
  notificationUrl: input.notificationUrl,
  notificationQueryOptions: null,
  lifecycleNotificationUrl: input.lifecycleNotificationUrl,
  expirationDateTime: input.expirationDateTime,
  creatorId: subscriber.user.id,
  includeResourceData: input.includeResourceData,
  latestSupportedTlsVersion: input.latestSupportedTlsVersion,
  encryptionCertificate: input.encryptionCertificate,
  encryptionCertificateId: input.encryptionCertificateId,
  notificationUrlAppId: null,
});
