import type { RunFile } from "@casement/host/config";
import type { WebhookStatus } from "@casement/surface-http";
import { type CommandContext, printResult } from "../command-context.ts";
import { ExitCodeError } from "../exit-code-error.ts";
import { requestHubJson } from "../hub/request-hub.ts";
import { withRunningHub } from "../hub/with-hub-client.ts";
import { formatTable } from "../terminal/format-table.ts";

/** In a cluster. */
const askFront =
  "The webhooks of a cluster belong to the front that sends them. It shows and tests them: on its dashboard (Settings → Webhooks), or at /api/v1/webhooks.";

/** Lists the webhooks of the running hub. */
export async function runWebhooksList(context: CommandContext): Promise<void> {
  const { io, style } = context;
  const list = (run: RunFile) => requestHubJson<{ webhooks: readonly WebhookStatus[] }>(run, "/api/v1/webhooks");
  const { webhooks } = await withRunningHub(context, list, askFront);
  printResult(context, { webhooks }, () => {
    if (webhooks.length === 0)
      return "There are no webhooks. Add one on the dashboard (Settings → Webhooks), or to casement.yaml and restart the hub.";
    return formatTable<WebhookStatus>(
      [
        { title: "NAME", text: ({ name }) => name, style: style.bold },
        { title: "STATE", text: ({ state }) => state },
        { title: "WAITING", text: ({ waiting }) => String(waiting) },
        { title: "DELIVERED", text: ({ delivered }) => String(delivered) },
        { title: "DROPPED", text: ({ dropped }) => String(dropped) },
        { title: "PROBLEM", text: ({ reason }) => reason ?? "", elastic: true },
      ],
      webhooks,
      io.columns,
    );
  });
}

/** Sends a test message. The exit code is 1 if it was not delivered. */
export async function runWebhooksTest(context: CommandContext, name: string): Promise<void> {
  const path = `/api/v1/webhooks/${encodeURIComponent(name)}/test`;
  const send = (run: RunFile) => requestHubJson<{ delivered: boolean; status?: number; reason?: string }>(run, path, { method: "POST" });
  const result = await withRunningHub(context, send, askFront);
  printResult(context, result, () =>
    result.delivered ? `The webhook ${name} received the test (status ${result.status}).` : `The test was not delivered. ${result.reason}.`,
  );
  if (!result.delivered) throw new ExitCodeError(1);
}
