import assert from "node:assert/strict";
import { waitFor } from "../harness/wait-for.ts";
import { announcedTasks, askFront, createdTasks } from "./changes-and-calls.ts";
import { inSeconds, type PartOfRun } from "./part-of-run.ts";

type FinishedRun = Pick<PartOfRun, "cluster" | "work" | "phase" | "ok">;

/** A worker that lost its accounts while it was stopped or could not reach Redis learns of it when it renews its locks. Until then it may read. */
const readsForMs = 5_000;

/** What the slowest calls waited for. */
export function reportSlowestCalls({ cluster, work }: FinishedRun): void {
  const { locks } = cluster;
  for (const [title, { part, account, outcome, problem, at, ms }] of [...work.calls].toSorted(([, a], [, b]) => b.ms - a.ms).slice(0, 5)) {
    const unowned = locks.gapsOf(account, at, at + ms).reduce((sum, gap) => sum + gap, 0);
    const story = locks.calls.storyOf(account, at, at + ms);
    console.log(
      `A slow call, ${title} of ${account} (${part}): ${outcome} after ${inSeconds(ms)}; no lock for ${inSeconds(unowned)} of that. ${story}. ${problem}`,
    );
  }
}

/** Every call was done at most once, and as its caller was told. */
export function checkCalls({ cluster, work, ok }: FinishedRun): void {
  const created = createdTasks(cluster);
  const wrong: string[] = [];
  const reasons = new Set<string>();
  const outcomes = new Map<string, { done: number; unknown: number; refused: number }>();
  for (const [title, { part, outcome, problem }] of work.calls) {
    const counts = outcomes.get(part) ?? { done: 0, unknown: 0, refused: 0 };
    outcomes.set(part, counts);
    counts[outcome]++;
    if (outcome === "refused") reasons.add(/"code":"([\w-]+)"/.exec(problem)?.[1] ?? problem);
    const count = created.get(title) ?? 0;
    const isRight = outcome === "done" ? count === 1 : outcome === "refused" ? count === 0 : count <= 1;
    if (!isRight) wrong.push(`${part}: the call of ${title} ended as ${outcome}, and there are ${count} such tasks. ${problem}`);
  }
  assert.deepEqual(wrong, []);
  for (const [part, { done }] of outcomes) assert.ok(done > 0, `no call was done in the part ${part}`);
  const texts = [...outcomes].map(([part, { done, unknown, refused }]) => `${part} ${done}/${unknown}/${refused}`);
  ok(
    `${work.calls.size} calls, done once / with an unknown outcome / refused and not done: ${texts.join(", ")}. 0 done twice. Refused as ${[...reasons].join(", ") || "none was"}`,
  );
}

/** Every change was announced once. */
export async function checkEvents({ cluster, work, phase, ok }: FinishedRun): Promise<void> {
  const created = createdTasks(cluster);
  const announced = await phase("Waiting for the events", 180, async () => {
    let found: ReadonlyMap<string, number> = new Map();
    await waitFor("all events", 170, async () => {
      found = await announcedTasks(cluster);
      return [...created.keys()].every((title) => found.has(title));
    }).catch(() => {});
    return found;
  });
  const named = (title: string) => `${work.outside.get(title) ?? work.calls.get(title)?.part}: ${title}`;
  const lost = [...created.keys()].filter((title) => !announced.has(title)).map(named);
  const doubled = [...announced].filter(([title, count]) => count !== 1 || !created.has(title)).map(([title]) => named(title));
  assert.deepEqual({ lost, doubled }, { lost: [], doubled: [] });
  ok(`${created.size} changes, ${work.outside.size} of them made at Microsoft: 0 events lost, 0 doubled`);
}

/** Nobody but the owner of an account wrote what is stored of it, or sent a change to Microsoft. */
export function checkOwners({ cluster, ok }: FinishedRun): void {
  const { locks, requests } = cluster;
  assert.deepEqual(locks.faults, []);
  const strays = cluster.strays();
  const wrong = strays.filter(({ isRead, lateMs }) => !isRead || lateMs > readsForMs);
  assert.deepEqual(wrong, []);
  const latest = Math.max(0, ...strays.map(({ lateMs }) => lateMs));
  ok(
    `${locks.writes} writes in Redis and ${requests.requests} requests, while slots went to another worker ${locks.moves} times: never two owners (${strays.length} late reads, ${inSeconds(latest)} after the account was another's at most)`,
  );
}

/** One account reads the presence of all. */
export async function checkPresence({ cluster, phase, ok }: FinishedRun): Promise<void> {
  await phase("Presence for all", 180, async () => {
    await waitFor("everything to be current", 120, async () => {
      const { sensors } = await askFront(cluster, "GET", "sensors");
      return sensors.every(({ stale }: { stale: boolean }) => !stale);
    });
    const { counters } = cluster.control;
    counters.reset();
    await new Promise((resolve) => setTimeout(resolve, 45_000));
    const { calls } = counters.report();
    const [own, many] = [calls["GET /me/presence"]?.units ?? 0, calls["POST /communications/getPresencesByUserId"]?.units ?? 0];
    // Each on its own would be a request for each account, or more. Some that moved read their own once, and a new reader reads again.
    assert.ok(
      own <= cluster.accounts.length / 10 && many >= 1 && many <= 12,
      `in 45 s: ${own} requests for one's own presence, ${many} for everybody's`,
    );
    ok(
      `The presence of ${cluster.accounts.length} accounts is read by one of them: ${many} requests in 45 s, and ${own} of others for their own`,
    );
  });
}
