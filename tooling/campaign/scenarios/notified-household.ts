import { householdUsers } from "@casement/graph-emulator/household";
import { pauseFor } from "../harness/pause-for.ts";
import type { HouseholdOptions, RunningHousehold } from "../harness/running-household.ts";
import { secondsUntil } from "../harness/seconds-until.ts";
import type { ScenarioRun } from "./fault-scenario.ts";

const { main } = householdUsers;
/** The hub reads on its own so rarely that only notifications can bring a change. */
export const safetyInterval = "6h";
/** On a quiet machine. Microsoft drops slower receivers. */
const slowestAnswerMs = 3_000;

export interface GraphSubscription {
  readonly id: string;
  readonly clientState: string;
  readonly resource: string;
  readonly notificationUrl: string;
}

/** A household whose changes are reported. Waits until everything that can be subscribed to is. */
export async function openNotified(run: ScenarioRun, options: HouseholdOptions = {}): Promise<RunningHousehold> {
  const household = await run.open({ notifications: { safetyInterval }, ...options });
  await allSubscribed(household);
  return household;
}

export const subscriptionsOf = ({ emulator }: RunningHousehold): Promise<readonly GraphSubscription[]> =>
  emulator.control("subscriptions/list");

/** Mail, calendars, presence, chats and one list at least; the number stays for two seconds. */
export async function allSubscribed(household: RunningHousehold): Promise<void> {
  let [before, since] = [0, Date.now()];
  const done = await secondsUntil(60 * household.factor, async () => {
    const { length } = await subscriptionsOf(household);
    if (length !== before) [before, since] = [length, Date.now()];
    return length >= 5 && Date.now() - since > 2_000;
  });
  if (done === undefined) throw new Error(`Only ${before} subscriptions were made.`);
}

/** Changes that wake every list, calendar, folder and chat once, so that nothing reported earlier can stay unread. */
export async function wakeAll({ changes, emulator }: RunningHousehold): Promise<void> {
  const lists = await emulator.control<unknown[]>("todo/lists", main);
  await changes.make(...lists.map(() => "task" as const), "event", "mail", "chat");
}

/** Settles, and expects that no notification waited for its answer and that reads were bounded. */
export async function settleNotified(run: ScenarioRun, household: RunningHousehold, seconds = 60): Promise<void> {
  await run.settle(household, { seconds });
  const { answers } = household.notifications;
  const slowest = Math.max(0, ...answers.map(({ ms }) => ms));
  run.check(slowest < slowestAnswerMs * run.factor, `an answer to a notification took ${Math.round(slowest)} ms`);
  run.check(answers.length > 0, "Graph reported nothing");
  run.remark(`${answers.length} notifications, the slowest answer after ${Math.round(slowest)} ms`);
}

export async function changeFor({ changes }: RunningHousehold, seconds: number): Promise<void> {
  for (const begun = Date.now(); Date.now() - begun < seconds * 1_000; await pauseFor(300)) await changes.makeAny();
}
