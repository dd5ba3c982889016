import { createRefusal } from "../../refusals.ts";
import { buildDeltaPage, presentTombstone } from "../delta-page.ts";
import type { DeltaTokens } from "../delta-tokens.ts";
import { matchesFilter } from "../odata/evaluate-filter.ts";
import { type FilterExpression, parseFilter } from "../odata/parse-filter.ts";
import type { GraphRequest, GraphResult } from "../route.ts";
import type { MailStore } from "./mail-store.ts";
import { checkExpand, messageIdOf, presentMailMessage, toQueryableMessage, withExpandedSelected } from "./present-mail.ts";

const defaultPageSize = 10;
const maxPageSize = 512;

/**
 * Handles `GET …/mailFolders/{folder}/messages/delta` with `$select`, `$top`, `$expand`, and `$filter` by `receivedDateTime ge|gt` only.
 */
export function createMessageDeltaHandler(store: MailStore, tokens: DeltaTokens): (request: GraphRequest) => GraphResult {
  return (request) => {
    const { expand, filter, orderBy, search } = request.query;
    checkExpand(request);
    if (search) throw createRefusal("message-delta-search");
    if (filter && !isReceivedSinceFilter(filter)) throw createRefusal("message-delta-filter");
    if (orderBy.some(({ path, descending }) => path.toLowerCase() !== "receiveddatetime" || !descending))
      throw createRefusal("message-delta-orderby");
    const folder = store.folderOf(request);
    const text = request.query.raw.get("$filter") ?? request.query.raw.get("filter");
    let parsed: FilterExpression | undefined;
    return buildDeltaPage(withExpandedSelected(request), {
      tokens,
      source: store.mailboxOf(request.mailboxUser.id).messages.get(folder.key)!,
      name: `messages/${folder.key}`,
      context: "Collection(message)",
      defaultPageSize,
      maxPageSize,
      options: { ...(text ? { $filter: text } : {}), ...(expand.length > 0 ? { $expand: JSON.stringify(expand) } : {}) },
      items(entry, options) {
        if (options.$filter) {
          parsed ??= parseFilter(options.$filter);
          if (!matchesFilter(parsed, toQueryableMessage(entry))) return [];
        }
        if (entry.removed) return [presentTombstone(messageIdOf(request, entry))];
        return [
          { "@odata.type": "#microsoft.graph.message", ...presentMailMessage(withExpand(request, options.$expand), folder.key, entry) },
        ];
      },
    });
  };
}

/** Later links repeat the `$expand` of the first request. */
const withExpand = (request: GraphRequest, expand: string | undefined): GraphRequest =>
  expand ? { ...request, query: { ...request.query, expand: JSON.parse(expand) } } : request;

function isReceivedSinceFilter(filter: FilterExpression): boolean {
  if (filter.kind === "and") return isReceivedSinceFilter(filter.left) && isReceivedSinceFilter(filter.right);
  if (filter.kind !== "compare" || (filter.op !== "ge" && filter.op !== "gt")) return false;
  return filter.left.kind === "path" && filter.left.path.join("/").toLowerCase() === "receiveddatetime" && filter.right.kind === "value";
}
