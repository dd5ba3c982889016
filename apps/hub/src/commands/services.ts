import type { ServiceInfo } from "@casement/host";
import { type CommandContext, show } from "../command-context.ts";
import { withHub } from "../hub/open-hub.ts";
import { table } from "../terminal/table.ts";

export async function services(context: CommandContext): Promise<void> {
  const { io, paint } = context;
  const found = await withHub(context, (hub) => hub.services());
  show(context, { services: found }, () => {
    if (found.length === 0) return "There are no services.";
    return table<ServiceInfo>(
      [
        { title: "ACCOUNT", text: ({ account }) => account, paint: paint.dim },
        { title: "SERVICE", text: ({ id }) => id, paint: (text, { offered }) => (offered ? paint.bold(text) : paint.dim(text)) },
        { title: "TITLE", text: ({ title }) => title },
        { title: "INPUT", text: inputText, elastic: true },
        { title: "", text: ({ offered, reason }) => (offered ? "" : `not offered: ${reason ?? ""}`), paint: paint.yellow, elastic: true },
      ],
      found,
      io.columns,
    );
  });
}

/** Names of the inputs, the ones that may be left out in brackets. */
function inputText({ input }: ServiceInfo): string {
  const { properties = {}, required = [] } = input as { properties?: object; required?: readonly string[] };
  return Object.keys(properties)
    .map((name) => (required.includes(name) ? name : `[${name}]`))
    .join(" ");
}
