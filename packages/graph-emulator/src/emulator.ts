import { CasementError, type Clock, findPermission, systemClock } from "@casement/core";
import type { AddedArea, Area, AreaContext } from "./areas/area.ts";
import { createBuiltInAreas } from "./areas/built-in-areas.ts";
import type { ReadAsCaller } from "./areas/subscriptions/change-notifier.ts";
import type { NotificationFetch } from "./areas/subscriptions/notification-delivery.ts";
import { observeControl } from "./areas/subscriptions/observe-control.ts";
import { readAllPages } from "./areas/subscriptions/read-all-pages.ts";
import { createAccessTokens } from "./control/access-tokens.ts";
import { checkControl } from "./control/arguments/check-arguments.ts";
import { controlSchemas } from "./control/arguments/control-schemas.ts";
import type { EmulatorControl } from "./control/emulator-control.ts";
import { createFaultInjector } from "./control/fault-injector.ts";
import { type ControlTree, handleControlRequest } from "./control/handle-control-request.ts";
import { createIndexPage } from "./control/index-page.ts";
import { createMailboxShares } from "./control/mailbox-shares.ts";
import { createRequestCounters } from "./control/request-counters.ts";
import { createDirectory, type Directory } from "./directory.ts";
import { createEntra } from "./entra/create-entra.ts";
import type { EntraSettings } from "./entra/entra-context.ts";
import { publicOriginOf } from "./entra/public-origin.ts";
import { createGraph } from "./protocol/create-graph.ts";
import { createDeltaTokens } from "./protocol/delta-tokens.ts";
import { GraphFault } from "./protocol/graph-fault.ts";
import { encodeBody } from "./protocol/graph-response.ts";
import { createIdGenerator } from "./protocol/store/id-generator.ts";
import { createRefusal } from "./refusals/create-refusal.ts";
import { createSeededRandom } from "./seeded-random.ts";

export interface EmulatorOptions {
  clock?: Clock;
  /** Seed for users, ids and data. The same seed produces the same data. Default: `casement`. */
  seed?: string;
  /** Rejects client ids that are not registered. Default: false. */
  strict?: boolean;
  /** Fills the new emulator with data, for example `addHousehold`. */
  populate?: (emulator: Emulator) => void;
  entra?: Partial<EntraSettings>;
  /** Sends change notifications to clients. Default: the global `fetch`. */
  post?: NotificationFetch;
  /**
   * Areas of Graph that the emulator does not include: see `createCollectionArea` for plain collections and `defineRoute` for other
   * requests.
   */
  areas?: readonly AddedArea[];
}

export interface Emulator {
  /**
   * Works like the global `fetch`. Serves Entra, Graph v1.0, and the control interface under any host name. Rejects when a connection is
   * dropped.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  readonly control: EmulatorControl;
  /**
   * Returns the control of `area`, one of the areas in the option `areas`.
   *
   * @throws CasementError `input-invalid` when the emulator was created without that area.
   */
  controlOf<Control extends object>(area: AddedArea<Control>): Control;
  readonly directory: Directory;
  readonly clock: Clock;
}

