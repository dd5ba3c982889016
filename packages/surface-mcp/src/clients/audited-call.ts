import { randomUUID } from "node:crypto";
import { CasementError } from "@casement/core";
import type { AuditEntry, Host } from "@casement/host";
import { isUserQuestion } from "../confirmation/confirm-call.ts";
import { type McpClient, mayUseAccount } from "./mcp-client.ts";

/** What is known of a call once its account is. */
export interface CallFacts {
  /** Which tool it is, where the name of the call does not say: the second step of another call. */
  readonly tool: string;
  readonly account: string;
  readonly target: string;
}

/** Codes with which an access or the rules of the hub refuse. */
const refusals: ReadonlySet<string> = new Set(["forbidden", "too-many-calls"]);

/** What a call tells about itself while it runs. */
export interface CallNotes {
  note(facts: Partial<CallFacts>): void;
  /** Before it reaches Microsoft 365: recorded at once, because the hub may end before the outcome is known. */
  begin(facts: Partial<CallFacts>): Promise<void>;
}

/** Runs a call, and records it with its outcome. A refused one raises `account/agent-refused`. */
export async function runAudited<T extends object>(
  host: Host,
  client: McpClient,
  name: string,
  run: (notes: CallNotes) => Promise<T>,
): Promise<T> {
  let facts: Partial<CallFacts> = {};
  // A made-up name of a tool could be anything.
  const tool = /^[\w/-]{1,64}$/.test(name) ? name : "unknown";
  let call: string | undefined;
  const record = (outcome: AuditEntry["outcome"], code?: string): Promise<void> =>
    host.audit().add({
      ...{ client: client.name, tool, ...facts, outcome },
      ...(code !== undefined && { code }),
      ...(call !== undefined && { call }),
    });
  try {
    const result = await run({
      note(known) {
        facts = known;
      },
      begin(known) {
        facts = known;
        call = randomUUID().slice(0, 13);
        return record("begun");
      },
    });
    await record(isUserQuestion(result) ? "asked" : "done");
    return result;
  } catch (error) {
    const code = CasementError.is(error) ? error.code : "internal";
    if (code === "confirmation-needed") await record("asked");
    else if (error instanceof DeclinedCall) await record("declined");
    else await record(refusals.has(code) ? "refused" : "failed", code);
    if (refusals.has(code) && !(error instanceof DeclinedCall))
      await reportRefusal(host, client, facts.account, { tool: facts.tool ?? tool, code });
    throw error;
  }
}

/** The user did not agree to the call. */
export class DeclinedCall extends CasementError {
  constructor() {
    super("forbidden", "The user did not agree. Nothing was done. Call the tool again only if the user asks for it.");
  }
}

async function reportRefusal(
  host: Host,
  client: McpClient,
  account: string | undefined,
  refused: { readonly tool: string; readonly code: string },
): Promise<void> {
  const names = host.accounts.map(({ name }) => name);
  // A call that was refused before its account was known is shown at the first account of the client.
  const shownAt = account ?? names.find((name) => mayUseAccount(client, name));
  if (shownAt === undefined) return;
  await host
    .account(shownAt)
    .reportRefusedAgent({ client: client.name, ...refused })
    .catch(() => {});
}
