import { CasementError } from "@casement/core";
import type { Host } from "@casement/host";
import type { McpClient } from "../clients/mcp-client.ts";
import { type CallRules, requiresConfirmation, type ServiceCall } from "./call-rules.ts";
import { describeCall } from "./describe-call.ts";
import { type PendingCalls, tokenLifetime } from "./pending-calls.ts";

/** What a client asks its user before the call runs. */
export interface UserQuestion {
  readonly question: string;
  /** Of the call in `pendingCalls`. */
  readonly token: string;
}

export const isUserQuestion = (outcome: object): outcome is UserQuestion => "question" in outcome && "token" in outcome;

export interface ConfirmOptions {
  readonly host: Host;
  readonly rules: CallRules;
  readonly pendingCalls: PendingCalls;
  readonly client: McpClient;
}

/**
 * Undefined: the call may run now. `asksUser`: the client can ask its user. Another gets a token for a second call.
 * @throws CasementError `confirmation-needed` with the token; `forbidden` if the rules refuse
 */
export async function confirmCall(options: ConfirmOptions, call: ServiceCall, asksUser: boolean): Promise<UserQuestion | undefined> {
  const { host, rules, pendingCalls, client } = options;
  if (!(await requiresConfirmation(host, call, rules))) return undefined;
  const { tool, account, input } = call;
  const question = describeCall(call, await call.preview());
  const token = pendingCalls.add({ client, name: tool.name, account, input, question });
  if (asksUser) return { question, token };
  throw new CasementError(
    "confirmation-needed",
    `Nothing was done yet. Show the user this call, and only if they agree, call casement_confirm with the token ${token} within ${tokenLifetime} minutes.\n${question}`,
  );
}

/**
 * Requires that a call still does what its user agreed to: a draft can have other recipients by now, and a filter can match other messages.
 * @throws CasementError `confirmation-needed`
 */
export async function requireUnchanged(call: ServiceCall, agreed: string): Promise<void> {
  if (describeCall(call, await call.preview()) === agreed) return;
  throw new CasementError(
    "confirmation-needed",
    "What this call acts on, or whom it reaches, has changed since the user was asked. Nothing was done. Call the tool itself again.",
  );
}
