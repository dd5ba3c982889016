import { randomBytes } from "node:crypto";
import { setMaxListeners } from "node:events";
import { CasementError } from "@casement/core";
import type { CallHandler } from "@casement/host/ports";
import { outcomeOf, type RedisScript, runScript, type ScriptReply } from "../redis/run-script.ts";
import { isLost, type OwnedAccount } from "./account-owners.ts";
import type { BegunCalls } from "./begun-calls.ts";
import { type CallAnswer, type CallContents, openCallContents } from "./call-contents.ts";
import { accountLost, outcomeUnknown, toErrorAnswer } from "./call-errors.ts";
import { newsOf } from "./call-news.ts";
import { answerScript, beginScript, releaseScript } from "./call-scripts.ts";
import type { CallServerOptions } from "./call-server.ts";

export interface RunningCall {
  readonly account: string;
  /** Its caller has given up. */
  cancel(): void;
  readonly ended: Promise<void>;
}

interface CallIdentity {
  readonly id: string;
  readonly account: string;
}

type RunOptions = CallServerOptions & { readonly begun: BegunCalls };

/** Runs a call that reached this process. Returns undefined if the account is not here, or not for much longer: its caller then asks elsewhere. */
export function startCall(options: RunOptions, call: CallIdentity, handler: CallHandler): RunningCall | undefined {
  const account = options.own.owned(call.account);
  if (!account || account.signal.aborted) return undefined;
  const stopping = new AbortController();
  const onEnd = (): void => {
    if (isLost(account)) stopping.abort(accountLost(call.account));
  };
  // An account has any number of calls at a time.
  setMaxListeners(0, account.signal);
  account.signal.addEventListener("abort", onEnd);
  const ended = runCall(options, call, { account, handler, stopping })
    // The connection was closed. The caller finds out.
    .catch(() => {})
    .finally(() => account.signal.removeEventListener("abort", onEnd));
  return { account: call.account, cancel: () => stopping.abort(cancelReason), ended };
}

/** Never leaves the process: the caller knows why it has given up. */
const cancelReason = new CasementError("stopped", "The caller no longer waits.");

interface Run {
  readonly account: OwnedAccount;
  readonly handler: CallHandler;
  readonly stopping: AbortController;
}

async function runCall(options: RunOptions, call: CallIdentity, run: Run): Promise<void> {
  const { redis, keys, own } = options;
  const token = run.account.lease.token;
  const lock = own.lockOf(call.account);
  const runId = randomBytes(9).toString("base64url");
  // Without a limit: if Redis is gone, what it has stored of this call ends when it is back.
  const send = async (script: RedisScript, ...args: (string | Buffer)[]): Promise<ScriptReply> => {
    const reply = await runScript(redis, script, [keys.call(call.id), lock], [token, runId, ...args]);
    if (outcomeOf(reply) === "LOST") run.account.lease.lost?.();
    return reply;
  };

  const reply = await send(beginScript, own.worker);
  if (outcomeOf(reply) !== "OK") return;
  const [, repeatable, channel, wrappedKey, input] = reply as readonly Buffer[] as [Buffer, Buffer, Buffer, Buffer, Buffer];
  const begun: BegunCall = { isRepeatable: String(repeatable) === "1", channel: String(channel), wrappedKey, input };
  const answer = await runBegun(options, call, run, begun);
  if (answer === "release") await send(releaseScript, newsOf(call.id));
  else await send(answerScript, newsOf(call.id), answer);
}

interface BegunCall {
  readonly isRepeatable: boolean;
  readonly channel: string;
  readonly wrappedKey: Buffer;
  readonly input: Buffer;
}

/** The sealed answer. Empty if what Redis has cannot be read; `release` if another owner must run it. */
async function runBegun(options: RunOptions, call: CallIdentity, run: Run, begun: BegunCall): Promise<Buffer | "release"> {
  const contents = openContents(options.clusterKeys, call, begun.wrappedKey);
  const operation = contents?.openInput(begun.input);
  if (!contents || !operation) return unreadable;
  const { account, handler, stopping } = run;
  const seal = (answer: CallAnswer): Buffer => contents.sealAnswer(answer);
  const progress = (done: number, of: number): void => {
    if (options.redis.status === "ready") void options.redis.publish(begun.channel, newsOf(call.id, done, of)).catch(() => {});
  };
  try {
    if (!begun.isRepeatable && !options.begun.begin(call.id)) throw outcomeUnknown(call.account);
    // Redis may have taken long to answer.
    if (isLost(account) || !account.lease.sure(0)) throw accountLost(call.account);
    return seal({ value: await handler(call.account, operation, { signal: stopping.signal, progress }) });
  } catch (error) {
    if (begun.isRepeatable && (account.signal.aborted || !account.lease.sure(0))) return "release";
    if (error === cancelReason) return seal({ isAborted: true });
    if (!CasementError.is(error)) options.onProblem(error);
    return seal({ error: toErrorAnswer(error) });
  }
}

const unreadable = Buffer.alloc(0);

function openContents(clusterKeys: RunOptions["clusterKeys"], call: CallIdentity, wrappedKey: Buffer): CallContents | undefined {
  try {
    return openCallContents(clusterKeys, call, wrappedKey);
  } catch {
    return undefined;
  }
}
