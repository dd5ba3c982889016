import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Clock } from "@casement/core";
import type { Alarms } from "../async/alarms.ts";
import { createSerialQueue, type SerialQueue } from "../async/serial-queue.ts";
import { withTimeout } from "../async/with-timeout.ts";
import type { Ledger } from "../feeds/ledger.ts";
import type { Scheduler } from "../feeds/scheduler.ts";
import type { AccountWarning } from "../status-types.ts";
import type { ChangeNotification } from "./change-notification.ts";
import { KnownSubscriptions } from "./known-subscriptions.ts";
import type { ConnectedGate, NotifiedAccount } from "./notification-gate.ts";
import { type PlannedSubscription, planSubscriptions } from "./plan-subscriptions.ts";
import { notReported, subscriptionPending, type TaskLiveness, waitingFor, withoutPermission } from "./sensor-liveness.ts";
import { createSubscriptionAttempts, type SubscriptionAttempts } from "./subscription-attempts.ts";
import { subscriptionLifetimeOf } from "./subscription-lifetime.ts";
import { isPassing } from "./subscription-problem.ts";
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

const removalTimeoutMs = 5_000;
/** How long subscriptions stay when nobody receives notifications: a surface may connect again (ms). */
const unreceivedMs = 60_000;
/** An answer that corrects Graph's time by more says that a request named a wrong one (ms). */
const corrected = 30_000;
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
  readonly #known: KnownSubscriptions;
  /** By resource, or by id of what is being ended. */
  readonly #attempts: SubscriptionAttempts;
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
    const { clock, alarms, scheduler, background, gate, random } = options;
    this.#known = new KnownSubscriptions(options);
    // The subscription may exist.
    this.#attempts = createSubscriptionAttempts(clock, random, () => {
      this.#comparedFor = undefined;
    });
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
  warnings(): AccountWarning[] {
    if (!this.#isReady || this.#address === undefined) return [];
    const { problem: detail, cause } = this.#options.gate.receiver ?? {};
    if (detail !== undefined)
      return this.#plan.size === 0
        ? []
        : [
            {
              code: "receiver-failed",
              message: `${detail} Meanwhile, everything is polled.`,
              details: { detail, ...(cause && { cause }) },
            },
          ];
    const warnings = [...this.#attempts.failed].flatMap(([resource, { reason: detail, cause }]): AccountWarning[] => {
      const planned = resource === listing ? [...this.#plan.values()] : [this.#plan.get(resource)];
      const sensors = [...new Set(planned.flatMap((each) => each?.titles ?? []))].join(", ");
      const message = `Microsoft reports no changes of ${sensors}, so they are polled. ${detail}`;
      return sensors === "" ? [] : [{ code: "subscription-failed", message, details: { sensors, detail, cause } }];
    });
    return [...new Map(warnings.map((warning) => [warning.message, warning])).values()];
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
    if (!source) return notReported;
    const { missingScope: scope, subscription } = source;
    if (scope !== undefined) return withoutPermission(scope);
    if (receiver.problem !== undefined) return waitingFor("receiver-failed", receiver.problem, receiver.cause);
    const failed = this.#attempts.problemOf(subscription.resource) ?? this.#attempts.problemOf(listing);
    return failed === undefined ? subscriptionPending : waitingFor("subscription-failed", failed.reason, failed.cause);
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
    const stored = this.#known.used.find(({ id }) => id === subscriptionId);
    if (!stored || !isSameSecret(stored.clientState, clientState)) return false;
    if (lifecycleEvent !== undefined && lifecycleEvent !== "missed" && this.#known.doubt(stored)) this.update();
    const tasks = this.#plan.get(stored.resource)?.tasks ?? [];
    for (const task of tasks) if (!this.#notifiedAt.has(task)) this.#notifiedAt.set(task, this.#now);
    this.#waker.wake(tasks);
    return true;
  }

  /** Ends all subscriptions, as far as Graph can be reached within five seconds. Call it before the account signs out. Never rejects. */
  async removeAll(): Promise<void> {
    const { clock, requests } = this.#options;
    if (this.#known.all.length === 0 && !this.#isReconciling) return;
    this.#isEnding = true;
    const removal = () =>
      this.#queue(async () => {
        await Promise.allSettled(this.#known.all.map(({ id }) => requests.remove(id)));
      });
    await withTimeout(clock, removalTimeoutMs, new AbortController().signal, removal);
    await this.#known.forgetAll();
    this.#comparedFor = undefined;
    this.#applyHealth();
    this.#isEnding = false;
  }

  close(): void {
    this.#cancelAlarm?.();
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

  /** Makes the subscriptions at Graph those of the plan. */
  async #reconcile(): Promise<void> {
    this.#cancelAlarm?.();
    const address = this.#address;
    if (address === undefined) return this.#endUnreceived();
    this.#unreceivedSince = undefined;
    if (!this.#isReady) return this.#applyHealth();
    this.#sources = this.#options.sources();
    this.#plan = planSubscriptions(this.#sources);
    const isKept = (key: string): boolean => key === listing || this.#plan.has(key) || this.#known.all.some(({ id }) => id === key);
    this.#attempts.clear((key) => !isKept(key));
    this.#applyHealth();
    // Graph would ask the address whether it wants notifications.
    if (this.#options.gate.receiver?.problem !== undefined) return;
    this.#arm();
    if (this.#plan.size === 0 && this.#known.all.length === 0) return;
    await this.#attempt(listing, () => this.#compare(address));
    if (this.#comparedFor === address) {
      await this.#endUnplanned(address);
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
    if (this.#known.all.length === 0 || !this.#isReady) return;
    const end = this.#unreceivedSince + unreceivedMs;
    if (end > this.#now) {
      this.#cancelAlarm = this.#options.alarms.at(end, () => this.update());
      return;
    }
    for (const subscription of this.#known.used) await this.#known.end(subscription);
    await this.#removeEnding();
    this.#arm();
  }

  #attempt(key: string, work: () => Promise<void>): Promise<void> {
    return this.#attempts.run(key, new URL(this.#address ?? "https://localhost").origin, work);
  }

  /** Finds subscriptions that ended while the hub did not run, and ends those that a killed hub left without knowing them. */
  async #compare(address: string): Promise<void> {
    if (this.#comparedFor === address) return;
    const { requests } = this.#options;
    const listed = await requests.list();
    const existing = new Set(listed.map(({ id }) => id));
    const known = new Set(this.#known.all.map(({ id }) => id));
    for (const subscription of this.#known.all) if (!existing.has(subscription.id)) await this.#known.forget(subscription);
    for (const { id, notificationUrl, expirationDateTime } of listed)
      if (notificationUrl === address && !known.has(id))
        await this.#known.end({
          id,
          resource: "",
          changes: "",
          address,
          clientState: "",
          expiresAt: Date.parse(expirationDateTime ?? "") || 0,
        });
    this.#comparedFor = address;
  }

  async #endUnplanned(address: string): Promise<void> {
    for (const subscription of this.#known.used)
      if (subscription.address !== address || this.#plan.get(subscription.resource)?.changes !== subscription.changes)
        await this.#known.end(subscription);
    await this.#removeEnding();
  }

  /** Removes from Graph what is no longer used. */
  async #removeEnding(): Promise<void> {
    for (const subscription of this.#known.ending)
      await this.#attempt(subscription.id, async () => {
        await this.#options.requests.remove(subscription.id).catch((error) => {
          if (isPassing(error) || this.#known.remainingMs(subscription) > 0) throw error;
        });
        await this.#known.forget(subscription);
      });
  }

  /** Makes or renews a subscription if it is time. Then reads once what may have changed without a report. */
  async #keep(planned: PlannedSubscription, address: string): Promise<void> {
    const { requests, gate } = this.#options;
    const { resource, tasks } = planned;
    const known = this.#known;
    const stored = known.used.find((each) => each.resource === resource);
    if (stored) {
      if (!known.isDue(stored)) return;
      const isDoubted = known.isDoubted(stored);
      // Also if it has expired by this machine's clock, which may be wrong.
      const renewed = await this.#withExpiry(planned, (expiresAt) => requests.renew(stored, expiresAt)).catch(async (error) => {
        if (!isPassing(error)) {
          await known.end(stored);
          await this.#removeEnding();
        }
        throw error;
      });
      if (renewed) {
        await known.confirm(renewed);
        gate.measures.renewed();
        if (isDoubted) this.#waker.wakeForOwn(tasks);
        return;
      }
      await known.forget(stored);
    }
    const clientState = randomBytes(32).toString("base64url");
    await known.confirm(await this.#withExpiry(planned, (expiresAt) => requests.create(planned, { address, clientState, expiresAt })));
    this.#waker.wakeForOwn(tasks);
  }

  /** Asks once more if the refusal shows that Graph's time was not known, because somebody has set this machine's clock. */
  async #withExpiry<Result>(
    { resource, withEncryptedData }: PlannedSubscription,
    request: (expiresAt: number) => Promise<Result>,
  ): Promise<Result> {
    const expiry = (): number => this.#options.graphNow().getTime() + subscriptionLifetimeOf(resource, withEncryptedData);
    const [asked, askedAt] = [expiry(), this.#now];
    try {
      return await request(asked);
    } catch (error) {
      const correction = expiry() - asked - (this.#now - askedAt);
      if (isPassing(error) || Math.abs(correction) < corrected) throw error;
      return request(expiry());
    }
  }

  /** Lets the tasks of healthy subscriptions run rarely, and all others as often as they say. */
  #applyHealth(): void {
    const { gate, scheduler, onLiveness } = this.#options;
    const isReceiving = gate.receiver !== undefined && gate.receiver.problem === undefined && this.#isReady;
    const healthy = isReceiving ? this.#known.used.filter((subscription) => this.#known.isHealthy(subscription)) : [];
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
    const times = [...this.#attempts.failed.values()].map(({ retryAt }) => retryAt);
    // A failed renewal is repeated by its attempt.
    for (const subscription of this.#known.used)
      times.push(...this.#known.nextTimes(subscription, this.#attempts.problemOf(subscription.resource) === undefined));
    if (times.length === 0) return;
    this.#cancelAlarm?.();
    const time = Math.max(now + 1_000, Math.min(...times));
    this.#cancelAlarm = this.#options.alarms.at(time, () => {
      // Alarms ring early when the clock was set back.
      if (this.#now < time) this.#known.doubtAll();
      this.update();
    });
  }
}

const hashOf = (text: string): Buffer => createHash("sha256").update(text).digest();
const isSameSecret = (a: string, b: string): boolean => timingSafeEqual(hashOf(a), hashOf(b));
