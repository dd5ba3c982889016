import { invalidInput } from "@casement/core";
import type * as z from "zod";
import type { MessageParts } from "../message-parts.ts";
import type { EmailCall } from "./email-call.ts";
import { type FoundMessage, findMessages } from "./find-messages.ts";
import { resolveFolderId } from "./folder-input.ts";
import { forEachMessage } from "./for-each-message.ts";
import { uniqueIds } from "./message-ids.ts";
import type { changedMessages, MessageSelection } from "./message-selection.ts";

interface MessageChange {
  change(id: string): Promise<void>;
  /** The folder to which the change moves messages. */
  readonly leavesFor?: string | undefined;
  /** Whether the change makes a difference to a message. */
  isWanted?(message: FoundMessage): boolean;
}

const noContents: MessageParts = { text: false, html: false, preview: false, attachments: false, inlineAttachments: false };

/**
 * Changes the messages that the input names, or all that match its conditions, at most `maxItems`. After a change a message must not match again,
 * so that the call can be repeated until there are no more.
 *
 * @throws CasementError `input-invalid` when the input has neither or both, or when matching messages are in the destination already
 */
export async function changeMessages(
  call: EmailCall<MessageSelection>,
  { change, leavesFor, isWanted }: MessageChange,
): Promise<z.input<typeof changedMessages>> {
  const { ids, where, maxItems } = call.input;
  if (ids !== undefined && where !== undefined) throw invalidInput("where", "give ids or where, not both");
  if (ids !== undefined) {
    const given = uniqueIds(ids);
    await forEachMessage(call, given, change);
    return { ids: given, count: given.length };
  }
  if (where === undefined) throw invalidInput("ids", "is missing. Give the IDs of messages, or where, to choose all that match");
  if (Object.values(where).every((condition) => condition === undefined))
    throw invalidInput("where", "is empty. Give a folder or at least one condition");
  const folder = await resolveFolderId(call, where.folder ?? "inbox");
  if (folder === leavesFor) throw invalidInput("where.folder", "is where the messages would go");
  const found = await findMessages(call, { query: { ...where, folder }, parts: noContents, maxItems, ...(isWanted && { isWanted }) });
  const matching = found.messages.map(({ id }) => id);
  await forEachMessage(call, matching, change);
  return { count: matching.length, ...((found.cursor !== undefined || found.isCut) && { more: true as const }) };
}
