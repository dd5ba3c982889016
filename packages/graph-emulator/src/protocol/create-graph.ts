import { anyImplies, CasementError, type Clock } from "@casement/core";
import type { Area } from "../areas/area.ts";
import type { FaultInjector } from "../control/fault-injector.ts";
import type { RequestCounters } from "../control/request-counters.ts";
import type { Directory, User } from "../directory.ts";
import { createRefusal } from "../refusals/create-refusal.ts";
import { authenticateRequest, type CallerIdentity, type VerifyToken } from "./authenticate-request.ts";
import { runBatch } from "./batch.ts";
import { checkResourceBody } from "./check-body.ts";
import { checkPermission, isInPermissionMap } from "./check-permission.ts";
import { GraphFault } from "./graph-fault.ts";
import { commonHeadersOf, faultResponseOf, type GraphResponse, type RequestIds, responseOf } from "./graph-response.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import { createMailboxLimiter, outlookMailboxOf } from "./mailbox-limiter.ts";
import { checkCollectionOptions } from "./odata/check-collection-options.ts";
import { checkExpand } from "./odata/check-expand.ts";
import { checkProperties } from "./odata/check-properties.ts";
import { countResultOf, toCountQuery } from "./odata/count-segment.ts";
import type { ODataQuery } from "./odata/odata-query.ts";
import { parseQuery } from "./odata/parse-query.ts";
import { parsePreferHeader } from "./prefer-header.ts";
import { readBody } from "./read-body.ts";
import type { GraphRequest, HttpMethod, Route } from "./route.ts";
import { createRouter, decodePath, splitPath, toMappedPath } from "./router.ts";
import type { IdGenerator } from "./store/id-generator.ts";
import { typeOfTemplate } from "./types/graph-types.ts";

export interface GraphOptions {
  areas: readonly Area[];
  clock: Clock;
  directory: Directory;
  ids: IdGenerator;
  verify: VerifyToken;
  counters: RequestCounters;
  faults: FaultInjector;
  isSharedWith(owner: User, user: User, folder: "mail" | "calendar"): boolean;
}

const maxRequestBytes = 4 * 1024 * 1024;

/**
 * Creates Graph v1.0: a function from a request to a response.
 *
 * @throws CasementError `graph-unreachable` when the connection must be dropped. Nothing else is thrown.
 */
