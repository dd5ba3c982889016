import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { CasementError, type Clock } from "@casement/core";
import type { Alarms } from "../async/alarms.ts";
import { createSerialQueue, type SerialQueue } from "../async/serial-queue.ts";
import { withTimeout } from "../async/with-timeout.ts";
import type { Ledger } from "../feeds/ledger.ts";
import type { Scheduler } from "../feeds/scheduler.ts";
import type { ChangeNotification } from "./change-notification.ts";
import type { ConnectedGate, NotifiedAccount } from "./notification-gate.ts";
import { type PlannedSubscription, planSubscriptions } from "./plan-subscriptions.ts";
import type { TaskLiveness } from "./sensor-liveness.ts";
import type { StoredSubscription } from "./stored-subscription.ts";
import { renewalTimeOf, subscriptionLifetimeOf, subscriptionRetryMs } from "./subscription-lifetime.ts";
import { describeSubscriptionFailure, isPassing } from "./subscription-problem.ts";
import type { SubscriptionRequests } from "./subscription-requests.ts";
import type { SubscriptionSource } from "./subscription-source.ts";
import { createTaskWaker, type TaskWaker } from "./task-waker.ts";

export interface AccountSubscriptionsOptions {
  readonly account: string;
  readonly gate: Pick<ConnectedGate, "receiver" | "measures">;
  readonly sources: () => readonly SubscriptionSource[];
  /** Called when changes of what a task reads arrive in another way. */
  readonly onLiveness: (task: string) => void;
  /** Whether the account is signed in and live. */
  readonly isReady: () => boolean;
  readonly requests: SubscriptionRequests;
  readonly ledger: Ledger;
  readonly scheduler: Scheduler;
  readonly alarms: Alarms;
  readonly clock: Clock;
  /** Graph's time. */
  readonly graphNow: () => Date;
  readonly random: () => number;
  readonly background: (task: () => Promise<void>) => void;
}

/** What is known of a subscription since the start. */
interface SubscriptionState {
  /** When it was last made or renewed (ms). */
  readonly confirmedAt: number;
  readonly renewAt: number;
  /** Since when Graph says that something is wrong with it. */
  readonly doubtedSince?: number | undefined;
}

interface FailedAttempt {
  readonly failures: number;
  readonly retryAt: number;
  readonly reason: string;
}

/** How long a subscription still counts as healthy when Graph says that it must be renewed (ms). */
const doubtMs = 15_000;
/** Shortest time between two renewals of a subscription, whatever notifications say (ms). */
const renewalGapMs = 60_000;
const removalTimeoutMs = 5_000;
/** How long subscriptions stay when nobody receives notifications: a surface may connect again (ms). */
const unreceivedMs = 60_000;
/** Number of failures after which the time until the next attempt no longer grows. */
const longestRetry = 7;
/** The attempt to list the subscriptions. */
const listing = "";

/**
 * The subscriptions of an account to changes in Microsoft Graph: makes, renews and removes them, and runs the tasks whose changes are reported. A
 * notification is never data; it only says when to read. While its subscription is healthy, a task runs rarely.
 */
export class AccountSubscriptions implements NotifiedAccount {
  readonly #options: AccountSubscriptionsOptions;
  readonly #queue: SerialQueue = createSerialQueue();
  readonly #waker: TaskWaker;
  #plan: ReadonlyMap<string, PlannedSubscription> = new Map();
  /** By id. Those of before the start are not in it until they are renewed. */
  readonly #states = new Map<string, SubscriptionState>();
  /** By resource. */
  readonly #attempts = new Map<string, FailedAttempt>();
  /** Undefined until they are known. */
  #sources: readonly SubscriptionSource[] | undefined;
  #live: ReadonlySet<string> = new Set();
  /** The address whose subscriptions at Graph were compared with those that are stored. */
  #comparedFor: string | undefined;
  /** When nobody received notifications for the first time (ms). */
  #unreceivedSince: number | undefined;
  /** By task: the first notification since its last read (ms). */
  readonly #notifiedAt = new Map<string, number>();
  #isPending = false;
  #isReconciling = false;
  /** While all subscriptions are being removed. */
  #isEnding = false;
  #cancelAlarm: (() => void) | undefined;

