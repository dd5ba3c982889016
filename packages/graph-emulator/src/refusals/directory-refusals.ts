import type { RefusalRow } from "./refusal-row.ts";

const advancedQueries = "learn.microsoft.com/graph/aad-advanced-queries";
const appliesTo = "GET /users, /groups, /me/memberOf, /me/transitiveMemberOf";

/** Rows that apply to all collections of directory objects. */
export const directoryRefusals = {
  "directory-search-consistency": {
    appliesTo,
    rule: "`$search` needs the header `ConsistencyLevel: eventual`.",
    source: advancedQueries,
    status: 400,
    code: "Request_UnsupportedQuery",
    message: "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
  },
  "directory-skip": {
    appliesTo,
    rule: "`$skip` is refused: pages follow `@odata.nextLink`.",
    source:
      "learn.microsoft.com/graph/api/user-list#optional-query-parameters; the message as several clients quote it; github.com/microsoftgraph/msgraph-sdk-dotnet/issues/348",
    status: 400,
    code: "Request_BadRequest",
    message: "'$skip' is not supported by the service.",
  },
  "directory-search-syntax": {
    appliesTo,
    rule: 'Each clause of `$search` is `"property:text"` in double quotes.',
    source: "learn.microsoft.com/graph/search-query-parameter; message as clients quote it",
    status: 400,
    code: "BadRequest",
    message: "Syntax error: character '{character}' is not valid at position {at} in '{text}'.",
  },
  "directory-filter-advanced": {
    appliesTo,
    rule: "`endsWith`, `not` and other advanced conditions in `$filter` need the header `ConsistencyLevel: eventual` and `$count=true`.",
    source: `${advancedQueries}; github.com/microsoftgraph/microsoft-graph-docs/issues/10324`,
    status: 400,
    code: "Request_UnsupportedQuery",
    message: "Unsupported Query.",
  },
  "directory-filter-not-equals": {
    appliesTo,
    rule: "`ne` in `$filter` needs the header `ConsistencyLevel: eventual` and `$count=true`.",
    source: `${advancedQueries}; github.com/microsoftgraph/microsoft-graph-docs/issues/14074`,
    status: 400,
    code: "Request_UnsupportedQuery",
    message: "Unsupported property filter clause operator 'NotEqualsMatch'.",
  },
  "directory-orderby-filter": {
    appliesTo,
    rule: "`$orderby` together with `$filter` needs the header `ConsistencyLevel: eventual` and `$count=true`.",
    source: `${advancedQueries}; devblogs.microsoft.com/microsoft365dev/build-advanced-queries-with-count-filter-search-and-orderby`,
    status: 400,
    code: "Request_UnsupportedQuery",
    message: "Sorting not supported for current query.",
  },
  "directory-count-segment": {
    appliesTo: "GET /users/$count, /groups/$count, /me/memberOf/$count",
    rule: "`…/$count` needs the header `ConsistencyLevel: eventual`.",
    source: advancedQueries,
    status: 400,
    code: "Request_BadRequest",
    message: "$count is not currently supported.",
  },
  "directory-count-ignored": {
    appliesTo,
    rule: "`$count=true` without the header `ConsistencyLevel: eventual` is silently ignored.",
    source: advancedQueries,
  },
} as const satisfies Record<string, RefusalRow>;
