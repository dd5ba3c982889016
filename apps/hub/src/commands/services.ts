import type { ServiceInfo } from "@casement/host";
import { type CommandContext, printResult } from "../command-context.ts";
import { withHubClient } from "../hub/with-hub-client.ts";
import { formatTable } from "../terminal/format-table.ts";

export async function runServices(context: CommandContext): Promise<void> {
  const { io, style } = context;
  const found = await withHubClient(context, (hub) => hub.services());
  printResult(context, { services: found }, () => {
    if (found.length === 0) return "There are no services. To see what is missing, run: casement accounts";
    return formatTable<ServiceInfo>(
      [
        { title: "ACCOUNT", text: ({ account }) => account, style: style.dim },
        { title: "SERVICE", text: ({ id }) => id, style: (text, { offered }) => (offered ? style.bold(text) : style.dim(text)) },
        { title: "TITLE", text: ({ title }) => title },
        { title: "INPUT", text: formatInput, elastic: true },
        { title: "", text: ({ offered, reason }) => (offered ? "" : `not available: ${reason ?? ""}`), style: style.yellow, elastic: true },
      ],
      found,
      io.columns,
    );
  });
}

/** The names of the inputs. Optional ones are in brackets. */
function formatInput({ input }: ServiceInfo): string {
  const { properties = {}, required = [] } = input as { properties?: object; required?: readonly string[] };
  return Object.keys(properties)
    .map((name) => (required.includes(name) ? name : `[${name}]`))
    .join(" ");
}
