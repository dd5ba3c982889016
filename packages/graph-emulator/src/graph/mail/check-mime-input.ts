import { createRefusal } from "../../refusals.ts";
import { GraphFault } from "../graph-fault.ts";
import type { GraphRequest } from "../route.ts";

/**
 * `Content-Type: text/plain` means a MIME message in Base64. The emulator checks the encoding but does not read such messages.
 *
 * @throws GraphFault 400 when the body is not Base64, otherwise 501.
 */
export function checkMimeInput(request: GraphRequest): void {
  if (!/^text\/plain/i.test(request.headers.get("content-type") ?? "")) return;
  const text = new TextDecoder().decode(request.bytes).trim();
  if (!text || !/^[A-Za-z0-9+/\s]+={0,2}$/.test(text)) throw createRefusal("mail-mime-base64");
  throw new GraphFault(501, "NotEmulated", "The emulator does not read messages in MIME format: send JSON.");
}
