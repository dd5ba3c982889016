import type { Clock } from "@casement/core";

export interface Shown {
  /** `Available`, `Busy`, `DoNotDisturb`, `Away`, `BeRightBack`, `Offline`, `PresenceUnknown` … */
  availability: string;
  /** `Available`, `InACall`, `InAMeeting`, `Presenting`, `OffWork` … */
  activity: string;
}

export interface StatusMessage {
  message: { content: string; contentType: string };
  published: Date;
  expires?: Date;
  /** As it was written. */
  expiryDateTime?: { dateTime: string; timeZone: string };
}

interface Lasting {
  shown: Shown;
  since: number;
  until: number;
}

/** What is known of one user. Expiry is looked at when somebody reads. */
export interface PresenceState {
  /** By app. */
  readonly sessions: Map<string, Lasting>;
  /** What Teams itself says: undefined while the user is signed in nowhere. */
  teams: Shown | undefined;
  preferred: Lasting | undefined;
  statusMessage: StatusMessage | undefined;
  outOfOfficeSettings: { isOutOfOffice: boolean; message: string | null };
  workLocation: object | null;
  /** How often what is shown has changed. */
  sequence: number;
  seen: string;
}

export const offline: Shown = { availability: "Offline", activity: "Offline" };
const minute = 60_000;

/** Strongest first. */
const precedence = ["DoNotDisturb", "Busy", "Available", "BeRightBack", "Away"];
const rank = ({ availability }: Shown) => (precedence.includes(availability) ? precedence.indexOf(availability) : precedence.length);

export interface PresenceStates {
  of(userId: string): PresenceState;
  setSession(userId: string, app: string, shown: Shown, lasts: number): void;
  /** False when there is no such session. */
  clearSession(userId: string, app: string): boolean;
  setPreferred(userId: string, preferred: { shown: Shown; lasts: number } | undefined): void;
  /** What everybody sees now. */
  shown(userId: string): Shown;
  statusMessage(userId: string): StatusMessage | undefined;
}

export function createPresenceStates(clock: Clock): PresenceStates {
  const states = new Map<string, PresenceState>();
  const now = () => clock.now().getTime();
  const alive = (lasting: Lasting | undefined) => (lasting && lasting.until > now() ? lasting : undefined);
  const of = (userId: string): PresenceState => {
    const known = states.get(userId) ?? blank();
    states.set(userId, known);
    return known;
  };
  /** An app's Available fades in two stages. */
  const faded = ({ shown, since }: Lasting): Shown => {
    const minutes = (now() - since) / minute;
    if (shown.availability !== "Available" || minutes < 5) return shown;
    return minutes < 10 ? { availability: "Available", activity: "AvailableInactive" } : { availability: "Away", activity: "Away" };
  };
  const sessionsOf = (state: PresenceState): Shown[] => {
    const ofApps = [...state.sessions.values()].flatMap((session) => (alive(session) ? [faded(session)] : []));
    return [...(state.teams ? [state.teams] : []), ...ofApps];
  };
  return {
    of,
    setSession: (userId, app, shown, lasts) => void of(userId).sessions.set(app, { shown, since: now(), until: now() + lasts }),
    clearSession(userId, app) {
      const { sessions } = of(userId);
      const existed = alive(sessions.get(app)) !== undefined;
      sessions.delete(app);
      return existed;
    },
    setPreferred(userId, preferred) {
      of(userId).preferred = preferred && { shown: preferred.shown, since: now(), until: now() + preferred.lasts };
    },
    shown(userId) {
      const state = of(userId);
      const sessions = sessionsOf(state);
      if (sessions.length === 0) return offline;
      const preferred = alive(state.preferred)?.shown;
      return preferred ?? sessions.reduce((strongest, session) => (rank(session) < rank(strongest) ? session : strongest));
    },
    statusMessage(userId) {
      const { statusMessage } = of(userId);
      return statusMessage?.expires && statusMessage.expires.getTime() <= now() ? undefined : statusMessage;
    },
  };
}

const blank = (): PresenceState => ({
  sessions: new Map(),
  teams: undefined,
  preferred: undefined,
  statusMessage: undefined,
  outOfOfficeSettings: { isOutOfOffice: false, message: null },
  workLocation: null,
  sequence: 0,
  seen: "",
});