/** Creates a Microsoft Graph and an Entra ID in this process. */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const { clock = systemClock, seed = "casement", strict = false } = options;
  const random = createSeededRandom(seed);
  const directory = createDirectory({ random, strict });
  const ids = createIdGenerator(seed);
  const deltaTokens = createDeltaTokens();
  const counters = createRequestCounters();
  const faults = createFaultInjector({ clock, random: createSeededRandom(`${seed}/faults`) });
  const shares = createMailboxShares(directory);
  const isSharedWith = shares.has;
  const entra = createEntra({ directory, clock, permissions: findPermission, ...(options.entra ? { settings: options.entra } : {}) });
  const context: AreaContext = { clock, directory, seed, ids, deltas: deltaTokens, isSharedWith };
  const readAs: ReadAsCaller = (by, path, immutableIds) => readAllPages(graph, by, path, immutableIds);
  const post: NotificationFetch = options.post ?? ((url, init) => fetch(url, init));
  const { areas: builtIn, upload } = createBuiltInAreas(context, { readAs, post, validationToken: entra.validationToken });
  const { users, mail, mailboxSettings, todo, presence, chat, calendar, contacts, groups, places, subscriptions } = builtIn;
  const added = new Map<AddedArea, Area>((options.areas ?? []).map((make) => [make, make(context)]));
  // Added routes come first, so that a test can replace a built-in route.
  const areas: readonly Area[] = [...added.values(), ...Object.values(builtIn)];
  const graph = createGraph({ areas, clock, directory, ids, verify: entra.verifyAccessToken, counters, faults, isSharedWith });

  const notifySubscribers = () => void subscriptions.changed();
  const control: EmulatorControl = checkControl(controlSchemas, {
    clock: { now: () => clock.now().toISOString() },
    tokens: createAccessTokens({
      directory,
      entra: entra.control,
      fetch: (input, init) => emulator.fetch(input, init),
      newClientId: () => ids.guid("client"),
    }),
    entra: entra.control,
    faults: { add: faults.add, clear: faults.clear, list: faults.list },
    counters: { report: counters.report, reset: counters.reset },
    delta: { expire: (user) => deltaTokens.expire(user === undefined ? undefined : userId(directory, user)) },
    shares: { add: shares.add, remove: shares.remove },
    users: users.control,
    mail: observeControl(mail.control, notifySubscribers),
    mailboxSettings: observeControl(mailboxSettings.control, notifySubscribers),
    todo: observeControl(todo.control, notifySubscribers),
    presence: observeControl(presence.control, notifySubscribers),
    chat: observeControl(chat.control, notifySubscribers),
    calendar: observeControl(calendar.control, notifySubscribers),
    contacts: observeControl(contacts.control, notifySubscribers),
    groups: observeControl(groups.control, notifySubscribers),
    places: places.control,
    subscriptions: subscriptions.control,
  });

  const addedControls = [...added.values()].map(({ name, control }) => [name, control]);
  // Also the routes of an added area take precedence over built-in ones.
  const controlTree: ControlTree = { ...control, ...Object.fromEntries(addedControls) };

  async function respond(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const [, first = ""] = url.pathname.split("/");
    if (first === "_control") return handleControlRequest(controlTree, request);
    if (first === "v1.0") {
      const response = await respondFromGraph(request, url);
      if (request.method !== "GET") await subscriptions.changed();
      return response;
    }
    if (first === "") return createIndexPage(Object.keys(controlTree));
    await faults.apply({ method: request.method, path: url.pathname, user: undefined, isBatchPart: false });
    if (first === "beta") throw createRefusal("beta-not-served", { version: first });
    if (first === "api") return upload(request).finally(notifySubscribers);
    const signIn = await entra.handle(request);
    if (signIn) return signIn;
    throw new GraphFault(
      404,
      "NotFound",
      "Nothing is served at this path. Graph is at /v1.0, sign-in at /{tenant}/oauth2/v2.0, the control interface at /_control.",
    );
  }

  async function respondFromGraph(request: Request, url: URL): Promise<Response> {
    if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: { ...corsHeaders, ...preflightHeaders } });
    const publicUrl = new URL(url.pathname + url.search, publicOriginOf(request));
    const bytes = new Uint8Array(await request.arrayBuffer());
    const { status, headers, body } = await graph({
      method: request.method,
      url: publicUrl,
      headers: request.headers,
      bytes,
      signal: request.signal,
    });
    return new Response(status === 204 || status === 304 ? null : (encodeBody(body) ?? null), {
      status,
      headers: { ...headers, ...corsHeaders },
    });
  }

  const emulator: Emulator = {
    async fetch(input, init) {
      const request = new Request(input, init);
      try {
        return await untilAborted(respond(request), request.signal);
      } catch (error) {
        if (GraphFault.is(error))
          return Response.json({ error: { code: error.code, message: error.message } }, { status: error.status, headers: error.headers });
        if (!CasementError.is(error) || error.code !== "graph-unreachable") throw error;
        throw new TypeError("fetch failed", { cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }) });
      }
    },
    control,
    controlOf<Control extends object>(area: AddedArea<Control>): Control {
      const found = added.get(area);
      if (!found)
        throw new CasementError(
          "input-invalid",
          "The emulator was created without that area. Pass it to createEmulator({ areas: [area] }).",
        );
      return found.control as Control;
    },
    directory,
    clock,
  };
  options.populate?.(emulator);
  return emulator;
}

/** Pages of any origin may send requests to Graph. */
const corsHeaders = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "ETag, Location, Preference-Applied, Retry-After, WWW-Authenticate, request-id, client-request-id",
};
const preflightHeaders = {
  "Access-Control-Allow-Methods": "GET, POST, PATCH, PUT, DELETE",
  "Access-Control-Allow-Headers": "*, Authorization",
  "Access-Control-Max-Age": "3600",
};

function userId(directory: Directory, name: string): string {
  const user = directory.user(name);
  if (!user) throw new CasementError("input-invalid", "No user has that id or name. Call directory.users() to list the users.");
  return user.id;
}

/** Rejects as soon as the caller aborts, as `fetch` does, and then ignores the response. */
function untilAborted(respond: Promise<Response>, signal: AbortSignal): Promise<Response> {
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    respond.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
