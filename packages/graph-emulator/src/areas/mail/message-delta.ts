import { buildDeltaPage, presentTombstone } from "../../protocol/delta-page.ts";
import type { DeltaTokens } from "../../protocol/delta-tokens.ts";
import { GraphFault } from "../../protocol/graph-fault.ts";
import { matchesFilter } from "../../protocol/odata/evaluate-filter.ts";
import { parseExpand } from "../../protocol/odata/parse-expand.ts";
import { type FilterExpression, parseFilter } from "../../protocol/odata/parse-filter.ts";
import type { GraphRequest, GraphResult } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import type { MailStore } from "./mail-store.ts";
import { messageIdOf, presentMailMessage, toQueryableMessage } from "./present-mail.ts";

const defaultPageSize = 10;
const maxPageSize = 512;

/**
 * Handles `GET …/mailFolders/{folder}/messages/delta` with `$select`, `$top`, `$expand`, and `$filter` by `receivedDateTime ge|gt` only.
 */
export function createMessageDeltaHandler(store: MailStore, tokens: DeltaTokens): (request: GraphRequest) => GraphResult {
  return (request) => {
    const { filter, orderBy, search } = request.query;
    if (search) throw createRefusal("message-delta-search");
    if (filter && !isReceivedSinceFilter(filter)) throw createRefusal("message-delta-filter");
    if (orderBy.some(({ path, descending }) => path.toLowerCase() !== "receiveddatetime" || !descending))
      throw createRefusal("message-delta-orderby");
    const changeType = request.query.custom.get("changetype");
    if (changeType !== undefined) throw new GraphFault(501, "NotEmulated", `The emulator does not have changeType=${changeType} here.`);
    const folder = store.folderOf(request);
    const text = request.query.texts.get("filter");
    let parsed: FilterExpression | undefined;
    return buildDeltaPage(request, {
      tokens,
      source: store.mailboxOf(request.mailboxUser.id).messages.get(folder.key)!,
      name: `messages/${folder.key}`,
      context: "Collection(message)",
      defaultPageSize,
      maxPageSize,
      options: text ? { $filter: text } : {},
      items(entry, options) {
        if (options.$filter) {
          parsed ??= parseFilter(options.$filter);
          if (!matchesFilter(parsed, toQueryableMessage(entry))) return [];
        }
        if (entry.removed) return [presentTombstone(messageIdOf(request, entry))];
        const expanded = { ...request, query: { ...request.query, expand: parseExpand(options.$expand ?? "") } };
        return [{ "@odata.type": "#microsoft.graph.message", ...presentMailMessage(expanded, folder.key, entry) }];
      },
    });
  };
}

function isReceivedSinceFilter(filter: FilterExpression): boolean {
  if (filter.kind === "and") return isReceivedSinceFilter(filter.left) && isReceivedSinceFilter(filter.right);
  if (filter.kind !== "compare" || (filter.op !== "ge" && filter.op !== "gt")) return false;
  return filter.left.kind === "path" && filter.left.path.join("/").toLowerCase() === "receiveddatetime" && filter.right.kind === "value";
}
