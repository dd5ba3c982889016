import { invalidInput } from "@casement/core";
import { readSeenItems } from "@casement/graph-input";
import { hasSearch } from "../config.ts";
import { maxSearchResults, odataLiteral, searchQueriesOf, searchQueryOptions } from "../feeds/search-queries.ts";
import type { MessageItem } from "../folder-item.ts";
import { folderPath } from "../folders/folder-path.ts";
import { readGraphMessage } from "../graph-message.ts";
import { createMessageMatcher, receivedTime } from "../message-matcher.ts";
import { detailQuery, type MessageParts, toMessageDetail } from "../message-parts.ts";
import { isoTime } from "../message-view.ts";
import { indexFields, toMessageItem } from "../to-message-item.ts";
import { type EmailCall, messagePath } from "./email-call.ts";
import { resolveFolderId } from "./folder-input.ts";
import type { MessageQuery } from "./message-query.ts";
import { isBefore, type PagePosition, positionAfter, readPosition, writePosition } from "./page-cursor.ts";
import { requireContents } from "./require-contents.ts";

export interface FoundMessage {
  readonly id: string;
  /** With its details. */
  readonly item: MessageItem;
}

export interface MessagePage {
  /** Newest first, except for a search, which Outlook orders. */
  readonly messages: readonly FoundMessage[];
  /** For the next page. Undefined: there is none. */
  readonly cursor: string | undefined;
  /** There are more than Outlook returns for a search. */
  readonly isCut?: boolean;
}

export interface PageOptions {
  readonly query: MessageQuery;
  readonly parts: MessageParts;
  readonly maxItems: number;
  readonly cursor?: string | undefined;
  /** A further condition. */
  readonly isWanted?: (message: FoundMessage) => boolean;
}

/** Messages that one page checks against the conditions, at most. */
const maxChecked = 10_000;

/**
 * One page of the messages that match a query. Graph checks what it can, and the matcher checks every condition again.
 *
 * @throws CasementError `input-invalid` when parts of the query exclude each other, `service-refused` when it needs contents that are not granted
 */
export async function findMessages(call: EmailCall, options: PageOptions): Promise<MessagePage> {
  const { search, bodyContains, conversation } = options.query;
  if (hasSearch({ search, bodyContains })) requireContents(call.config, "Searching");
  if (search !== undefined && bodyContains !== undefined)
    throw invalidInput("bodyContains", 'cannot be combined with search; search for body:"…" instead');
  if (conversation !== undefined && hasSearch({ search, bodyContains }))
    throw invalidInput("conversation", "cannot be combined with search or bodyContains");
  if (conversation !== undefined) return findInConversation(call, options, conversation);
  return search === undefined ? findInFolder(call, options) : findBySearch(call, options, search);
}

async function findInFolder(call: EmailCall, { query, cursor, maxItems, ...options }: PageOptions): Promise<MessagePage> {
  const messages: FoundMessage[] = [];
  const previous = readPosition(cursor);
  let position: PagePosition | undefined = previous;
  let checked = 0;
  const filter = graphFilter(query, previous, call);
  for await (const { message, isMatch } of readMessages(call, await folderMessages(call, query), filter, { query, maxItems, ...options })) {
    if (isBefore(previous, message.id, message.item)) continue;
    if (isMatch) {
      if (messages.length === maxItems) return { messages, cursor: position && writePosition(position) };
      messages.push(message);
    }
    position = positionAfter(position, message.id, message.item);
    if (++checked === maxChecked) return { messages, cursor: writePosition(position) };
  }
  return { messages, cursor: undefined };
}

async function findBySearch(call: EmailCall, options: PageOptions, search: string): Promise<MessagePage> {
  const { query, cursor, maxItems } = options;
  const [searchQuery] = searchQueriesOf({ search });
  const seen = readSeenItems(cursor);
  const messages: FoundMessage[] = [];
  let checked = 0;
  for await (const { message, isMatch } of readMessages(
    call,
    await folderMessages(call, query),
    searchQueryOptions(searchQuery!),
    options,
  )) {
    if (isMatch && !seen.has(message.id)) {
      if (messages.length === maxItems) return { messages, cursor: seen.toCursor() };
      seen.add(message.id);
      messages.push(message);
    }
    if (++checked === maxSearchResults) return { messages, cursor: undefined, isCut: true };
  }
  return { messages, cursor: undefined };
}

