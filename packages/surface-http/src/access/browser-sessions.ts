import { randomBytes } from "node:crypto";
import type { Clock } from "@casement/core";
import { sha256Hex } from "./secret-hash.ts";

/** A browser that is signed in to the dashboard. Only the hash of the cookie's secret is stored. */
export interface BrowserSession {
  readonly id: string;
  readonly hash: string;
  readonly access: "full" | "read";
  readonly createdAt: string;
  /** Updated at most once a day. A session expires after 90 days without use. */
  readonly usedAt: string;
}

/** Keeps sessions across restarts. */
export interface SessionStore {
  load(): Promise<readonly BrowserSession[]>;
  save(sessions: readonly BrowserSession[]): Promise<void>;
}

export interface BrowserSessions {
  /** Returns the secret of a one-time link, valid for ten minutes. */
  createLink(access: BrowserSession["access"]): string;
  /** Returns the access that the link gives, and invalidates the link. */
  redeemLink(secret: string): BrowserSession["access"] | undefined;
  open(access: BrowserSession["access"]): Promise<{ session: BrowserSession; secret: string }>;
  find(secret: string): BrowserSession | undefined;
  /** Records the use. Returns true, once a day, when the cookie must be sent again. */
  renew(session: BrowserSession): Promise<boolean>;
  list(): readonly BrowserSession[];
  /** Ends one session. Omit `id` to end all. */
  end(id?: string): Promise<void>;
  onEnd(listener: (session: BrowserSession) => void): void;
}

const minute = 60_000;
const day = 24 * 60 * minute;
const linkLifetime = 10 * minute;
export const sessionLifetime = 90 * day;

export async function createBrowserSessions(clock: Clock, store: SessionStore | undefined): Promise<BrowserSessions> {
  const links = new Map<string, { access: BrowserSession["access"]; expiresAt: number }>();
  const sessions = new Map((await store?.load())?.map((session) => [session.hash, session]));
  const endListeners: ((session: BrowserSession) => void)[] = [];
  const now = () => clock.now().getTime();
  const isExpired = ({ usedAt }: BrowserSession): boolean => Date.parse(usedAt) + sessionLifetime <= now();
  const list = () => [...sessions.values()].filter((session) => !isExpired(session));
  const save = async () => store?.save(list());
  const createSecret = () => randomBytes(32).toString("base64url");

  return {
    createLink(access) {
      for (const [hash, { expiresAt }] of links) if (expiresAt <= now()) links.delete(hash);
      const secret = createSecret();
      links.set(sha256Hex(secret), { access, expiresAt: now() + linkLifetime });
      return secret;
    },
    redeemLink(secret) {
      const hash = sha256Hex(secret);
      const link = links.get(hash);
      links.delete(hash);
      return link && link.expiresAt > now() ? link.access : undefined;
    },
    async open(access) {
      const secret = createSecret();
      const hash = sha256Hex(secret);
      const createdAt = clock.now().toISOString();
      const session: BrowserSession = { id: hash.slice(0, 12), hash, access, createdAt, usedAt: createdAt };
      sessions.set(hash, session);
      await save();
      return { session, secret };
    },
    find(secret) {
      const session = sessions.get(sha256Hex(secret));
      return session && !isExpired(session) ? session : undefined;
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
      for (const session of ended) for (const listener of endListeners) listener(session);
    },
    onEnd: (listener) => void endListeners.push(listener),
  };
}
