import type { RefusalRow } from "../../refusals/refusal-row.ts";

/** Rows about contacts and their folders. */
export const contactRefusals = {
  "contact-default-folder-unlisted": {
    appliesTo: "GET /me/contactFolders",
    rule: "The list has the folders inside the default folder, and not the default folder itself. `/me/contacts` has its contacts.",
    source: "learn.microsoft.com/graph/api/user-list-contactfolders",
  },
  "contact-folder-well-known-name": {
    appliesTo: "/me/contactFolders/contacts",
    rule: "`contacts` names the default folder.",
    unproven: "behavior",
    source: "github.com/mguessan/davmail uses it",
  },
  "contact-delta-options": {
    appliesTo: "GET /me/contactFolders/delta, /me/contactFolders/{id}/contacts/delta",
    rule: "Of the query options, delta of contacts supports only `$select`. `$expand` of extended properties is accepted as for messages.",
    unproven: "code and message",
    source: "learn.microsoft.com/graph/api/contact-delta; learn.microsoft.com/graph/api/contactfolder-delta",
    status: 400,
    code: "ErrorInvalidUrlQuery",
    message: "The following parameters are not supported with change tracking over the 'Contacts' resource: '$orderby, $filter, $search'.",
  },
} as const satisfies Record<string, RefusalRow>;