export function createGraph(options: GraphOptions): (incoming: IncomingRequest) => Promise<GraphResponse> {
  const { clock, counters, directory, faults, ids } = options;
  const router = createRouter(options.areas.flatMap((area) => area.routes));
  const limiter = createMailboxLimiter();

  async function handle(incoming: IncomingRequest): Promise<GraphResponse> {
    if (incoming.internalFor) return dispatch(incoming, incoming.internalFor, { template: "" });
    const requestIds: RequestIds = {
      requestId: ids.guid("request"),
      clientRequestId: incoming.headers.get("client-request-id") ?? ids.guid("client-request"),
      now: clock.now(),
    };
    const counted = { template: "", account: "" };
    let response: GraphResponse;
    let release = () => {};
    try {
      const { signedIn: caller, failure } = authenticateRequest(incoming.headers, options.verify, clock.now());
      counted.account = caller?.user.userPrincipalName ?? "";
      if (caller) release = takeSlot(incoming, caller);
      incoming.signal.addEventListener("abort", release);
      await faults.apply({
        method: incoming.method,
        path: incoming.url.pathname,
        user: caller?.user,
        isBatchPart: incoming.isBatchPart ?? false,
      });
      if (!caller) throw failure;
      response = await dispatch(incoming, caller, counted);
    } catch (error) {
      if (CasementError.is(error) && error.code === "graph-unreachable") throw error;
      const fault = GraphFault.is(error) ? error : new GraphFault(500, "generalException", `The emulator failed: ${String(error)}`);
      response = faultResponseOf(fault, requestIds);
    } finally {
      release();
      incoming.signal.removeEventListener("abort", release);
    }
    response.headers = { ...commonHeadersOf(requestIds), ...response.headers };
    counters.count({
      method: incoming.method,
      ...counted,
      status: response.status,
      body: response.body,
      isBatchPart: incoming.isBatchPart ?? false,
    });
    return response;
  }

  /** Counts the request until it ends. An injected delay counts, and a client that aborts ends it. */
  function takeSlot({ url }: IncomingRequest, { clientId, user }: CallerIdentity): () => void {
    const mailbox = outlookMailboxOf(decodePath(url.pathname));
    if (mailbox === undefined) return () => {};
    return limiter.acquire(clientId, mailbox === "me" ? user.id : (directory.user(mailbox)?.id ?? mailbox));
  }

  async function dispatch(incoming: IncomingRequest, caller: CallerIdentity, counted: { template: string }): Promise<GraphResponse> {
    const { headers, url } = incoming;
    if (incoming.bytes.length > maxRequestBytes) throw createRefusal("request-too-large");
    const rawPath = url.pathname.replace(/^\/v1\.0/, "");
    const path = splitPath(rawPath);
    if (path.segments.length === 1 && path.segments[0]!.toLowerCase() === "$batch") {
      counted.template = "/$batch";
      if (incoming.isBatchPart || incoming.method !== "POST") throw new GraphFault(400, "BadRequest", "A batch cannot contain a batch.");
      return runBatch(incoming, handle);
    }
    const mappedPath = toMappedPath(rawPath);
    const isCount = incoming.method === "GET" && path.segments.at(-1)?.toLowerCase() === "$count";
    const matched = router.match(incoming.method, isCount ? { ...path, segments: path.segments.slice(0, -1) } : path);
    if (!matched) throw await unknownRequestFault(incoming.method, mappedPath, router.hasPath(path));
    const { route, params, principal } = matched;
    counted.template = route.template;
    const { user, scopes } = caller;
    const mailboxUser = principal === undefined ? user : findTenantUser(directory, user, principal);
    // To Do is kept in the mailbox, although Graph throttles it on its own.
    const needsMailbox =
      outlookMailboxOf(decodePath(rawPath)) !== undefined || path.segments.some((segment) => segment.toLowerCase() === "todo");
    if (mailboxUser.userType === "Guest" && needsMailbox) throw createRefusal("guest-without-mailbox");
    if (!route.unmapped)
      await checkPermission({
        method: incoming.method,
        path: mappedPath + url.search,
        template: route.template,
        user,
        mailboxUser,
        scopes,
        isSharedWith: options.isSharedWith,
      });
    const query = parseQuery(url.searchParams);
    await checkQuery(query, route);
    const body = readBody(headers, incoming.bytes);
    checkResourceBody(route, body);
    const request: GraphRequest = {
      method: incoming.method as HttpMethod,
      path: `/${path.segments.join("/")}`,
      rawPath,
      template: route.template,
      params,
      args: path.args,
      query: isCount ? toCountQuery(query) : query,
      rawQuery: url.search.slice(1),
      headers,
      prefer: parsePreferHeader(headers.get("prefer")),
      body,
      bytes: incoming.bytes,
      user,
      caller: caller,
      mailboxUser,
      allows: (scope) => anyImplies(scopes, scope),
      clock,
      origin: url.origin,
    };
    const result = await route.handler(request);
    if (request.method === "GET") checkCollectionOptions(request.query, isCount ? { value: [] } : result.body);
    const response = responseOf(isCount ? countResultOf(request, result) : result);
    if (request.prefer.immutableId) response.headers["Preference-Applied"] ??= 'IdType="ImmutableId"';
    return response;
  }

  return handle;
}

/** Finds a user of the caller's tenant by id or name. */
function findTenantUser(directory: Directory, user: User, principal: string): User {
  const found = directory.user(principal);
  if (found && found.tenantId === user.tenantId) return found;
  throw new GraphFault(
    404,
    "Request_ResourceNotFound",
    `Resource '${principal}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

async function checkQuery(query: ODataQuery, { method, template, expand = {}, unmapped }: Route): Promise<void> {
  if (unmapped) return;
  const type = typeOfTemplate(template);
  if (type) checkProperties(query, type);
  if (query.deltaToken !== undefined && !/\/delta(\(\))?$/.test(template)) throw createRefusal("delta-token-on-list");
  if (expand === "all") return;
  const isKnownPath = (path: string) => isInPermissionMap("GET", path);
  await checkExpand({ expand: query.expand, type: method === "POST" ? undefined : type, supported: expand, isKnownPath });
}

const methods: readonly HttpMethod[] = ["GET", "POST", "PATCH", "PUT", "DELETE"];

async function unknownRequestFault(method: string, path: string, otherMethod: boolean): Promise<GraphFault> {
  const resource = path.replace(/\/\$(value|ref|count)$/i, "");
  // The map has some requests only below `/users/{id}`.
  const spellings = [path, resource, resource.replace(/^\/me(?=\/|$)/i, "/users/x")];
  const isKnown = async (asked: string) =>
    (await Promise.all(spellings.map((spelling) => isInPermissionMap(asked, spelling)))).includes(true);
  const known = await Promise.all((otherMethod ? [method] : methods).map(isKnown));
  if (known.includes(true)) return new GraphFault(501, "NotEmulated", `The emulator does not have ${method} ${path} yet.`);
  if (/^\/\$metadata$/i.test(path)) return new GraphFault(501, "NotEmulated", "The emulator does not serve Graph's metadata.");
  if (otherMethod) return new GraphFault(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.");
  return createRefusal("segment-unknown", { segment: path.split("/").at(-1) ?? "" });
}
