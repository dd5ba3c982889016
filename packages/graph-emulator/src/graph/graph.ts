import { anyImplies, CasementError, type Clock } from "@casement/core";
import type { Counters } from "../control/counters.ts";
import type { Faults } from "../control/faults.ts";
import type { Directory, User } from "../directory.ts";
import { refuse } from "../refusals.ts";
import { type Answer, answerOf, commonHeaders, faultAnswer, type RequestIds } from "./answer.ts";
import type { Area } from "./area.ts";
import { authenticate, type SignedIn, type VerifyToken } from "./authenticate.ts";
import { authorise, isMapped } from "./authorise.ts";
import { runBatch } from "./batch.ts";
import { GraphFault } from "./graph-fault.ts";
import { createMailboxSlots, outlookMailbox } from "./mailbox-slots.ts";
import { parseQuery } from "./odata/parse-query.ts";
import { parsePrefer } from "./prefer.ts";
import { readBody } from "./read-body.ts";
import type { GraphCall, Method } from "./route.ts";
import { createRouter, decoded, splitPath } from "./router.ts";
import type { Ids } from "./store/ids.ts";

/** One request to Graph, or one part of a batch. */
export interface GraphRequest {
  method: string;
  /** Absolute, with the host as the client knows it. */
  url: URL;
  headers: Headers;
  bytes: Uint8Array;
  /** Inside a batch: not a request on the wire, but a unit. */
  part?: boolean;
  /** The client gave up. */
  signal: AbortSignal;
  /** Asked by Graph itself, for this person: counters, faults and limits do not see it, and a refusal is thrown. */
  as?: SignedIn;
}

export interface GraphOptions {
  areas: readonly Area[];
  clock: Clock;
  directory: Directory;
  ids: Ids;
  verify: VerifyToken;
  counters: Counters;
  faults: Faults;
  isSharedWith(owner: User, user: User, folder: "mail" | "calendar"): boolean;
}

/** Bytes. */
const largestRequest = 4 * 1024 * 1024;

/** Graph v1.0: from a request to an answer. Never throws, except for a connection that is to be dropped. */
export function createGraph(options: GraphOptions): (request: GraphRequest) => Promise<Answer> {
  const { clock, counters, directory, faults, ids } = options;
  const router = createRouter(options.areas.flatMap((area) => area.routes));
  const slots = createMailboxSlots();

  async function handle(request: GraphRequest): Promise<Answer> {
    if (request.as) return dispatch(request, request.as, { template: "" });
    const requestIds: RequestIds = {
      requestId: ids.guid("request"),
      clientRequestId: request.headers.get("client-request-id") ?? ids.guid("client-request"),
      now: clock.now(),
    };
    const seen = { template: "", account: "" };
    let answer: Answer;
    let release = () => {};
    try {
      const { signedIn, failure } = authenticate(request.headers, options.verify, clock.now());
      seen.account = signedIn?.user.userPrincipalName ?? "";
      if (signedIn) release = takeSlot(request, signedIn);
      request.signal.addEventListener("abort", release);
      await faults.apply({ method: request.method, path: request.url.pathname, user: signedIn?.user, part: request.part ?? false });
      if (!signedIn) throw failure;
      answer = await dispatch(request, signedIn, seen);
    } catch (error) {
      if (CasementError.is(error) && error.code === "graph-unreachable") throw error;
      const fault = error instanceof GraphFault ? error : new GraphFault(500, "generalException", `The emulator failed: ${String(error)}`);
      answer = faultAnswer(fault, requestIds);
    } finally {
      release();
      request.signal.removeEventListener("abort", release);
    }
    answer.headers = { ...commonHeaders(requestIds), ...answer.headers };
    counters.count({ method: request.method, ...seen, status: answer.status, body: answer.body, part: request.part ?? false });
    return answer;
  }

  /** Held while the request is under way, an injected delay included; a client that gives up ends it. */
  function takeSlot({ url }: GraphRequest, { clientId, user }: SignedIn): () => void {
    const mailbox = outlookMailbox(decoded(url.pathname));
    if (mailbox === undefined) return () => {};
    return slots.take(clientId, mailbox === "me" ? user.id : (directory.user(mailbox)?.id ?? mailbox));
  }

  async function dispatch(request: GraphRequest, signedIn: SignedIn, seen: { template: string }): Promise<Answer> {
    const { headers, url } = request;
    if (request.bytes.length > largestRequest) throw refuse("request-too-large");
    const rawPath = url.pathname.replace(/^\/v1\.0/, "");
    const path = splitPath(rawPath);
    if (path.segments.length === 1 && path.segments[0]!.toLowerCase() === "$batch") {
      seen.template = "/$batch";
      if (request.part || request.method !== "POST") throw new GraphFault(400, "BadRequest", "A batch cannot contain a batch.");
      return runBatch(request, handle);
    }
    const matched = router.match(request.method, path);
    if (!matched) throw unknownCall(request.method, rawPath, router.known(path));
    const { route, params, principal } = matched;
    seen.template = route.template;
    const { user, scopes } = signedIn;
    const mailboxUser = principal === undefined ? user : findUser(directory, user, principal);
    if (!route.unmapped)
      authorise({
        method: request.method,
        path: rawPath + url.search,
        template: route.template,
        user,
        mailboxUser,
        scopes,
        isSharedWith: options.isSharedWith,
      });
    const call: GraphCall = {
      method: request.method as Method,
      path: `/${path.segments.join("/")}`,
      rawPath,
      template: route.template,
      params,
      args: path.args,
      query: parseQuery(url.searchParams),
      rawQuery: url.search.slice(1),
      headers,
      prefer: parsePrefer(headers.get("prefer")),
      body: readBody(headers, request.bytes),
      bytes: request.bytes,
      user,
      signedIn,
      mailboxUser,
      allows: (scope) => anyImplies(scopes, scope),
      clock,
      origin: url.origin,
    };
    const answer = answerOf(await route.handler(call));
    if (call.prefer.immutableId) answer.headers["Preference-Applied"] ??= 'IdType="ImmutableId"';
    return answer;
  }

  return handle;
}

/** A user of the own directory by id or name. */
function findUser(directory: Directory, user: User, principal: string): User {
  const found = directory.user(principal);
  if (found && found.tenantId === user.tenantId) return found;
  throw new GraphFault(
    404,
    "Request_ResourceNotFound",
    `Resource '${principal}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

function unknownCall(method: string, rawPath: string, otherMethod: boolean): GraphFault {
  if (isMapped(method, rawPath)) return new GraphFault(501, "NotEmulated", `The emulator does not have ${method} ${rawPath} yet.`);
  if (otherMethod) return new GraphFault(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.");
  return refuse("segment-unknown", { segment: rawPath.split("/").at(-1) ?? "" });
}
