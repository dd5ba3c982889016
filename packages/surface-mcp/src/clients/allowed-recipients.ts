import { CasementError } from "@casement/core";
import { readAddresses } from "@casement/graph-text";
import type { PreviewedCall } from "@casement/host";
import type { McpClient } from "./mcp-client.ts";

/**
 * Requires that a call which reaches other people goes to allowed ones only. People who cannot be named count as not allowed.
 * @throws CasementError `forbidden`
 */
export function requireAllowedRecipients({ people, reachesUnknown }: PreviewedCall, { recipients }: McpClient): void {
  if (recipients === undefined) return;
  const read = people.map((text) => readAddresses(text));
  const addresses = read.flatMap((each) => ("people" in each ? each.people.map(({ address }) => address) : [""]));
  if (!reachesUnknown && addresses.every((address) => allowsAddress(recipients, address))) return;
  // No address: the error reaches logs and events.
  throw new CasementError(
    "forbidden",
    reachesUnknown
      ? "This call reaches people whom it does not name, and the access of this client allows only some recipients. Nothing was done. Make a draft, which the user can send."
      : `The access of this client does not allow all whom this call reaches. It allows: ${recipients.join(", ") || "none"}. Nothing was done.`,
  );
}

function allowsAddress(allowed: readonly string[], address: string): boolean {
  const wanted = address.toLowerCase();
  const domain = wanted.slice(wanted.lastIndexOf("@"));
  return wanted.includes("@") && allowed.some((entry) => entry.toLowerCase() === (entry.startsWith("@") ? domain : wanted));
}
