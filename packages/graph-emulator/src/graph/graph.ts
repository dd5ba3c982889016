import { anyImplies, CasementError, type Clock } from "@casement/core";
import type { FaultInjector } from "../control/fault-injector.ts";
import type { RequestCounters } from "../control/request-counters.ts";
import type { Directory, User } from "../directory.ts";
import { createRefusal } from "../refusals.ts";
import type { Area } from "./area.ts";
import { authenticateRequest, type CallerIdentity, type VerifyToken } from "./authenticate-request.ts";
import { runBatch } from "./batch.ts";
import { checkPermission, isInPermissionMap } from "./check-permission.ts";
import { GraphFault } from "./graph-fault.ts";
import { commonHeadersOf, faultResponseOf, type GraphResponse, type RequestIds, responseOf } from "./graph-response.ts";
import { createMailboxLimiter, outlookMailboxOf } from "./mailbox-limiter.ts";
import { parseQuery } from "./odata/parse-query.ts";
import { parsePreferHeader } from "./prefer-header.ts";
import { readBody } from "./read-body.ts";
import type { GraphRequest, HttpMethod } from "./route.ts";
import { createRouter, decodePath, splitPath } from "./router.ts";
import type { IdGenerator } from "./store/id-generator.ts";

/** One request to Graph, or one part of a batch. */
export interface IncomingRequest {
  method: string;
  /** Absolute URL with the host that the client used. */
  url: URL;
  headers: Headers;
  bytes: Uint8Array;
  /** Part of a batch: counts as a unit, not as an HTTP request. */
  isBatchPart?: boolean;
  /** Aborted when the client aborts the request. */
  signal: AbortSignal;
  /** Internal request on behalf of this caller. Counters, faults, and limits do not apply, and refusals are thrown. */
  internalFor?: CallerIdentity;
}

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
    const matched = router.match(incoming.method, path);
    if (!matched) throw await unknownRequestFault(incoming.method, rawPath, router.hasPath(path));
    const { route, params, principal } = matched;
    counted.template = route.template;
    const { user, scopes } = caller;
    const mailboxUser = principal === undefined ? user : findTenantUser(directory, user, principal);
    if (!route.unmapped)
      await checkPermission({
        method: incoming.method,
        path: rawPath + url.search,
        template: route.template,
        user,
        mailboxUser,
        scopes,
        isSharedWith: options.isSharedWith,
      });
    const request: GraphRequest = {
      method: incoming.method as HttpMethod,
      path: `/${path.segments.join("/")}`,
      rawPath,
      template: route.template,
      params,
      args: path.args,
      query: parseQuery(url.searchParams),
      rawQuery: url.search.slice(1),
      headers,
      prefer: parsePreferHeader(headers.get("prefer")),
      body: readBody(headers, incoming.bytes),
      bytes: incoming.bytes,
      user,
      caller: caller,
      mailboxUser,
      allows: (scope) => anyImplies(scopes, scope),
      clock,
      origin: url.origin,
    };
    const response = responseOf(await route.handler(request));
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

async function unknownRequestFault(method: string, rawPath: string, otherMethod: boolean): Promise<GraphFault> {
  if (await isInPermissionMap(method, rawPath))
    return new GraphFault(501, "NotEmulated", `The emulator does not have ${method} ${rawPath} yet.`);
  if (otherMethod) return new GraphFault(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.");
  return createRefusal("segment-unknown", { segment: rawPath.split("/").at(-1) ?? "" });
}
