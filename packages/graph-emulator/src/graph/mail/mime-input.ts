import { refuse } from "../../refusals.ts";
import { GraphFault } from "../graph-fault.ts";
import type { GraphCall } from "../route.ts";

/** `Content-Type: text/plain` means a MIME message as Base64, which is told apart from rubbish but not read. */
export function checkMime(call: GraphCall): void {
  if (!/^text\/plain/i.test(call.headers.get("content-type") ?? "")) return;
  const text = new TextDecoder().decode(call.bytes).trim();
  if (!text || !/^[A-Za-z0-9+/\s]+={0,2}$/.test(text)) throw refuse("mail-mime-base64");
  throw new GraphFault(501, "NotEmulated", "The emulator does not read messages in MIME format: send JSON.");
}
