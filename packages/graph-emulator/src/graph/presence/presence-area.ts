import { CasementError } from "@casement/core";
import { refuse } from "../../refusals.ts";
import type { Area, AreaContext } from "../area.ts";
import { badRequest, GraphFault } from "../graph-fault.ts";
import { type GraphCall, ok, route } from "../route.ts";

export interface Presence {
  /** `Available`, `Busy`, `DoNotDisturb`, `Away`, `BeRightBack`, `Offline`, `PresenceUnknown` … */
  availability: string;
  /** `Available`, `InACall`, `InAMeeting`, `Presenting`, `OffWork` … */
  activity: string;
  statusMessage: object | null;
  outOfOfficeSettings: { isOutOfOffice: boolean; message: string | null };
  workLocation: object | null;
}

export interface PresenceControl {
  /** Sets what is given; `user` is an id or a principal name. */
  set(user: string, presence: Partial<Presence>): void;
  get(user: string): Presence;
}
export type PresenceArea = Area<"presence", PresenceControl>;

const maximumIds = 650;

/** Presence of the signed-in user and of others: reading only. */
export function presenceArea({ directory }: AreaContext): PresenceArea {
  const states = new Map<string, Presence & { sequence: number }>();
  const stateOf = (userId: string) => states.get(userId) ?? offline();
  const present = (userId: string) => {
    const { sequence, ...state } = stateOf(userId);
    return { id: userId, ...state, sequenceNumber: `A${String(sequence).padStart(12, "0")}` };
  };
  const single = (call: GraphCall, userId: string) =>
    ok({ "@odata.context": `${call.origin}/v1.0/$metadata#users('${userId}')/presence/$entity`, ...present(userId) });

  const bulk = (call: GraphCall) => {
    const ids: unknown = call.body?.ids;
    if (!Array.isArray(ids) || ids.some((id) => typeof id !== "string")) throw badRequest("The property 'ids' must be a list of user ids.");
    if (ids.length > maximumIds) throw refuse("presence-bulk-limit");
    const known = ids.filter((id) => directory.user(id)?.tenantId === call.user.tenantId && directory.user(id)?.id === id);
    return ok({ "@odata.context": `${call.origin}/v1.0/$metadata#Collection(microsoft.graph.presence)`, value: known.map(present) });
  };
  const byId = (call: GraphCall) => {
    const user = directory.user(call.params.user!);
    if (user?.tenantId !== call.user.tenantId) throw new GraphFault(404, "NotFound", "The user was not found.");
    return single(call, user.id);
  };
  const userId = (name: string) => {
    const user = directory.user(name);
    if (!user) throw new CasementError("input-invalid", "No user has that id or name.");
    return user.id;
  };
  return {
    name: "presence",
    routes: [
      route("GET", "/me/presence", (call) => single(call, call.mailboxUser.id)),
      route("GET", "/communications/presences/{user}", byId),
      route("POST", "/communications/getPresencesByUserId", bulk),
    ],
    control: {
      set(user, presence) {
        const id = userId(user);
        const before = stateOf(id);
        states.set(id, { ...before, ...presence, sequence: before.sequence + 1 });
      },
      get(user) {
        const { sequence: _sequence, ...state } = stateOf(userId(user));
        return state;
      },
    },
  };
}

const offline = (): Presence & { sequence: number } => ({
  availability: "Offline",
  activity: "Offline",
  statusMessage: null,
  outOfOfficeSettings: { isOutOfOffice: false, message: null },
  workLocation: null,
  sequence: 0,
});
