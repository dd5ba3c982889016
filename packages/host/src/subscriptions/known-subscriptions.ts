import type { Clock } from "@casement/core";
import type { Ledger } from "../feeds/ledger.ts";
import type { StoredSubscription } from "./stored-subscription.ts";
import { renewalTimeOf } from "./subscription-lifetime.ts";

export interface KnownSubscriptionsOptions {
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** Graph's time. */
  readonly graphNow: () => Date;
  readonly random: () => number;
}

/** What is known of a subscription since the start. */
interface SubscriptionState {
  /** When it was last made or renewed (ms). */
  readonly confirmedAt: number;
  readonly renewAt: number;
  /** Since when Graph says that something is wrong with it. */
  readonly doubtedSince?: number | undefined;
}

/** How long a subscription still counts as healthy when Graph says that it must be renewed (ms). */
const doubtMs = 15_000;
/** Shortest time between two renewals of a subscription, whatever notifications say (ms). */
const renewalGapMs = 60_000;

/** The subscriptions that an account has at Graph: what its log keeps of them, and which of them are healthy. */
export class KnownSubscriptions {
  readonly #options: KnownSubscriptionsOptions;
  /** By id. Those of before the start are not in it until they are renewed. */
  readonly #states = new Map<string, SubscriptionState>();

  constructor(options: KnownSubscriptionsOptions) {
    this.#options = options;
  }

  get all(): readonly StoredSubscription[] {
    return this.#options.ledger.data.facts.subscriptions ?? [];
  }
  get used(): readonly StoredSubscription[] {
    return this.all.filter(({ isEnding }) => !isEnding);
  }
  get ending(): readonly StoredSubscription[] {
    return this.all.filter(({ isEnding }) => isEnding);
  }

  /** Keeps what Graph says of a subscription. */
  async confirm(subscription: StoredSubscription): Promise<void> {
    await this.#put(subscription);
    const confirmedAt = this.#now;
    const renewAt = renewalTimeOf(confirmedAt, confirmedAt + this.remainingMs(subscription), this.#options.random());
    this.#states.set(subscription.id, { confirmedAt, renewAt });
  }

  /** Uses a subscription no longer. It is kept until Graph confirms that it has ended. */
  async end(subscription: StoredSubscription): Promise<void> {
    this.#states.delete(subscription.id);
    await this.#put({ ...subscription, isEnding: true });
  }

  /** Graph has no such subscription. */
  async forget({ id }: StoredSubscription): Promise<void> {
    this.#states.delete(id);
    await this.#save(this.all.filter((other) => other.id !== id));
  }

  async forgetAll(): Promise<void> {
    this.#states.clear();
    await this.#save([]);
  }

  /** How long a subscription lives (ms). */
  remainingMs({ expiresAt }: StoredSubscription): number {
    return expiresAt - this.#options.graphNow().getTime();
  }

  /** Graph says that something is wrong with a subscription. Returns whether that is news: before its first renewal, it is doubted anyway. */
  doubt({ id }: StoredSubscription): boolean {
    const state = this.#states.get(id);
    if (!state) return false;
    const doubtedSince = state.doubtedSince ?? this.#now;
    this.#states.set(id, { ...state, doubtedSince, renewAt: Math.min(state.renewAt, state.confirmedAt + renewalGapMs) });
    return true;
  }

  /** When the clock was set back, nobody knows how long subscriptions live: each is renewed. */
  doubtAll(): void {
    this.#states.clear();
  }

  isHealthy(subscription: StoredSubscription): boolean {
    const { doubtedSince } = this.#states.get(subscription.id) ?? { doubtedSince: 0 };
    return this.remainingMs(subscription) > 0 && (doubtedSince === undefined || this.#now < doubtedSince + doubtMs);
  }

  /** Whether something may have happened that was not reported. */
  isDoubted(subscription: StoredSubscription): boolean {
    const state = this.#states.get(subscription.id);
    return !state || state.doubtedSince !== undefined || this.remainingMs(subscription) <= 0;
  }

  isDue(subscription: StoredSubscription): boolean {
    const state = this.#states.get(subscription.id);
    return !state || state.renewAt <= this.#now || this.remainingMs(subscription) <= 0;
  }

  /** When something about a subscription changes by itself: it expires, or is in doubt for too long. `canRenew`: it is renewed when it is time. */
  nextTimes(subscription: StoredSubscription, canRenew: boolean): number[] {
    const now = this.#now;
    const { renewAt, doubtedSince } = this.#states.get(subscription.id) ?? {};
    const times = [now + this.remainingMs(subscription), doubtedSince === undefined ? 0 : doubtedSince + doubtMs];
    return [...times.filter((time) => time > now), ...(renewAt !== undefined && canRenew ? [renewAt] : [])];
  }

  get #now(): number {
    return this.#options.clock.now().getTime();
  }
  #put(subscription: StoredSubscription): Promise<void> {
    return this.#save([...this.all.filter(({ id }) => id !== subscription.id), subscription]);
  }
  async #save(subscriptions: readonly StoredSubscription[]): Promise<void> {
    await this.#options.ledger.keep({ t: "facts", facts: { subscriptions } });
  }
}
