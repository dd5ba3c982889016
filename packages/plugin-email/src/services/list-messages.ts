import { invalidInput, service } from "@casement/core";
import * as z from "zod";
import { emailConfig, filterFields, hasSearch, type MessageFilter, searchFields } from "../config.ts";
import { maxSearchResults, odataLiteral, searchQueriesOf, searchQueryOptions } from "../feeds/search-queries.ts";
import { folderPath } from "../folders/folder-path.ts";
import type { GraphMessage } from "../graph-types.ts";
import { createMessageMatcher, earliestReceived } from "../message-matcher.ts";
import { detailQuery, partsOf, toMessageDetail } from "../message-parts.ts";
import { type MessageView, messageView, type ShownContents, showsContents, toMessageView } from "../message-view.ts";
import { indexFields, toMessageItem } from "../to-message-item.ts";
import { folderInput, resolveFolderId } from "./folder-input.ts";
import { requireContents } from "./require-contents.ts";
import { shownContentsFields } from "./shown-contents-fields.ts";

const more = { "x-group": "More" } as const;

/** Messages of a folder that are checked against the filters at most. */
const maxChecked = 10_000;

export const listMessages = service({
  config: emailConfig,
  title: "List messages",
  summary: "List the emails in a folder that match filters or a search.",
  input: z.object({
    folder: folderInput.default("inbox"),
    search: searchFields.search.meta({ "x-aliases": ["query"] }),
    from: filterFields.from.meta({ "x-aliases": ["sender"] }),
    subjectContains: filterFields.subjectContains.meta({ "x-aliases": ["subject"] }),
    unread: filterFields.unread.meta({ "x-aliases": ["unreadOnly"] }),
    newerThan: filterFields.newerThan.meta({ "x-aliases": ["since"] }),
    maxItems: z
      .int()
      .min(1)
      .max(1000)
      .default(25)
      .meta({ title: "Maximum number", "x-aliases": ["limit", "top"] }),
    bodyContains: searchFields.bodyContains.meta(more),
    to: filterFields.to.meta(more),
    subjectIs: filterFields.subjectIs.meta(more),
    hasAttachments: filterFields.hasAttachments.meta(more),
    importance: filterFields.importance.meta(more),
    flagged: filterFields.flagged.meta(more),
    category: filterFields.category.meta(more),
    ...shownContentsFields,
  }),
  output: z.object({
    messages: z.array(messageView).describe("Newest first"),
    truncated: z.boolean().describe("There can be more messages"),
  }),
  scope: "Mail.ReadBasic",
  effect: "read",
  item: { of: "folder", does: "list", fields: { search: "search" } },
  async run(call) {
    const { folder, maxItems, search, bodyContains, body, preview, attachments, inlineAttachments, ...filter } = call.input;
    const shown: ShownContents = { body, preview, attachments, inlineAttachments };
    if (showsContents(shown)) requireContents(call.config, "Showing contents");
    if (hasSearch({ search, bodyContains })) requireContents(call.config, "Searching");
    if (search !== undefined && bodyContains !== undefined)
      throw invalidInput("bodyContains", 'cannot be combined with search; search for body:"…" instead');
    const [query] = searchQueriesOf({ search, bodyContains });
    const parts = partsOf(shown);
    const details = detailQuery(parts);
    const options = {
      ...(query ? searchQueryOptions(query) : graphFilter(filter, call.now())),
      ...details,
      $select: `${indexFields},${details.$select}`,
      $top: parts.text || parts.html ? Math.min(maxItems + 1, 50) : 250,
    };
    const matches = createMessageMatcher(filter, call.now());
    const messages: MessageView[] = [];
    let checked = 0;
    const path = `${folderPath(call.account, await resolveFolderId(call, folder))}/messages`;
    for await (const message of call.graph.pages<GraphMessage>(path, { query: options })) {
      call.signal.throwIfAborted();
      const item = toMessageItem(message, undefined, true);
      if (matches(item)) {
        if (messages.length === maxItems) return { messages, truncated: true };
        messages.push(toMessageView(message.id, { ...item, d: toMessageDetail(message, parts) }, shown));
      }
      if (++checked >= (search === undefined ? maxChecked : maxSearchResults)) return { messages, truncated: true };
    }
    return { messages, truncated: false };
  },
});

/**
 * The conditions that Graph can check, so that it returns less. The matcher checks every condition again. The property in $orderby must come
 * first.
 */
function graphFilter(
  { unread, from, hasAttachments, importance, newerThan, subjectContains, subjectIs }: MessageFilter,
  now: Date,
): Record<string, string> {
  const earliest = newerThan === undefined ? "1900-01-01T00:00:00Z" : new Date(earliestReceived(newerThan, now)).toISOString();
  const conditions = [
    `receivedDateTime ge ${earliest}`,
    unread === undefined ? "" : `isRead eq ${!unread}`,
    hasAttachments === undefined ? "" : `hasAttachments eq ${hasAttachments}`,
    importance === undefined ? "" : `importance eq '${importance}'`,
    typeof from === "string" && /^[^@]+@/.test(from) ? `from/emailAddress/address eq ${odataLiteral(from)}` : "",
    typeof subjectContains === "string" ? `contains(subject,${odataLiteral(subjectContains)})` : "",
    subjectIs === undefined ? "" : `subject eq ${odataLiteral(subjectIs)}`,
  ];
  return { $filter: conditions.filter(Boolean).join(" and "), $orderby: "receivedDateTime desc" };
}
