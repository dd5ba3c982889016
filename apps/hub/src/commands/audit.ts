import type { AuditEntry } from "@casement/host";
import { type CommandContext, printResult } from "../command-context.ts";
import { withHubClient } from "../hub/with-hub-client.ts";
import { formatTable } from "../terminal/format-table.ts";
import { UsageError } from "../usage-error.ts";

/** Shows what AI agents called, newest first. */
export async function runAudit(context: CommandContext, { limit: given = "50" }: { limit?: string }): Promise<void> {
  const limit = Number(given);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000) throw new UsageError("--limit must be a whole number from 1 to 10000.");
  const calls = await withHubClient(context, (hub) => hub.audit(limit));
  printResult(context, { calls }, () => formatCalls(calls, context));
}

function formatCalls(calls: readonly AuditEntry[], { style, io }: CommandContext): string {
  if (calls.length === 0) return "No AI agent called anything in the last 30 days.";
  return formatTable<AuditEntry>(
    [
      { title: "TIME", text: ({ at }) => new Date(at).toLocaleString(), style: style.dim },
      { title: "CLIENT", text: ({ client }) => client, style: style.bold, elastic: true },
      { title: "TOOL", text: ({ tool }) => tool },
      { title: "ACCOUNT", text: ({ account }) => account ?? "" },
      { title: "TARGET", text: ({ target }) => target ?? "" },
      { title: "OUTCOME", text: ({ outcome, code }) => (code === undefined ? outcome : `${outcome} (${code})`) },
    ],
    calls,
    io.columns,
  );
}
