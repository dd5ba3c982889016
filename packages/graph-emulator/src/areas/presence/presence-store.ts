import type { Clock } from "@casement/core";

export interface PresencePair {
  /** `Available`, `Busy`, `DoNotDisturb`, `Away`, `BeRightBack`, `Offline`, `PresenceUnknown` … */
  availability: string;
  /** `Available`, `InACall`, `InAMeeting`, `Presenting`, `OffWork` … */
  activity: string;
}

export interface StatusMessage {
  message: { content: string; contentType: string };
  published: Date;
  expires?: Date;
  /** As the client wrote it. */
  expiryDateTime?: { dateTime: string; timeZone: string };
}

interface TimedPair {
  pair: PresencePair;
  since: number;
  until: number;
}

/** Presence data of one user. Expiry is checked when it is read. */
export interface PresenceState {
  /** Presence sessions by app. */
  readonly presenceSessions: Map<string, TimedPair>;
  /** Presence that Teams itself reports. Undefined while the user is not signed in to Teams. */
  teamsPair: PresencePair | undefined;
  preferred: TimedPair | undefined;
  statusMessage: StatusMessage | undefined;
  outOfOfficeSettings: { isOutOfOffice: boolean; message: string | null };
  workLocation: object | null;
  /** Number of changes of the visible presence. */
  changeCount: number;
  lastPresented: string;
}

export const offlinePair: PresencePair = { availability: "Offline", activity: "Offline" };
const minute = 60_000;

/** Highest precedence first. */
const precedence = ["DoNotDisturb", "Busy", "Available", "BeRightBack", "Away"];
const rank = ({ availability }: PresencePair) => (precedence.includes(availability) ? precedence.indexOf(availability) : precedence.length);

export interface PresenceStore {
  stateOf(userId: string): PresenceState;
  setPresenceSession(userId: string, app: string, pair: PresencePair, durationMs: number): void;
  /** Returns false if the session does not exist. */
  clearPresenceSession(userId: string, app: string): boolean;
  setPreferred(userId: string, preferred: { pair: PresencePair; durationMs: number } | undefined): void;
  /** The pair that everybody sees now. */
  currentPair(userId: string): PresencePair;
  statusMessage(userId: string): StatusMessage | undefined;
}

export function createPresenceStore(clock: Clock): PresenceStore {
  const states = new Map<string, PresenceState>();
  const now = () => clock.now().getTime();
  const ifActive = (timed: TimedPair | undefined) => (timed && timed.until > now() ? timed : undefined);
  const stateOf = (userId: string): PresenceState => {
    const known = states.get(userId) ?? createBlankState();
    states.set(userId, known);
    return known;
  };
  /** An app's Available changes to inactive, then to Away. */
  const fade = ({ pair, since }: TimedPair): PresencePair => {
    const minutes = (now() - since) / minute;
    if (pair.availability !== "Available" || minutes < 5) return pair;
    return minutes < 10 ? { availability: "Available", activity: "AvailableInactive" } : { availability: "Away", activity: "Away" };
  };
  const sessionsOf = (state: PresenceState): PresencePair[] => {
    const ofApps = [...state.presenceSessions.values()].flatMap((session) => (ifActive(session) ? [fade(session)] : []));
    return [...(state.teamsPair ? [state.teamsPair] : []), ...ofApps];
  };
  return {
    stateOf: stateOf,
    setPresenceSession: (userId, app, pair, durationMs) =>
      void stateOf(userId).presenceSessions.set(app, { pair: pair, since: now(), until: now() + durationMs }),
    clearPresenceSession(userId, app) {
      const { presenceSessions } = stateOf(userId);
      const existed = ifActive(presenceSessions.get(app)) !== undefined;
      presenceSessions.delete(app);
      return existed;
    },
    setPreferred(userId, preferred) {
      stateOf(userId).preferred = preferred && { pair: preferred.pair, since: now(), until: now() + preferred.durationMs };
    },
    currentPair(userId) {
      const state = stateOf(userId);
      const presenceSessions = sessionsOf(state);
      if (presenceSessions.length === 0) return offlinePair;
      const preferred = ifActive(state.preferred)?.pair;
      return preferred ?? presenceSessions.reduce((strongest, session) => (rank(session) < rank(strongest) ? session : strongest));
    },
    statusMessage(userId) {
      const { statusMessage } = stateOf(userId);
      return statusMessage?.expires && statusMessage.expires.getTime() <= now() ? undefined : statusMessage;
    },
  };
}

const createBlankState = (): PresenceState => ({
  presenceSessions: new Map(),
  teamsPair: undefined,
  preferred: undefined,
  statusMessage: undefined,
  outOfOfficeSettings: { isOutOfOffice: false, message: null },
  workLocation: null,
  changeCount: 0,
  lastPresented: "",
});
