import { CasementError } from "@casement/core";
import type { User } from "../../directory.ts";
import { badRequest, GraphFault } from "../../protocol/graph-fault.ts";
import { propertiesOf } from "../../protocol/properties-of.ts";
import { defineRoute, type GraphRequest, type GraphResult, okResult } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import type { Area, AreaContext } from "../area.ts";
import { checkPresenceWords } from "./check-presence-words.ts";
import { createPresenceStore, type PresencePair } from "./presence-store.ts";
import { readPreferredPresence, readPresenceSession, readPresenceSessionId, readStatusMessage } from "./read-presence-input.ts";

export interface UserPresence extends PresencePair {
  statusMessage: object | null;
  outOfOfficeSettings: { isOutOfOffice: boolean; message: string | null };
  /** `{ workLocationType: "office", placeId, source }`. */
  workLocation: object | null;
}

export interface PresenceSetOptions {
  /** Accepts any `availability` and `activity`: Microsoft may add some. */
  undocumented?: boolean;
}

export interface PresenceControl {
  /**
   * Sets the presence that Teams itself reports for a user (id or user principal name). Only the given properties change. `Offline` signs
   * the user out of Teams.
   *
   * @throws CasementError `input-invalid` for words that Microsoft does not document.
   */
  set(user: string, presence: Partial<UserPresence>, options?: PresenceSetOptions): void;
  /** Returns the presence that everybody sees. */
  get(user: string): UserPresence;
}
export type PresenceArea = Area<"presence", PresenceControl>;

const maximumIds = 650;

/** Reads presence of the caller and of others, and sets presence sessions of apps, preferred presence, and status messages. */
export function createPresenceArea({ clock, directory }: AreaContext): PresenceArea {
  const store = createPresenceStore(clock);
  const userOf = (idOrName: string): User => {
    const user = directory.user(idOrName);
    if (!user) throw new CasementError("input-invalid", "No user has that id or name.");
    return user;
  };

  const statusMessageOf = (userId: string, isSelf: boolean): object | null => {
    const stored = store.statusMessage(userId);
    if (!stored) return null;
    const { message, published, expiryDateTime } = stored;
    const times = { publishedDateTime: published.toISOString(), ...(expiryDateTime && { expiryDateTime }) };
    return { message, ...(isSelf && times) };
  };
  const visiblePresenceOf = (userId: string, isSelf: boolean): UserPresence => {
    const { outOfOfficeSettings, workLocation } = store.stateOf(userId);
    return { ...store.currentPair(userId), outOfOfficeSettings, statusMessage: statusMessageOf(userId, isSelf), workLocation };
  };
  const present = (request: GraphRequest, userId: string) => {
    const state = store.stateOf(userId);
    const presented = JSON.stringify(visiblePresenceOf(userId, true));
    if (presented !== state.lastPresented) state.changeCount++;
    state.lastPresented = presented;
    return {
      id: userId,
      ...visiblePresenceOf(userId, userId === request.user.id),
      sequenceNumber: `A${String(state.changeCount).padStart(12, "0")}`,
    };
  };
  const presentOne = (request: GraphRequest, userId: string) =>
    okResult({ "@odata.context": `${request.origin}/v1.0/$metadata#users('${userId}')/presence/$entity`, ...present(request, userId) });
  const presentMany = (request: GraphRequest) => {
    const { ids } = propertiesOf(request.body);
    if (!Array.isArray(ids) || ids.some((id) => typeof id !== "string")) throw badRequest("The property 'ids' must be a list of user ids.");
    if (ids.length > maximumIds) throw createRefusal("presence-bulk-limit");
    const known = [...new Set<string>(ids)].filter(
      (id) => directory.user(id)?.tenantId === request.user.tenantId && directory.user(id)?.id === id,
    );
    const value = known.map((id) => present(request, id));
    return okResult({ "@odata.context": `${request.origin}/v1.0/$metadata#Collection(microsoft.graph.presence)`, value });
  };
  const presentById = (request: GraphRequest) => {
    const user = directory.user(request.params.user!);
    if (user?.tenantId !== request.user.tenantId) throw new GraphFault(404, "NotFound", "The user was not found.");
    return presentOne(request, user.id);
  };

  /** Defines an action on the caller's own presence. It responds with 200 and no body. */
  const defineAction = (name: string, run: (request: GraphRequest, userId: string) => void) =>
    defineRoute("POST", `/me/presence/${name}`, (request): GraphResult => {
      if (request.mailboxUser.id !== request.user.id) throw createRefusal("presence-set-own-only");
      run(request, request.user.id);
      return { status: 200 };
    });

  return {
    name: "presence",
    routes: [
      defineRoute("GET", "/me/presence", (request) => presentOne(request, request.mailboxUser.id)),
      defineRoute("GET", "/communications/presences/{user}", presentById),
      defineRoute("POST", "/communications/getPresencesByUserId", presentMany),
      defineAction("setPresence", ({ body }, userId) => {
        const { id, pair, durationMs } = readPresenceSession(body);
        store.setPresenceSession(userId, id, pair, durationMs);
      }),
      defineAction("clearPresence", ({ body }, userId) => {
        if (!store.clearPresenceSession(userId, readPresenceSessionId(body))) throw createRefusal("presence-session-missing");
      }),
      defineAction("setUserPreferredPresence", ({ body }, userId) => store.setPreferred(userId, readPreferredPresence(body))),
      defineAction("clearUserPreferredPresence", (_, userId) => store.setPreferred(userId, undefined)),
      defineAction("setStatusMessage", ({ body }, userId) => {
        store.stateOf(userId).statusMessage = readStatusMessage(body, clock.now());
      }),
    ],
    control: {
      set(user, { availability, activity, statusMessage: message, outOfOfficeSettings, workLocation }, { undocumented = false } = {}) {
        if (!undocumented) checkPresenceWords({ availability, activity });
        const state = store.stateOf(userOf(user).id);
        if (availability === "Offline") state.teamsPair = undefined;
        else if (availability !== undefined || activity !== undefined) {
          const previousPair = state.teamsPair ?? { availability: "Available", activity: "Available" };
          state.teamsPair = {
            availability: availability ?? previousPair.availability,
            activity: activity ?? availability ?? previousPair.activity,
          };
        }
        if (message !== undefined) state.statusMessage = readStatusMessage({ statusMessage: message }, clock.now());
        if (outOfOfficeSettings) state.outOfOfficeSettings = outOfOfficeSettings;
        if (workLocation !== undefined) state.workLocation = workLocation;
      },
      get: (user) => visiblePresenceOf(userOf(user).id, true),
    },
  };
}
