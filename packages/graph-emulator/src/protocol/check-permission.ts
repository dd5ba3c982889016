import { anyImplies, createPermissionMap, type PermissionMap, type RequestCoverage } from "@casement/core";
import { isPersonal, type User } from "../directory.ts";
import { createRefusal } from "../refusals/create-refusal.ts";
import { GraphFault } from "./graph-fault.ts";

const firstPartyMap = createPermissionMap();
let completeMap: PermissionMap | undefined;

/** Microsoft's whole map, because Graph knows all of its own requests. It is imported for the first request that the first-party map lacks. */
async function loadCompleteMap(): Promise<PermissionMap> {
  const { completeOperations } = await import("@casement/graph-permissions");
  completeMap ??= createPermissionMap(completeOperations);
  return completeMap;
}

export interface PermissionCheck {
  method: string;
  /** Encoded path below `/v1.0`, including the query. */
  path: string;
  /** Template of the route. */
  template: string;
  user: User;
  mailboxUser: User;
  scopes: ReadonlySet<string>;
  isSharedWith(owner: User, user: User, folder: "mail" | "calendar"): boolean;
}

/**
 * Checks that the token covers the request and that another user's mailbox is shared with the caller.
 *
 * @throws GraphFault with the refusal of Graph otherwise.
 */
export async function checkPermission({ method, path, template, user, mailboxUser, scopes, isSharedWith }: PermissionCheck): Promise<void> {
  const kind = isPersonal(user) ? "personal" : "work";
  const coverage = await coverageOf(scopes, method, path, template, kind);
  if (coverage.outcome === "depends-on-content") return;
  if (coverage.outcome === "unknown")
    throw new GraphFault(501, "NotInPermissionMap", `The permission map has no entry for ${method} ${path}.`);
  if (coverage.outcome === "unavailable" || !("needs" in coverage)) throw createUnavailableFault(kind);
  const { needs, outcome } = coverage;
  const { shared } = needs;
  if (user.id === mailboxUser.id || !shared) {
    if (outcome === "missing") throw createDeniedFault(path, needs.least, scopes);
    return;
  }
  if (!anyImplies(scopes, shared)) throw createRefusal("other-mailbox-needs-shared-scope");
  if (!isSharedWith(mailboxUser, user, /calendar|event/i.test(needs.request) ? "calendar" : "mail"))
    throw createRefusal("other-mailbox-hidden");
}

/** Open extensions need the permissions of their item: to read it, or to change it. Source: opentypeextension-get and -post. */
const extensionSuffix = /(?<=\/(?:messages|events|contacts|lists|tasks)\/[^/]+)\/extensions(?:\/[^/]+)?$/;

/** The session of an upload needs the permission that opened it. Source: taskfileattachment-createuploadsession. */
const uploadSuffix = /\/attachmentSessions\/[^/]+(?:\/content)?$/;

/** Longer paths that Graph accepts but the permission map does not list, and their listed form. Applied one after another. */
const listedSpellings: readonly [RegExp, string][] = [
  [extensionSuffix, ""],
  [uploadSuffix, "/attachments/createUploadSession"],
  [/\/\$ref$/, ""],
  [/(?<=\/(?:members|owners))\/microsoft\.graph\.\w+$/, ""],
  [/\/calendarGroups\/\{\w+\}\/calendars(?=\/)/, "/calendars"],
  [/\/calendars?(\/\{\w+\})?(?=\/events\/)/, ""],
  [/\/calendar$/, "/calendars/{calendar}"],
  [/\/mailboxSettings\/archiveFolder$/, "/mailboxSettings"],
];

async function coverageOf(
  scopes: Iterable<string>,
  method: string,
  path: string,
  template: string,
  kind: "work" | "personal",
): Promise<RequestCoverage> {
  const coverage = coverageIn(firstPartyMap, scopes, method, path, template, kind);
  return coverage.outcome === "unknown"
    ? coverageIn(completeMap ?? (await loadCompleteMap()), scopes, method, path, template, kind)
    : coverage;
}

function coverageIn(
  permissionMap: PermissionMap,
  scopes: Iterable<string>,
  method: string,
  path: string,
  template: string,
  kind: "work" | "personal",
): RequestCoverage {
  let coverage = permissionMap.coverage(scopes, method, path, kind);
  let spelling = /^\/users[/(]/i.test(path) ? template.replace(/^\/me(?=\/)/, "/users/{user}") : template;
  const askedMethod = uploadSuffix.test(spelling) ? "POST" : extensionSuffix.test(spelling) && method !== "GET" ? "PATCH" : method;
  for (const [longer, short] of listedSpellings) {
    if (coverage.outcome !== "unknown") break;
    spelling = spelling.replace(longer, short);
    coverage = permissionMap.coverage(scopes, askedMethod, spelling.replaceAll(/\{\w+\}/g, "x"), kind);
  }
  return coverage;
}

/** Whether Microsoft's permission map contains the request. Omit `template` for a request that no route serves. */
export async function isInPermissionMap(method: string, path: string, template: string = path): Promise<boolean> {
  return (await coverageOf([], method, path, template, "work")).outcome !== "unknown";
}

function createUnavailableFault(kind: "work" | "personal"): GraphFault {
  if (kind === "personal") return createRefusal("personal-not-available");
  return new GraphFault(403, "Authorization_RequestDenied", "This call is not available with delegated permissions.");
}

/** Each workload has its own wording for a missing permission. */
function createDeniedFault(path: string, least: string, scopes: ReadonlySet<string>): GraphFault {
  if (/^(Presence|Chat)/.test(least)) return createRefusal("scope-missing-teams", { least, scopes: [...scopes].join(", ") });
  if (/^(User|Group|Directory)/.test(least))
    return new GraphFault(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
  return createRefusal(/\/todo\/lists\/delta/i.test(path) ? "todo-list-delta-readwrite" : "scope-missing");
}
