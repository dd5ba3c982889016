import { CasementError } from "@casement/core";
import { propertiesOf } from "../../protocol/properties-of.ts";
import { createdResult, defineRoute, type GraphRequest, noContentResult, okResult } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import type { Area, AreaContext } from "../area.ts";
import { createChangeNotifier, type NotifierOptions } from "./change-notifier.ts";
import { createNotificationDelivery, type NotificationFetch } from "./notification-delivery.ts";
import { checkNotificationUrl, checkResourceRules, readExpiration, readSubscriptionInput } from "./read-subscription-input.ts";
import { checkSubscriptionScope, resolveResource } from "./resolve-resource.ts";
import { presentSubscription, type Subscription } from "./subscription.ts";

/** Controls subscriptions and their notifications. `id` is the id of a subscription. */
export interface SubscriptionsControl {
  /** Returns the subscriptions of all users, as Graph presents them. */
  list(): readonly Record<string, unknown>[];
  /** Expires one subscription, or all of them, without a notification. */
  expire(id?: string): void;
  /** Removes a subscription and sends `subscriptionRemoved`. */
  remove(id: string): void;
  /** Drops the next notifications and sends `missed` instead. */
  miss(id: string): void;
  /** Sends `reauthorizationRequired` and pauses notifications until the subscription is reauthorized or renewed. */
  requireReauthorization(id: string): void;
  /** Resolves when all changes so far have been detected and sent once. */
  settled(): Promise<void>;
}

export type SubscriptionsArea = Area<"subscriptions", SubscriptionsControl> & {
  /** Must be called when data may have changed. */
  changed(): Promise<void>;
};

export interface SubscriptionsOptions extends Pick<NotifierOptions, "readAs" | "revisionOf" | "validationToken"> {
  readonly post: NotificationFetch;
}

/** Creates the area for subscriptions, change notifications, and lifecycle notifications. */
export function createSubscriptionsArea({ clock, directory, ids }: AreaContext, options: SubscriptionsOptions): SubscriptionsArea {
  const deliveries = createNotificationDelivery(clock, options.post);
  const notifier = createChangeNotifier({ clock, ids, deliveries, ...options });
  const { subscriptions } = notifier;

  const belongsTo = (request: GraphRequest) => (subscription: Subscription) =>
    subscription.subscriber.user.id === request.user.id &&
    subscription.subscriber.clientId === request.caller.clientId &&
    new Date(subscription.input.expirationDateTime) > clock.now();
  const ownSubscription = (request: GraphRequest): Subscription => {
    const found = subscriptions.get(request.params.id!);
    if (!found || !belongsTo(request)(found)) throw createRefusal("subscription-unknown");
    return found;
  };
  const present = (request: GraphRequest, subscription: Subscription) => ({
    "@odata.context": `${request.origin}/v1.0/$metadata#subscriptions/$entity`,
    ...presentSubscription(subscription),
  });
  const validate = async (...urls: (string | null)[]) => {
    for (const url of new Set(urls)) if (url !== null) await deliveries.validate(url, ids.guid("request"));
  };
  const reauthorize = (request: GraphRequest): Subscription => {
    const subscription = ownSubscription(request);
    checkSubscriptionScope(subscription.kind, request);
    subscription.paused = false;
    return subscription;
  };

  const create = async (request: GraphRequest) => {
    const input = readSubscriptionInput(request.body);
    const { kind, found } = resolveResource(input.resource, request, directory);
    checkResourceRules(input, kind, clock.now());
    input.expirationDateTime = readExpiration(input.expirationDateTime, kind, input.includeResourceData === true, clock.now());
    await validate(input.notificationUrl, input.lifecycleNotificationUrl);
    checkSubscriptionScope(kind, request);
    const id = ids.guid("subscription");
    const immutableIds = request.prefer.immutableId;
    await notifier.add({ id, input, kind, target: found, subscriber: request.caller, immutableIds, paused: false, dropsNext: false });
    if (kind.data === "required") checkEveryMinute();
    return createdResult(present(request, subscriptions.get(id)!));
  };

  const renew = async (request: GraphRequest) => {
    const { expirationDateTime, notificationUrl } = propertiesOf(request.body);
    const { input, kind } = ownSubscription(request);
    if (expirationDateTime === undefined && notificationUrl === undefined) throw createRefusal("subscription-renewal-empty");
    if (typeof notificationUrl === "string") {
      checkNotificationUrl(notificationUrl, "notificationUrl");
      await validate(notificationUrl);
      input.notificationUrl = notificationUrl;
    }
    if (expirationDateTime !== undefined)
      input.expirationDateTime = readExpiration(expirationDateTime, kind, input.includeResourceData === true, clock.now());
    return okResult(present(request, reauthorize(request)));
  };

  /** Presence can change by time alone. While there is a presence subscription, check once a minute. */
  let isTimerRunning = false;
  const checkEveryMinute = () => {
    if (isTimerRunning) return;
    isTimerRunning = true;
    clock.after(60_000, async () => {
      isTimerRunning = false;
      await notifier.detectChanges();
      if ([...subscriptions.values()].some(({ kind }) => kind.data === "required")) checkEveryMinute();
    });
  };

  const findSubscription = (id: string): Subscription => {
    const found = subscriptions.get(id);
    if (!found) throw new CasementError("input-invalid", "There is no subscription with that ID.");
    return found;
  };

  return {
    name: "subscriptions",
    changed: async () => {
      if (subscriptions.size > 0) await notifier.detectChanges();
    },
    routes: [
      defineRoute("POST", "/subscriptions", create),
      defineRoute("GET", "/subscriptions", (request) => {
        const value = [...subscriptions.values()].filter(belongsTo(request)).map(presentSubscription);
        return okResult({ "@odata.context": `${request.origin}/v1.0/$metadata#subscriptions`, value });
      }),
      defineRoute("GET", "/subscriptions/{id}", (request) => okResult(present(request, ownSubscription(request)))),
      defineRoute("PATCH", "/subscriptions/{id}", renew),
      defineRoute("POST", "/subscriptions/{id}/reauthorize", (request) => {
        reauthorize(request);
        return noContentResult();
      }),
      defineRoute("DELETE", "/subscriptions/{id}", (request) => {
        notifier.remove(ownSubscription(request).id);
        return noContentResult();
      }),
    ],
    control: {
      list: () => [...subscriptions.values()].map(presentSubscription),
      expire(id) {
        for (const subscriptionId of id === undefined ? [...subscriptions.keys()] : [findSubscription(id).id])
          notifier.remove(subscriptionId);
      },
      remove(id) {
        const subscription = findSubscription(id);
        notifier.remove(id);
        notifier.sendLifecycleEvent(subscription, "subscriptionRemoved");
      },
      miss(id) {
        findSubscription(id).dropsNext = true;
      },
      requireReauthorization(id) {
        const subscription = findSubscription(id);
        subscription.paused = true;
        notifier.sendLifecycleEvent(subscription, "reauthorizationRequired");
      },
      async settled() {
        await notifier.detectChanges();
        await deliveries.settled();
      },
    },
  };
}
