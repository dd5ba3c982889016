import type { CallerIdentity } from "../../protocol/authenticate-request.ts";
import type { ResourceTarget, SubscribableResource } from "./subscribable-resource.ts";

export type ChangeType = "created" | "updated" | "deleted";

/** The subscription as the client requested it. */
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

/** The data of an item that is needed to detect a change and to report a removal. */
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
  /** The caller who subscribed, with app and permissions. */
  readonly subscriber: CallerIdentity;
  readonly immutableIds: boolean;
  /** Snapshots by resource. Messages of two chats can have the same id. */
  snapshot: ReadonlyMap<string, ItemSnapshot>;
  /** The subscription requires reauthorization. */
  paused: boolean;
  /** The next notifications are lost. */
  dropsNext: boolean;
}

/** Presents a subscription as `GET /subscriptions/{id}` returns it. Shape: learn.microsoft.com/graph/api/subscription-list. */
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
