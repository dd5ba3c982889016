import { randomBytes } from "node:crypto";
import type { Clock } from "@casement/core";
import { sha256 } from "./same-text.ts";

/** A browser that may come back. What the cookie holds is kept as its hash only. */
export interface Session {
  readonly id: string;
  readonly hash: string;
  readonly access: "full" | "read";
  readonly createdAt: string;
  /** A session that is not used for 90 days ends. Noted once a day. */
  readonly usedAt: string;
}

/** Where sessions outlive a restart. */
export interface SessionStore {
  load(): Promise<readonly Session[]>;
  save(sessions: readonly Session[]): Promise<void>;
}

export interface Sessions {
  /** A secret that opens one session within ten minutes. */
  link(access: Session["access"]): string;
  /** What a link gives access to; the link is used up. */
  useLink(secret: string): Session["access"] | undefined;
  open(access: Session["access"]): Promise<{ session: Session; secret: string }>;
  find(secret: string): Session | undefined;
  /** Notes the use. True when the cookie is to be sent again, once a day. */
  renew(session: Session): Promise<boolean>;
  list(): readonly Session[];
  /** Ends one session, or all. */
  end(id?: string): Promise<void>;
  onEnd(listener: (session: Session) => void): void;
}

const minute = 60_000;
const day = 24 * 60 * minute;
export const linkLife = 10 * minute;
export const sessionLife = 90 * day;

export async function createSessions(clock: Clock, store: SessionStore | undefined): Promise<Sessions> {
  const links = new Map<string, { access: Session["access"]; until: number }>();
  const sessions = new Map((await store?.load())?.map((session) => [session.hash, session]));
  const listeners: ((session: Session) => void)[] = [];
  const now = () => clock.now().getTime();
  const isOver = ({ usedAt }: Session): boolean => Date.parse(usedAt) + sessionLife <= now();
  const list = () => [...sessions.values()].filter((session) => !isOver(session));
  const save = async () => store?.save(list());
  const newSecret = () => randomBytes(32).toString("base64url");

  return {
    link(access) {
      for (const [hash, { until }] of links) if (until <= now()) links.delete(hash);
      const secret = newSecret();
      links.set(sha256(secret), { access, until: now() + linkLife });
      return secret;
    },
    useLink(secret) {
      const hash = sha256(secret);
      const link = links.get(hash);
      links.delete(hash);
      return link && link.until > now() ? link.access : undefined;
    },
    async open(access) {
      const secret = newSecret();
      const hash = sha256(secret);
      const at = clock.now().toISOString();
      const session: Session = { id: hash.slice(0, 12), hash, access, createdAt: at, usedAt: at };
      sessions.set(hash, session);
      await save();
      return { session, secret };
    },
    find(secret) {
      const session = sessions.get(sha256(secret));
      return session && !isOver(session) ? session : undefined;
    },
    async renew(session) {
      if (now() - Date.parse(session.usedAt) < day) return false;
      sessions.set(session.hash, { ...session, usedAt: clock.now().toISOString() });
      await save();
      return true;
    },
    list,
    async end(id) {
      const ended = [...sessions.values()].filter((session) => id === undefined || session.id === id);
      for (const session of ended) sessions.delete(session.hash);
      await save();
      for (const session of ended) for (const listener of listeners) listener(session);
    },
    onEnd: (listener) => void listeners.push(listener),
  };
}