  constructor(options: AccountSubscriptionsOptions) {
    this.#options = options;
    const { clock, alarms, scheduler, background, gate } = options;
    // A failure is in the task's status.
    const run = (task: string): void => {
      const since = this.#notifiedAt.get(task);
      this.#notifiedAt.delete(task);
      const shown = (): void => {
        if (since !== undefined) gate.measures.shown(this.#now - since);
      };
      background(() => scheduler.refresh(task).then(shown, () => {}));
    };
    this.#waker = createTaskWaker(clock, alarms, run);
  }

  /** Why tasks are polled although Graph could report their changes, in plain words. */
  problems(): string[] {
    if (!this.#isReady || this.#address === undefined) return [];
    const { problem } = this.#options.gate.receiver ?? {};
    if (problem !== undefined) return this.#plan.size === 0 ? [] : [`${problem} Meanwhile, everything is polled.`];
    const texts = [...this.#attempts].map(([resource, { reason }]) => {
      const planned = resource === listing ? [...this.#plan.values()] : [this.#plan.get(resource)];
      const titles = new Set(planned.flatMap((each) => each?.titles ?? []));
      return titles.size === 0 ? "" : `Microsoft reports no changes of ${[...titles].join(", ")}, so they are polled. ${reason}`;
    });
    return [...new Set(texts)].filter((text) => text !== "");
  }

  /** Call it when the sign-in, the permissions or the tasks may have changed. */
  update(): void {
    if (this.#isPending) return;
    this.#isPending = true;
    this.#options.background(() =>
      this.#queue(async () => {
        this.#isPending = false;
        this.#isReconciling = true;
        await this.#reconcile().finally(() => {
          this.#isReconciling = false;
        });
      }),
    );
  }

  /** How changes of what a task reads arrive. */
  livenessOf(task: string): TaskLiveness {
    const { receiver } = this.#options.gate;
    if (!receiver || !this.#sources || !this.#isReady) return {};
    if (this.#live.has(task)) return { liveness: "live" };
    const source = this.#sources.find((each) => each.task === task);
    if (!source) return { liveness: "polled", livenessReason: "Microsoft does not report its changes." };
    const { missingScope, subscription } = source;
    if (missingScope !== undefined)
      return { liveness: "polled", livenessReason: `Microsoft reports its changes only with the permission ${missingScope}.` };
    const failed = this.#attempts.get(subscription.resource) ?? this.#attempts.get(listing);
    return { liveness: "waiting", livenessReason: receiver.problem ?? failed?.reason ?? "Its subscription is being made." };
  }

  receiverChanged(): void {
    this.#attempts.clear();
    if (!this.#address || this.#options.gate.receiver?.problem !== undefined) this.#applyHealth();
    this.update();
  }

  missed(): void {
    this.#waker.wake([...this.#plan.values()].flatMap(({ tasks }) => tasks));
  }

  /** Call it when the permissions or the sign-in changed: what was refused is tried again now. */
  accountChanged(): void {
    this.#attempts.clear();
    this.update();
  }

  notify({ subscriptionId, clientState, lifecycleEvent }: ChangeNotification): boolean {
    const stored = this.#stored.find(({ id }) => id === subscriptionId);
    if (!stored || !isSameSecret(stored.clientState, clientState)) return false;
    if (lifecycleEvent !== undefined && lifecycleEvent !== "missed") this.#doubt(stored);
    const tasks = this.#plan.get(stored.resource)?.tasks ?? [];
    for (const task of tasks) if (!this.#notifiedAt.has(task)) this.#notifiedAt.set(task, this.#now);
    this.#waker.wake(tasks);
    return true;
  }

  /** Ends all subscriptions, as far as Graph can be reached within five seconds. Call it before the account signs out. Never rejects. */
  async removeAll(): Promise<void> {
    const { clock, requests } = this.#options;
    if (this.#stored.length === 0 && !this.#isReconciling) return;
    this.#isEnding = true;
    const removal = () =>
      this.#queue(async () => {
        await Promise.allSettled(this.#stored.map(({ id }) => requests.remove(id)));
      });
    await withTimeout(clock, removalTimeoutMs, new AbortController().signal, removal);
    await this.#save([]);
    this.#states.clear();
    this.#comparedFor = undefined;
    this.#applyHealth();
    this.#isEnding = false;
  }

  close(): void {
    this.#cancelAlarm?.();
  }

  get #stored(): readonly StoredSubscription[] {
    return this.#options.ledger.data.facts.subscriptions ?? [];
  }
  get #isReady(): boolean {
    return !this.#isEnding && this.#options.isReady();
  }
  get #now(): number {
    return this.#options.clock.now().getTime();
  }
  /** Where Graph sends the notifications of this account. It tells them from those of accounts with the same sign-in. */
  get #address(): string | undefined {
    const { gate, account } = this.#options;
    return gate.receiver && `${gate.receiver.address}?account=${encodeURIComponent(account)}`;
  }

  async #save(subscriptions: readonly StoredSubscription[]): Promise<void> {
    await this.#options.ledger.keep({ t: "facts", facts: { subscriptions } });
  }
  async #forget({ id }: StoredSubscription): Promise<void> {
    this.#states.delete(id);
    await this.#save(this.#stored.filter((other) => other.id !== id));
  }
  async #confirm(subscription: StoredSubscription): Promise<void> {
    const now = this.#now;
    await this.#save([...this.#stored.filter(({ id }) => id !== subscription.id), subscription]);
    const renewAt = renewalTimeOf(now, now + this.#remainingMs(subscription), this.#options.random());
    this.#states.set(subscription.id, { confirmedAt: now, renewAt });
  }

  #remainingMs({ expiresAt }: StoredSubscription): number {
    return expiresAt - this.#options.graphNow().getTime();
  }

  #doubt({ id }: StoredSubscription): void {
    const state = this.#states.get(id);
    // Before the first renewal after a start, it is doubted anyway.
    if (!state) return;
    const doubtedSince = state.doubtedSince ?? this.#now;
    this.#states.set(id, { ...state, doubtedSince, renewAt: Math.min(state.renewAt, state.confirmedAt + renewalGapMs) });
    this.update();
  }

  #isHealthy(stored: StoredSubscription): boolean {
    const state = this.#states.get(stored.id);
    if (!state || this.#remainingMs(stored) <= 0) return false;
    return state.doubtedSince === undefined || this.#now < state.doubtedSince + doubtMs;
  }

  /** Makes the subscriptions at Graph those of the plan. */
  async #reconcile(): Promise<void> {
    this.#cancelAlarm?.();
    const address = this.#address;
    if (address === undefined) return this.#endUnreceived();
    this.#unreceivedSince = undefined;
    if (!this.#isReady) return this.#applyHealth();
    this.#sources = this.#options.sources();
    this.#plan = planSubscriptions(this.#sources);
    for (const resource of this.#attempts.keys()) if (resource !== listing && !this.#plan.has(resource)) this.#attempts.delete(resource);
    this.#applyHealth();
    // Graph would ask the address whether it wants notifications.
    if (this.#options.gate.receiver?.problem !== undefined) return;
    this.#arm();
    if (this.#plan.size === 0 && this.#stored.length === 0) return;
    await this.#attempt(listing, () => this.#compare(address));
    if (this.#comparedFor === address) {
      await this.#removeUnplanned(address);
      for (const planned of this.#plan.values()) {
        if (!this.#isReady) break;
        await this.#attempt(planned.resource, () => this.#keep(planned, address));
      }
    }
    this.#applyHealth();
    this.#arm();
  }

  /** Ends the subscriptions when nobody has received notifications for a minute, as far as Graph can be reached. */
  async #endUnreceived(): Promise<void> {
    this.#applyHealth();
    this.#unreceivedSince ??= this.#now;
    if (this.#stored.length === 0 || !this.#isReady) return;
    const { alarms, requests, random } = this.#options;
    let next = this.#unreceivedSince + unreceivedMs;
    if (next <= this.#now) {
      for (const stored of this.#stored) {
        const isRemoved = await requests.remove(stored.id).then(
          () => true,
          () => this.#remainingMs(stored) <= 0,
        );
        if (isRemoved) await this.#forget(stored);
      }
      if (this.#stored.length === 0) return;
      next = this.#now + subscriptionRetryMs(longestRetry, random());
    }
    this.#cancelAlarm = alarms.at(next, () => this.update());
  }

  async #attempt(resource: string, work: () => Promise<void>): Promise<void> {
    const failed = this.#attempts.get(resource);
    // A later time than possible means that the clock was set back.
    if (failed && failed.retryAt > this.#now && failed.retryAt <= this.#now + 3600_000) return;
    try {
      await work();
      this.#attempts.delete(resource);
    } catch (error) {
      if (CasementError.is(error) && error.code === "stopped") return;
      // The subscription may exist.
      if (CasementError.is(error) && error.code === "outcome-unknown") this.#comparedFor = undefined;
      const failures = (failed?.failures ?? 0) + 1;
      const retryAt = this.#now + subscriptionRetryMs(failures, this.#options.random());
      const origin = new URL(this.#address ?? "https://localhost").origin;
      this.#attempts.set(resource, { failures, retryAt, reason: describeSubscriptionFailure(error, origin) });
    }
  }

  /** Finds subscriptions that ended while the hub did not run, and ends those that a killed hub left without knowing them. */
  async #compare(address: string): Promise<void> {
    if (this.#comparedFor === address) return;
    const { requests } = this.#options;
    const listed = await requests.list();
    const existing = new Set(listed.map(({ id }) => id));
    const known = new Set(this.#stored.map(({ id }) => id));
    for (const stored of this.#stored) if (!existing.has(stored.id)) await this.#forget(stored);
    for (const { id, notificationUrl } of listed) if (notificationUrl === address && !known.has(id)) await requests.remove(id);
    this.#comparedFor = address;
  }

  async #removeUnplanned(address: string): Promise<void> {
    for (const stored of this.#stored) {
      if (stored.address === address && this.#plan.get(stored.resource)?.changes === stored.changes) continue;
      await this.#forget(stored);
      // It ends by itself, and the next start looks for it.
      await this.#options.requests.remove(stored.id).catch(() => {});
    }
  }

  /** Makes or renews a subscription if it is time. Then reads once what may have changed unreported. */
  async #keep(planned: PlannedSubscription, address: string): Promise<void> {
    const { requests, graphNow } = this.#options;
    const { resource, tasks, withEncryptedData } = planned;
    const stored = this.#stored.find((each) => each.resource === resource);
    const state = stored && this.#states.get(stored.id);
    const expiresAt = graphNow().getTime() + subscriptionLifetimeOf(resource, withEncryptedData);
    if (stored && this.#remainingMs(stored) > 0) {
      if (state && state.renewAt > this.#now) return;
      const renewed = await requests.renew(stored, expiresAt).catch(async (error) => {
        if (!isPassing(error)) await this.#forget(stored);
        throw error;
      });
      if (renewed) {
        await this.#confirm(renewed);
        this.#options.gate.measures.renewed();
        if (!state || state.doubtedSince !== undefined) this.#waker.wake(tasks);
        return;
      }
    }
    if (stored) await this.#forget(stored);
    const clientState = randomBytes(32).toString("base64url");
    await this.#confirm(await requests.create(planned, { address, clientState, expiresAt }));
    this.#waker.wake(tasks);
  }

  /** Lets the tasks of healthy subscriptions run rarely, and all others as often as they say. */
  #applyHealth(): void {
    const { gate, scheduler, onLiveness } = this.#options;
    const isReceiving = gate.receiver !== undefined && gate.receiver.problem === undefined && this.#isReady;
    const healthy = isReceiving ? this.#stored.filter((stored) => this.#isHealthy(stored)) : [];
    const before = this.#live;
    this.#live = new Set(healthy.flatMap(({ resource }) => this.#plan.get(resource)?.tasks ?? []));
    for (const task of this.#live) scheduler.stretch(task, gate.receiver?.safetyMs);
    for (const task of before) if (!this.#live.has(task)) scheduler.stretch(task, undefined);
    // What did not change is not published again.
    for (const task of new Set([...before, ...this.#live, ...(this.#sources ?? []).map(({ task }) => task)])) onLiveness(task);
  }

  /** Wakes up when the next subscription must be renewed, expires or is in doubt for too long, or an attempt is repeated. */
  #arm(): void {
    const now = this.#now;
    const times = [...this.#attempts.values()].map(({ retryAt }) => retryAt);
    for (const stored of this.#stored) {
      const { renewAt, doubtedSince } = this.#states.get(stored.id) ?? {};
      // A failed renewal is repeated by its attempt.
      if (renewAt !== undefined && !this.#attempts.has(stored.resource)) times.push(renewAt);
      const expiry = now + this.#remainingMs(stored);
      for (const time of [expiry, doubtedSince === undefined ? 0 : doubtedSince + doubtMs]) if (time > now) times.push(time);
    }
    if (times.length === 0) return;
    this.#cancelAlarm?.();
    this.#cancelAlarm = this.#options.alarms.at(Math.max(now + 1_000, Math.min(...times)), () => this.update());
  }
}

const hashOf = (text: string): Buffer => createHash("sha256").update(text).digest();
const isSameSecret = (a: string, b: string): boolean => timingSafeEqual(hashOf(a), hashOf(b));
