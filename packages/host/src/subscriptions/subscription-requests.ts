import { CasementError, type Graph } from "@casement/core";
import type { PlannedSubscription } from "./plan-subscriptions.ts";
import type { StoredSubscription } from "./stored-subscription.ts";
import { createThrowawayCertificate, type ThrowawayCertificate } from "./throwaway-certificate.ts";

/** What Graph says of a subscription. */
export interface GraphSubscription {
  readonly id: string;
  readonly notificationUrl?: string | null;
  readonly expirationDateTime?: string | null;
}

/** The requests about the subscriptions of an account: https://learn.microsoft.com/graph/api/resources/subscription */
export interface SubscriptionRequests {
  list(): Promise<GraphSubscription[]>;
  create(planned: PlannedSubscription, of: Pick<StoredSubscription, "address" | "clientState" | "expiresAt">): Promise<StoredSubscription>;
  /** Also authorizes it again. @returns undefined if it no longer exists */
  renew(subscription: StoredSubscription, expiresAt: number): Promise<StoredSubscription | undefined>;
  /** What no longer exists counts as removed. */
  remove(id: string): Promise<void>;
}

export function createSubscriptionRequests(graph: () => Graph, now: () => Date): SubscriptionRequests {
  let certificate: Promise<ThrowawayCertificate> | undefined;
  const contentFields = async () => {
    certificate ??= createThrowawayCertificate(now());
    return { includeResourceData: true, ...(await certificate) };
  };
  const pathOf = (id: string): string => `/subscriptions/${encodeURIComponent(id)}`;
  return {
    list: () => graph().list<GraphSubscription>("/subscriptions"),
    async create({ resource, changes, withEncryptedData }, { address, clientState, expiresAt }) {
      const created = await graph().send<GraphSubscription>("POST", "/subscriptions", {
        resource,
        changeType: changes,
        notificationUrl: address,
        lifecycleNotificationUrl: address,
        clientState,
        expirationDateTime: new Date(expiresAt).toISOString(),
        ...(withEncryptedData && (await contentFields())),
      });
      if (typeof created?.id !== "string") throw new CasementError("graph-error", "Microsoft Graph returned a subscription without an ID.");
      return { id: created.id, resource, changes, address, clientState, expiresAt: expiryOf(created, expiresAt) };
    },
    async renew(subscription, expiresAt) {
      const body = { expirationDateTime: new Date(expiresAt).toISOString() };
      try {
        const renewed = await graph().send<GraphSubscription | undefined>("PATCH", pathOf(subscription.id), body);
        return { ...subscription, expiresAt: expiryOf(renewed, expiresAt) };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async remove(id) {
      await graph()
        .send("DELETE", pathOf(id))
        .catch((error) => {
          if (!isMissing(error)) throw error;
        });
    },
  };
}

const isMissing = (error: unknown): boolean => CasementError.is(error) && error.code === "graph-not-found";

/** Graph may choose another time than was asked for. */
function expiryOf(subscription: GraphSubscription | undefined, asked: number): number {
  const time = Date.parse(subscription?.expirationDateTime ?? "");
  return Number.isNaN(time) ? asked : time;
}
