import * as z from "zod";
import { type Filter, filterFields, isSearch, searchFields } from "../config.ts";
import { literal, mostFound, queriesOf, queryOptions } from "../feeds/queries.ts";
import { folderPath } from "../folders/folder-path.ts";
import type { GraphMessage } from "../graph-types.ts";
import { detailQuery, partsOf, toDetail } from "../message-detail.ts";
import { messageFilter, since } from "../message-filter.ts";
import { indexFields, toItem } from "../message-mapper.ts";
import { type MessageView, messageView, type Showing, toView } from "../message-view.ts";
import { folder, folderId } from "./move.ts";
import { invalid, needContents, type ServiceCall } from "./service-call.ts";

export const showingFields = {
  body: z.enum(["none", "text", "html"]).default("none"),
  preview: z.boolean().default(false),
  attachments: z.boolean().default(false).describe("Names of the attachments"),
  inlineAttachments: z.boolean().default(false).describe("Names of the pictures within the text"),
};

export const listMessagesInput = z.object({
  folder: folder.default("inbox"),
  ...filterFields,
  ...searchFields,
  maxItems: z.int().min(1).max(1000).default(25),
  ...showingFields,
});
export const listMessagesOutput = z.object({
  messages: z.array(messageView).describe("Newest first"),
  truncated: z.boolean().describe("There may be more"),
});

/** So far back is looked for messages that meet conditions. */
const farthest = 10_000;

export async function listMessages(call: ServiceCall<z.output<typeof listMessagesInput>>): Promise<z.input<typeof listMessagesOutput>> {
  const { folder: wanted, maxItems, search, bodyContains, body, preview, attachments, inlineAttachments, ...filter } = call.input;
  const showing: Showing = { body, preview, attachments, inlineAttachments };
  if (showsContents(showing)) needContents(call, "Showing contents");
  if (isSearch({ search, bodyContains })) needContents(call, "Searching");
  if (search !== undefined && bodyContains !== undefined)
    throw invalid("bodyContains", 'cannot be combined with search; search for body:"…"');
  const [query] = queriesOf({ search, bodyContains });
  const parts = partsOf(showing);
  const details = detailQuery(parts);
  const options = {
    ...(query ? queryOptions(query) : serverFilter(filter, call.now())),
    ...details,
    $select: `${indexFields},${details.$select}`,
    $top: parts.text || parts.html ? Math.min(maxItems + 1, 50) : 250,
  };
  const fits = messageFilter(filter, call.now());
  const messages: MessageView[] = [];
  let seen = 0;
  const path = `${folderPath(call.account, await folderId(call, wanted))}/messages`;
  for await (const message of call.graph.pages<GraphMessage>(path, { query: options })) {
    call.signal.throwIfAborted();
    const one = toItem(message, undefined, true);
    if (fits(one)) {
      if (messages.length === maxItems) return { messages, truncated: true };
      messages.push(toView(message.id, { ...one, d: toDetail(message, parts) }, showing));
    }
    if (++seen >= (search === undefined ? farthest : mostFound)) return { messages, truncated: true };
  }
  return { messages, truncated: false };
}

export const showsContents = ({ body, preview, attachments, inlineAttachments }: Showing): boolean =>
  body !== "none" || preview || attachments || inlineAttachments;

/** What Graph can look for itself, to send less. Every condition is tested here all the same. The sort key comes first. */
function serverFilter(
  { unread, from, hasAttachments, importance, newerThan, subjectContains, subjectIs }: Filter,
  now: Date,
): Record<string, string> {
  const oldest = newerThan === undefined ? "1900-01-01T00:00:00Z" : new Date(since(newerThan, now)).toISOString();
  const conditions = [
    `receivedDateTime ge ${oldest}`,
    unread === undefined ? "" : `isRead eq ${!unread}`,
    hasAttachments === undefined ? "" : `hasAttachments eq ${hasAttachments}`,
    importance === undefined ? "" : `importance eq '${importance}'`,
    typeof from === "string" && /^[^@]+@/.test(from) ? `from/emailAddress/address eq ${literal(from)}` : "",
    typeof subjectContains === "string" ? `contains(subject,${literal(subjectContains)})` : "",
    subjectIs === undefined ? "" : `subject eq ${literal(subjectIs)}`,
  ];
  return { $filter: conditions.filter(Boolean).join(" and "), $orderby: "receivedDateTime desc" };
}
