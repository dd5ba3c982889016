import { CasementError } from "@casement/core";
import { readAddresses } from "@casement/graph-text";
import type { Host } from "@casement/host";
import type { ServiceCall } from "../confirmation/call-rules.ts";
import type { McpClient } from "./mcp-client.ts";

/**
 * Requires that a call which reaches other people goes to allowed ones only. What the call does not name, such as the recipients of a reply,
 * counts as not allowed: the answer of Microsoft 365 would come too late.
 * @throws CasementError `forbidden`, or `input-invalid`
 */
export async function requireAllowedRecipients(host: Host, { tool, account, input }: ServiceCall, client: McpClient): Promise<void> {
  if (client.recipients === undefined) return;
  const texts = await host.account(account).recipients(tool.service, input);
  const people = texts.map((text) => readAddresses(text));
  const addresses = people.flatMap((read) => ("people" in read ? read.people.map(({ address }) => address) : [""]));
  const isAllowed = addresses.length > 0 && addresses.every((address) => allowsAddress(client.recipients ?? [], address));
  if (isAllowed) return;
  // No address: the error reaches logs and events.
  throw new CasementError(
    "forbidden",
    addresses.length === 0
      ? "This call reaches people whom it does not name, and the access of this client allows only some recipients. Nothing was done. Make a draft, which the user can send."
      : `The access of this client does not allow all of these recipients. It allows: ${client.recipients.join(", ") || "none"}. Nothing was done.`,
  );
}

function allowsAddress(allowed: readonly string[], address: string): boolean {
  const wanted = address.toLowerCase();
  const domain = wanted.slice(wanted.lastIndexOf("@"));
  return wanted.includes("@") && allowed.some((entry) => entry.toLowerCase() === (entry.startsWith("@") ? domain : wanted));
}
