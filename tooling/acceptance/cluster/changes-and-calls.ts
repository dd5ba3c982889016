import type { RunningCluster } from "./running-cluster.ts";

/** How a call ended, as its caller was told. `unknown`: also when the connection to the front broke. */
export type CallOutcome = "done" | "unknown" | "refused";

export interface MadeCall {
  readonly part: string;
  readonly account: string;
  readonly outcome: CallOutcome;
  /** When it was made (ms). */
  readonly at: number;
  readonly ms: number;
  /** Why it was not done. */
  readonly problem: string;
}

/** Tasks that are added at Microsoft and by calls while the cluster goes through something, and what became of them. */
export interface ChangesAndCalls {
  /** What is made from now on belongs to this part of the run. */
  begin(part: string): void;
  /** Titles of what was added at Microsoft, with the part. */
  readonly outside: ReadonlyMap<string, string>;
  /** By title. */
  readonly calls: ReadonlyMap<string, MadeCall>;
  /** Stops, and waits for the calls that run. */
  stop(): Promise<void>;
}

/** Between two of a kind (ms). */
const pauseMs = 150;
/** Lanes that call, each with one call at a time. */
const callers = 3;
const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs));
const any = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!;

/** `part`: the first one. */
export function makeChangesAndCalls(cluster: RunningCluster, part: string): ChangesAndCalls {
  const { accounts, control } = cluster;
  const outside = new Map<string, string>();
  const calls = new Map<string, MadeCall>();
  let isStopping = false;
  let made = 0;
  let current = part;
  const change = async (): Promise<void> => {
    while (!isStopping) {
      const { user, list } = any(accounts);
      const title = `outside-${outside.size}`;
      control.todo.addTask(user, list, { title });
      outside.set(title, current);
      await pause();
    }
  };
  const call = async (): Promise<void> => {
    while (!isStopping) {
      const title = `call-${made++}`;
      const account = any(accounts).name;
      const call = { part: current, account, at: Date.now() };
      const end = await askFront(cluster, "POST", `accounts/${account}/services/todo/create-task`, { title, sensor: "groceries" }).then(
        () => ({ outcome: "done" as const, problem: "" }),
        (error: Error) => ({ outcome: outcomeOf(error), problem: error.message }),
      );
      calls.set(title, { ...call, ...end, ms: Date.now() - call.at });
      await pause();
    }
  };
  const ended = Promise.all([change(), ...Array.from({ length: callers }, call)]);
  return {
    begin(next) {
      current = next;
    },
    outside,
    calls,
    async stop() {
      isStopping = true;
      await ended;
    },
  };
}

/** A broken connection says nothing about the call, other than an answer. */
const outcomeOf = (error: Error): CallOutcome =>
  error.message.includes('"outcome-unknown"') || error instanceof TypeError ? "unknown" : "refused";

/**
 * Asks any front, as a load balancer does: the next one if nobody listens there, or, for what only reads, if the front ends and closes the connection under
 * the request.
 */
export async function askFront({ fronts }: RunningCluster, method: string, path: string, body?: object): Promise<any> {
  const left = [...fronts].toSorted(() => Math.random() - 0.5);
  for (;;) {
    const front = left.pop();
    if (!front) throw new Error("no front listens");
    try {
      return await front.access.api(method, path, body);
    } catch (error) {
      const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
      const mayAskAnother = code === "ECONNREFUSED" || (method === "GET" && (code === "UND_ERR_SOCKET" || code === "ECONNRESET"));
      if (!mayAskAnother) throw error;
    }
  }
}

/** How often each task was created at Microsoft, by title. */
export function createdTasks({ accounts, control }: RunningCluster): ReadonlyMap<string, number> {
  return countOf(accounts.flatMap(({ user, list }) => control.todo.tasks(user, list).map(({ title }) => title as string)));
}

/** How often each task was announced, by title. */
export async function announcedTasks(cluster: RunningCluster): Promise<ReadonlyMap<string, number>> {
  const titles: string[] = [];
  for (let after = "0", isMore = true; isMore; ) {
    const page = await askFront(cluster, "GET", `events?after=${after}`);
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
