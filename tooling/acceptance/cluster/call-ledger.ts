/** What became of a call, as Redis saw it. */
interface CallStep {
  readonly at: number;
  readonly state: string;
  readonly worker?: string;
}

interface NotedCall {
  account?: string;
  readonly steps: CallStep[];
}

/** The calls of the cluster, to say what a slow one waited for. */
export interface CallLedger {
  /** `words`: of a command in a script. */
  note(at: number, words: (count: number) => readonly string[]): void;
  /** The steps of a call of an account that was made then, in seconds from that moment, as text. */
  storyOf(account: string, from: number, to: number): string;
}

const callName = /^casement:call:(.+)$/;
const streamName = /^casement:calls:(.+)$/;

export function createCallLedger(): CallLedger {
  const calls = new Map<string, NotedCall>();
  const callOf = (id: string): NotedCall => {
    const call = calls.get(id) ?? { steps: [] };
    calls.set(id, call);
    return call;
  };
  return {
    note(at, words) {
      const [name, key = ""] = words(2);
      const [, id] = callName.exec(key) ?? [];
      if (name === "hset" && id !== undefined) {
        const [, , field, state = "", , , , , , worker] = words(10);
        if (field === "state") callOf(id).steps.push({ at, state, ...(state === "begun" && worker !== undefined && { worker }) });
      }
      const [, worker] = streamName.exec(key) ?? [];
      if (name === "xadd" && worker !== undefined) {
        // xadd <stream> maxlen ~ 10000 * call <id> account <name>
        const [, , , , , , what, called = "", , account] = words(10);
        const call = callOf(called);
        if (what !== "call") return;
        if (account !== undefined) call.account = account;
        if (call.steps.at(-1)?.worker !== worker) call.steps.push({ at, state: "told to", worker });
      }
    },
    storyOf(account, from, to) {
      const own = [...calls.values()].filter(
        (call) => call.account === account && call.steps[0]!.at >= from - 100 && call.steps[0]!.at <= to,
      );
      const [call] = own.toSorted((a, b) => a.steps[0]!.at - b.steps[0]!.at);
      if (!call) return "it did not reach Redis";
      return call.steps
        .map(({ at, state, worker }) => `${((at - from) / 1_000).toFixed(1)} s ${state}${worker ? ` ${worker}` : ""}`)
        .join(", ");
    },
  };
}