async function findInConversation(call: EmailCall, options: PageOptions, conversation: string): Promise<MessagePage> {
  const path = options.query.folder === undefined ? messagePath(call) : await folderMessages(call, options.query);
  const filter = { $filter: `conversationId eq ${odataLiteral(conversation)}` };
  const seen = readSeenItems(options.cursor);
  const matches: FoundMessage[] = [];
  for await (const { message, isMatch } of readMessages(call, path, filter, options)) {
    if (isMatch && !seen.has(message.id)) matches.push(message);
    if (matches.length === maxChecked) break;
  }
  const messages = matches.sort((a, b) => b.item.receivedAt - a.item.receivedAt).slice(0, options.maxItems);
  for (const { id } of messages) seen.add(id);
  return { messages, cursor: matches.length > messages.length ? seen.toCursor() : undefined };
}

async function* readMessages(
  call: EmailCall,
  path: string,
  filter: Record<string, string>,
  { query, parts, maxItems, isWanted }: Omit<PageOptions, "cursor">,
): AsyncGenerator<{ message: FoundMessage; isMatch: boolean }> {
  const { $select, ...details } = detailQuery(parts);
  const $top = parts.text || parts.html ? Math.min(maxItems + 1, 50) : 250;
  const matches = createMessageMatcher(query, call.now(), call.account.timeZone);
  for await (const received of call.graph.pages<unknown>(path, {
    query: { ...filter, ...details, $select: `${indexFields},${$select}`, $top },
  })) {
    call.signal.throwIfAborted();
    const read = readGraphMessage(received);
    if (!read) continue;
    const item = { ...toMessageItem(read, undefined, true), detail: toMessageDetail(read, parts, call.account.timeZone) };
    const message = { id: read.id, item };
    yield { message, isMatch: matches(item) && (isWanted?.(message) ?? true) };
  }
}

/** The path of the messages in the folder of the query, of the sensor, or the inbox. */
async function folderMessages(call: EmailCall, { folder }: MessageQuery): Promise<string> {
  const id = folder === undefined && call.target.key !== "" ? call.target.key : await resolveFolderId(call, folder ?? "inbox");
  return `${folderPath(call.account, id)}/messages`;
}

/** The conditions that Graph can check, so that it returns less. The property in $orderby must come first. */
function graphFilter(query: MessageQuery, position: PagePosition | undefined, { now, account }: EmailCall): Record<string, string> {
  const { unread, from, hasAttachments, importance, newerThan, olderThan, subjectContains, subjectIs, bodyContains } = query;
  const timeOf = (ageOrDate: string): string => new Date(receivedTime(ageOrDate, now(), account.timeZone)).toISOString();
  const conditions = [
    `receivedDateTime ge ${newerThan === undefined ? "1900-01-01T00:00:00Z" : timeOf(newerThan)}`,
    olderThan === undefined ? "" : `receivedDateTime lt ${timeOf(olderThan)}`,
    position === undefined ? "" : `receivedDateTime lt ${isoTime(position.at + 1)}`,
    unread === undefined ? "" : `isRead eq ${!unread}`,
    hasAttachments === undefined ? "" : `hasAttachments eq ${hasAttachments}`,
    importance === undefined ? "" : `importance eq '${importance}'`,
    typeof from === "string" && /^[^@]+@/.test(from) ? `from/emailAddress/address eq ${odataLiteral(from)}` : "",
    typeof subjectContains === "string" ? `contains(subject,${odataLiteral(subjectContains)})` : "",
    subjectIs === undefined ? "" : `subject eq ${odataLiteral(subjectIs)}`,
    bodyContains === undefined ? "" : `contains(body/content,${odataLiteral(bodyContains)})`,
  ];
  return { $filter: conditions.filter(Boolean).join(" and "), $orderby: "receivedDateTime desc" };
}
