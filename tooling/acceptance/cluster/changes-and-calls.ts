import type { HubAccess } from "../harness/hub-access.ts";
import type { RunningCluster } from "./running-cluster.ts";

/** How a call ended, as its caller was told. */
type CallOutcome = "done" | "unknown" | "refused";

/** Tasks that are added at Microsoft and by calls while the cluster goes through something, and what became of them. */
export interface ChangesAndCalls {
  /** Titles of what was added at Microsoft. */
  readonly outside: readonly string[];
  readonly calls: ReadonlyMap<string, CallOutcome>;
  /** Stops, and waits for the calls that run. */
  stop(): Promise<void>;
}

/** Between two of a kind (ms). */
const pauseMs = 150;
/** Lanes that call, each with one call at a time. */
const callers = 3;

export function makeChangesAndCalls({ accounts, control }: RunningCluster, fronts: readonly HubAccess[]): ChangesAndCalls {
  const outside: string[] = [];
  const calls = new Map<string, CallOutcome>();
  let isStopping = false;
  let made = 0;
  const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs));
  const any = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!;
  const change = async (): Promise<void> => {
    while (!isStopping) {
      const { user, list } = any(accounts);
      const title = `outside-${outside.length}`;
      control.todo.addTask(user, list, { title });
      outside.push(title);
      await pause();
    }
  };
  const call = async (): Promise<void> => {
    while (!isStopping) {
      const title = `call-${made++}`;
      const outcome = await any(fronts)
        .api("POST", `accounts/${any(accounts).name}/services/todo/create-task`, { title, sensor: "groceries" })
        .then(
          (): CallOutcome => "done",
          (error: Error): CallOutcome => (error.message.includes('"outcome-unknown"') ? "unknown" : "refused"),
        );
      calls.set(title, outcome);
      await pause();
    }
  };
  const ended = Promise.all([change(), ...Array.from({ length: callers }, call)]);
  return {
    outside,
    calls,
    async stop() {
      isStopping = true;
      await ended;
    },
  };
}

/** How often each task was created at Microsoft, by title. */
export function createdTasks({ accounts, control }: RunningCluster): ReadonlyMap<string, number> {
  return countOf(accounts.flatMap(({ user, list }) => control.todo.tasks(user, list).map(({ title }) => title as string)));
}

/** How often each task was announced, by title. */
export async function announcedTasks(front: HubAccess): Promise<ReadonlyMap<string, number>> {
  const titles: string[] = [];
  for (let after = "0", isMore = true; isMore; ) {
    const page = await front.api("GET", `events?after=${after}`);
    for (const { type, payload } of page.events) if (type === "todo/task-created") titles.push(payload.title);
    isMore = page.events.length > 0;
    after = page.after;
  }
  return countOf(titles);
}

const countOf = (titles: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const title of titles) counts.set(title, (counts.get(title) ?? 0) + 1);
  return counts;
};
