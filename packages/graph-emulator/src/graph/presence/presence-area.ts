import { CasementError } from "@casement/core";
import type { User } from "../../directory.ts";
import { refuse } from "../../refusals.ts";
import type { Area, AreaContext } from "../area.ts";
import { badRequest, GraphFault } from "../graph-fault.ts";
import { propertiesOf } from "../properties-of.ts";
import { type GraphCall, type GraphResult, ok, route } from "../route.ts";
import { readPreferred, readSession, readStatusMessage, sessionId } from "./presence-input.ts";
import { createPresenceStates, type Shown } from "./presence-state.ts";

export interface Presence extends Shown {
  statusMessage: object | null;
  outOfOfficeSettings: { isOutOfOffice: boolean; message: string | null };
  /** `{ workLocationType: "office", placeId, source }`. */
  workLocation: object | null;
}

export interface PresenceControl {
  /** What Teams itself says of a user, by id or principal name; sets what is given. `Offline` signs them out of Teams. */
  set(user: string, presence: Partial<Presence>): void;
  /** What everybody sees. */
  get(user: string): Presence;
}
export type PresenceArea = Area<"presence", PresenceControl>;

const maximumIds = 650;

/** Presence: reading one's own and others', sessions of apps, preferred presence, status messages. */
export function presenceArea({ clock, directory }: AreaContext): PresenceArea {
  const states = createPresenceStates(clock);
  const userOf = (idOrName: string): User => {
    const user = directory.user(idOrName);
    if (!user) throw new CasementError("input-invalid", "No user has that id or name.");
    return user;
  };

  const statusMessage = (userId: string, own: boolean): object | null => {
    const set = states.statusMessage(userId);
    if (!set) return null;
    const { message, published, expiryDateTime } = set;
    const times = { publishedDateTime: published.toISOString(), ...(expiryDateTime && { expiryDateTime }) };
    return { message, ...(own && times) };
  };
  const visible = (userId: string, own: boolean): Presence => {
    const { outOfOfficeSettings, workLocation } = states.of(userId);
    return { ...states.shown(userId), outOfOfficeSettings, statusMessage: statusMessage(userId, own), workLocation };
  };
  const present = (call: GraphCall, userId: string) => {
    const state = states.of(userId);
    const seen = JSON.stringify(visible(userId, true));
    if (seen !== state.seen) state.sequence++;
    state.seen = seen;
    return { id: userId, ...visible(userId, userId === call.user.id), sequenceNumber: `A${String(state.sequence).padStart(12, "0")}` };
  };
  const single = (call: GraphCall, userId: string) =>
    ok({ "@odata.context": `${call.origin}/v1.0/$metadata#users('${userId}')/presence/$entity`, ...present(call, userId) });
  const bulk = (call: GraphCall) => {
    const { ids } = propertiesOf(call.body);
    if (!Array.isArray(ids) || ids.some((id) => typeof id !== "string")) throw badRequest("The property 'ids' must be a list of user ids.");
    if (ids.length > maximumIds) throw refuse("presence-bulk-limit");
    const known = [...new Set<string>(ids)].filter(
      (id) => directory.user(id)?.tenantId === call.user.tenantId && directory.user(id)?.id === id,
    );
    const value = known.map((id) => present(call, id));
    return ok({ "@odata.context": `${call.origin}/v1.0/$metadata#Collection(microsoft.graph.presence)`, value });
  };
  const byId = (call: GraphCall) => {
    const user = directory.user(call.params.user!);
    if (user?.tenantId !== call.user.tenantId) throw new GraphFault(404, "NotFound", "The user was not found.");
    return single(call, user.id);
  };

  /** An action on one's own presence: 200 and no body. */
  const action = (name: string, run: (call: GraphCall, userId: string) => void) =>
    route("POST", `/me/presence/${name}`, (call): GraphResult => {
      if (call.mailboxUser.id !== call.user.id) throw refuse("presence-set-own-only");
      run(call, call.user.id);
      return { status: 200 };
    });

  return {
    name: "presence",
    routes: [
      route("GET", "/me/presence", (call) => single(call, call.mailboxUser.id)),
      route("GET", "/communications/presences/{user}", byId),
      route("POST", "/communications/getPresencesByUserId", bulk),
      action("setPresence", ({ body }, userId) => {
        const { id, shown, lasts } = readSession(body);
        states.setSession(userId, id, shown, lasts);
      }),
      action("clearPresence", ({ body }, userId) => {
        if (!states.clearSession(userId, sessionId(body))) throw refuse("presence-session-missing");
      }),
      action("setUserPreferredPresence", ({ body }, userId) => states.setPreferred(userId, readPreferred(body))),
      action("clearUserPreferredPresence", (_, userId) => states.setPreferred(userId, undefined)),
      action("setStatusMessage", ({ body }, userId) => {
        states.of(userId).statusMessage = readStatusMessage(body, clock.now());
      }),
    ],
    control: {
      set(user, { availability, activity, statusMessage: message, outOfOfficeSettings, workLocation }) {
        const state = states.of(userOf(user).id);
        if (availability === "Offline") state.teams = undefined;
        else if (availability !== undefined || activity !== undefined) {
          const before = state.teams ?? { availability: "Available", activity: "Available" };
          state.teams = { availability: availability ?? before.availability, activity: activity ?? availability ?? before.activity };
        }
        if (message !== undefined) state.statusMessage = readStatusMessage({ statusMessage: message }, clock.now());
        if (outOfOfficeSettings) state.outOfOfficeSettings = outOfOfficeSettings;
        if (workLocation !== undefined) state.workLocation = workLocation;
      },
      get: (user) => visible(userOf(user).id, true),
    },
  };
}
