import { type CallPreview, invalidInput } from "@casement/core";
import type * as z from "zod";
import type { MessageParts } from "../message-parts.ts";
import type { EmailCall } from "./email-call.ts";
import { type FoundMessage, findMessages, type MessagePage } from "./find-messages.ts";
import { resolveFolderId } from "./folder-input.ts";
import { forEachMessage } from "./for-each-message.ts";
import { uniqueIds } from "./message-ids.ts";
import type { changedMessages, MessageSelection } from "./message-selection.ts";
import { previewFound, previewNamed } from "./preview-messages.ts";

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
  { change, ...conditions }: MessageChange,
): Promise<z.input<typeof changedMessages>> {
  const selected = await selectMessages(call, conditions);
  if ("ids" in selected) {
    await forEachMessage(call, selected.ids, change);
    return { ids: [...selected.ids], count: selected.ids.length };
  }
  const matching = selected.found.messages.map(({ id }) => id);
  await forEachMessage(call, matching, change);
  const { cursor, isCut } = selected.found;
  if (cursor === undefined && isCut && conditions.isWanted) return { count: matching.length, searchLimit: true };
  return { count: matching.length, ...((cursor !== undefined || isCut) && { more: true as const }) };
}

/** What `changeMessages` would change. */
export async function previewChange(
  call: EmailCall<MessageSelection>,
  conditions: Omit<MessageChange, "change"> = {},
): Promise<CallPreview> {
  const selected = await selectMessages(call, conditions);
  return "ids" in selected ? previewNamed(call, selected.ids) : previewFound(selected.found.messages);
}

async function selectMessages(
  call: EmailCall<MessageSelection>,
  { leavesFor, isWanted }: Omit<MessageChange, "change">,
): Promise<{ readonly ids: readonly string[] } | { readonly found: MessagePage }> {
  const { ids, where, maxItems } = call.input;
  if (ids !== undefined && where !== undefined) throw invalidInput("where", "give ids or where, not both");
  if (ids !== undefined) return { ids: uniqueIds(ids) };
  if (where === undefined) throw invalidInput("ids", "is missing. Give the IDs of messages, or where, to choose all that match");
  if (Object.values(where).every((condition) => condition === undefined))
    throw invalidInput("where", "is empty. Give a folder or at least one condition");
  const folder = await resolveFolderId(call, where.folder ?? "inbox");
  if (folder === leavesFor) throw invalidInput("where.folder", "is where the messages would go");
  return { found: await findMessages(call, { query: { ...where, folder }, parts: noContents, maxItems, ...(isWanted && { isWanted }) }) };
}
