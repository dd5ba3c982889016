import { CasementError } from "@casement/core";
import { refuse } from "../../refusals.ts";
import type { Area, AreaContext } from "../area.ts";
import { propertiesOf } from "../properties-of.ts";
import { created, type GraphCall, noContent, ok, route } from "../route.ts";
import { createDeliveries, type Post } from "./deliver.ts";
import { createNotifier, type NotifierOptions } from "./notifier.ts";
import { checkKind, checkUrl, readExpiration, readSubscriptionInput } from "./read-subscription-input.ts";
import { checkScope, resolveResource } from "./resolve-resource.ts";
import { presentSubscription, type Subscription } from "./subscription.ts";

/** Change notifications "from elsewhere". `id` is a subscription's. */
export interface SubscriptionsControl {
  /** Everybody's, as Graph shows them. */
  list(): readonly Record<string, unknown>[];
  /** Ends a subscription, or all, as if its time were over: without a word. */
  expire(id?: string): void;
  /** Graph gives a subscription up: `subscriptionRemoved`. */
  remove(id: string): void;
  /** The next notifications get lost, and `missed` says so. */
  miss(id: string): void;
  /** `reauthorizationRequired`: nothing more is told until the subscription is reauthorized or renewed. */
  requireReauthorization(id: string): void;
  /** Ends when what has happened so far was sent once. */
  settled(): Promise<void>;
}

export type SubscriptionsArea = Area<"subscriptions", SubscriptionsControl> & {
  /** To be called when anything may have changed. */
  changed(): Promise<void>;
};

export interface SubscriptionsOptions extends Pick<NotifierOptions, "readAs" | "revisionOf" | "validationToken"> {
  readonly post: Post;
}

/** Subscriptions, notifications of changes and of their own life. */
export function subscriptionsArea({ clock, directory, ids }: AreaContext, options: SubscriptionsOptions): SubscriptionsArea {
  const deliveries = createDeliveries(clock, options.post);
  const notifier = createNotifier({ clock, ids, deliveries, ...options });
  const { subscriptions } = notifier;

  const isOf = (call: GraphCall) => (subscription: Subscription) =>
    subscription.by.user.id === call.user.id &&
    subscription.by.clientId === call.signedIn.clientId &&
    new Date(subscription.input.expirationDateTime) > clock.now();
  const own = (call: GraphCall): Subscription => {
    const found = subscriptions.get(call.params.id!);
    if (!found || !isOf(call)(found)) throw refuse("subscription-unknown");
    return found;
  };
  const shown = (call: GraphCall, subscription: Subscription) => ({
    "@odata.context": `${call.origin}/v1.0/$metadata#subscriptions/$entity`,
    ...presentSubscription(subscription),
  });
  const validate = async (...urls: (string | null)[]) => {
    for (const url of new Set(urls)) if (url !== null) await deliveries.validate(url, ids.guid("request"));
  };
  const reauthorize = (call: GraphCall): Subscription => {
    const subscription = own(call);
    checkScope(subscription.kind, call);
    subscription.paused = false;
    return subscription;
  };

  const create = async (call: GraphCall) => {
    const input = readSubscriptionInput(call.body);
    const { kind, found } = resolveResource(input.resource, call, directory);
    checkKind(input, kind, clock.now());
    input.expirationDateTime = readExpiration(input.expirationDateTime, kind, input.includeResourceData === true, clock.now());
    await validate(input.notificationUrl, input.lifecycleNotificationUrl);
    checkScope(kind, call);
    const id = ids.guid("subscription");
    const immutableIds = call.prefer.immutableId;
    await notifier.add({ id, input, kind, found, by: call.signedIn, immutableIds, paused: false, missing: false });
    if (kind.data === "required") watchTheClock();
    return created(shown(call, subscriptions.get(id)!));
  };

  const renew = async (call: GraphCall) => {
    const { expirationDateTime, notificationUrl } = propertiesOf(call.body);
    const { input, kind } = own(call);
    if (expirationDateTime === undefined && notificationUrl === undefined) throw refuse("subscription-renew-what");
    if (typeof notificationUrl === "string") {
      checkUrl(notificationUrl, "notificationUrl");
      await validate(notificationUrl);
      input.notificationUrl = notificationUrl;
    }
    if (expirationDateTime !== undefined)
      input.expirationDateTime = readExpiration(expirationDateTime, kind, input.includeResourceData === true, clock.now());
    return ok(shown(call, reauthorize(call)));
  };

  /** Presence changes by time alone: as long as somebody watches one, look once a minute. */
  let watching = false;
  const watchTheClock = () => {
    if (watching) return;
    watching = true;
    clock.after(60_000, async () => {
      watching = false;
      await notifier.look();
      if ([...subscriptions.values()].some(({ kind }) => kind.data === "required")) watchTheClock();
    });
  };

  const named = (id: string): Subscription => {
    const found = subscriptions.get(id);
    if (!found) throw new CasementError("input-invalid", "There is no subscription of that id.");
    return found;
  };

  return {
    name: "subscriptions",
    changed: async () => {
      if (subscriptions.size > 0) await notifier.look();
    },
    routes: [
      route("POST", "/subscriptions", create),
      route("GET", "/subscriptions", (call) => {
        const value = [...subscriptions.values()].filter(isOf(call)).map(presentSubscription);
        return ok({ "@odata.context": `${call.origin}/v1.0/$metadata#subscriptions`, value });
      }),
      route("GET", "/subscriptions/{id}", (call) => ok(shown(call, own(call)))),
      route("PATCH", "/subscriptions/{id}", renew),
      route("POST", "/subscriptions/{id}/reauthorize", (call) => {
        reauthorize(call);
        return noContent();
      }),
      route("DELETE", "/subscriptions/{id}", (call) => {
        notifier.remove(own(call).id);
        return noContent();
      }),
    ],
    control: {
      list: () => [...subscriptions.values()].map(presentSubscription),
      expire(id) {
        for (const one of id === undefined ? [...subscriptions.keys()] : [named(id).id]) notifier.remove(one);
      },
      remove(id) {
        const subscription = named(id);
        notifier.remove(id);
        notifier.tell(subscription, "subscriptionRemoved");
      },
      miss(id) {
        named(id).missing = true;
      },
      requireReauthorization(id) {
        const subscription = named(id);
        subscription.paused = true;
        notifier.tell(subscription, "reauthorizationRequired");
      },
      async settled() {
        await notifier.look();
        await deliveries.settled();
      },
    },
  };
}
