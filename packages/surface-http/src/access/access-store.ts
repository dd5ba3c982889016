import type { Clock, Logger } from "@casement/core";
import type { SealedState } from "@casement/host";
import { type AccessGrant, withoutAccount } from "./access-grant.ts";
import { isSameSecret, sha256Hex } from "./secret-hash.ts";
import { mergeRecords } from "./shared-records.ts";
import { type RefreshState, readStoredGrants, readStoredUsers, type StoredGrant } from "./stored-grant.ts";
import type { WallSettings } from "./wall-settings.ts";

/** All grants: in memory, and in one sealed state, which other fronts of a cluster change, too. Secrets are kept as SHA-256. */
export interface AccessStore {
  /** In the order in which they were added. */
  list(): readonly AccessGrant[];
  /** `key`: a second secret. The grant then ends after 90 days without use. `saved` says whether it is on the disk. */
  add(grant: Omit<AccessGrant, "createdAt" | "usedAt">, secret: string, key?: string): AccessGrant;
  /** The grant of a secret, with one look-up. A grant with two secrets needs both. */
  find(secret: string, key?: string): AccessGrant | undefined;
  /** Adds a grant whose secret is replaced with each use. The grant ends after 90 days without use. `family`: what all these secrets begin with. */
  addRenewable(grant: Omit<AccessGrant, "createdAt" | "usedAt">, family: string, refresh: RefreshState): AccessGrant;
  /** `hash`: the SHA-256 of the family. */
  findRenewable(hash: string): { readonly grant: AccessGrant; readonly refresh: RefreshState } | undefined;
  renew(hash: string, refresh: RefreshState): void;
  /** Turns a one-time link into a grant with these secrets. Undefined if the link is unknown, used or too old. */
  openLink(link: string, session: LinkedSession): AccessGrant | undefined;
  /** Notes the time of use. Returns true at the first use of a day. */
  use(grant: AccessGrant): boolean;
  /** Keeps how a browser shows its wall page. */
  arrange(grant: AccessGrant, wall: WallSettings): void;
  /** Returns false if there is no grant of this name. */
  remove(name: string): boolean;
  /** Ends what was only for this account, and narrows what was also for others. */
  removeAccount(account: string): void;
  /** Notes who signed in to an account. Access to what another person had there before ends. */
  noteUser(account: string, userId: string): void;
  onRemove(listener: (grant: AccessGrant) => void): void;
  /** Resolves when the grants are on the disk. Rejects if they could not be written. */
  saved(): Promise<void>;
  /** Writes the times of use. */
  close(): Promise<void>;
}

export interface LinkedSession {
  readonly secret: string;
  readonly key: string;
  /** Of the session before. */
  readonly wall?: WallSettings | undefined;
  /** The name of the grant, from that of the link. */
  nameOf(given: string): string;
}

const minute = 60_000;
const day = 24 * 60 * minute;
/** Times of use are written together, so that a program that asks every second causes one write in this time. */
const useInterval = 5 * minute;
export const sessionLifetime = 90 * day;

export async function createAccessStore(state: SealedState, clock: Clock, log: Logger): Promise<AccessStore> {
  /** As the state was known last. What differs from it has been changed here since. */
  let known = readRecords(await state.read());
  let users = new Map(known.users);
  let byHash = new Map(known.grants);
  let hashByName = namesIn(byHash);
  const removeListeners: ((grant: AccessGrant) => void)[] = [];
  let lastWrite: Promise<void> = Promise.resolve();
  let stopUseTimer: (() => void) | undefined;
  const now = (): number => clock.now().getTime();

  function isOver({ grant: { expiresAt, usedAt, createdAt }, keyHash, refresh }: StoredGrant): boolean {
    if (expiresAt !== undefined) return Date.parse(expiresAt) <= now();
    return (keyHash ?? refresh) !== undefined && Date.parse(usedAt ?? createdAt) + sessionLifetime <= now();
  }
  const current = (): StoredGrant[] => [...byHash.values()].filter((entry) => !isOver(entry));
  function put(entry: StoredGrant): AccessGrant {
    byHash.set(entry.hash, entry);
    hashByName.set(entry.grant.name, entry.hash);
    return entry.grant;
  }
  function drop({ hash, grant }: StoredGrant): void {
    byHash.delete(hash);
    hashByName.delete(grant.name);
  }
  function save(): void {
    stopUseTimer?.();
    stopUseTimer = undefined;
    for (const entry of [...byHash.values()]) if (isOver(entry)) drop(entry);
    lastWrite = lastWrite.then(write, write);
    lastWrite.catch(({ code }) =>
      log.error(`Changes of access could not be written to the data folder (${code}). They are lost at a restart.`),
    );
  }

  async function write(): Promise<void> {
    let mine = known;
    const stored = await state.update((value) => {
      mine = { grants: new Map(byHash), users: new Map(users) };
      return toState(merge(known, mine, readRecords(value)));
    });
    adopt(mine, readRecords(stored));
  }

  /** `stored` has what was changed here up to `mine`. What was changed since stays, and is written next. */
  function adopt(mine: AccessRecords, stored: AccessRecords): void {
    const now = merge(mine, { grants: byHash, users }, stored);
    const gone = [...byHash.values()].filter(({ hash }) => !now.grants.has(hash));
    known = merge(mine, mine, stored);
    byHash = new Map(now.grants);
    users = new Map(now.users);
    hashByName = namesIn(byHash);
    for (const { grant } of gone) for (const listener of removeListeners) listener(grant);
  }

  const read = async (): Promise<void> => adopt(known, readRecords(await state.read()));
  const stopFollowing = state.onChange?.(() => {
    lastWrite = lastWrite.then(read, read);
    lastWrite.catch(() => log.warn("Changes of access that were made elsewhere could not be read. They are read with the next one."));
  });

  function remove(name: string): boolean {
    const entry = byHash.get(hashByName.get(name) ?? "");
    if (!entry) return false;
    drop(entry);
    save();
    for (const listener of removeListeners) listener(entry.grant);
    return true;
  }

  function endAccess(account: string): void {
    let isNarrowed = false;
    for (const entry of [...byHash.values()]) {
      const narrowed = withoutAccount(entry.grant, account);
      if (!narrowed) remove(entry.grant.name);
      else if (narrowed !== entry.grant) {
        put({ ...entry, grant: narrowed });
        isNarrowed = true;
      }
    }
    if (isNarrowed) save();
  }

  function findRenewable(hash: string): (StoredGrant & { readonly refresh: RefreshState }) | undefined {
    const entry = byHash.get(hash);
    return entry?.refresh && !isOver(entry) ? { ...entry, refresh: entry.refresh } : undefined;
  }

  return {
    list: () => current().map(({ grant }) => grant),
    add(grant, secret, key) {
      const entry = { grant: { ...grant, createdAt: clock.now().toISOString() }, hash: sha256Hex(secret) };
      put(key === undefined ? entry : { ...entry, keyHash: sha256Hex(key) });
      save();
      return entry.grant;
    },
    addRenewable(grant, family, refresh) {
      const added = put({ grant: { ...grant, createdAt: clock.now().toISOString() }, hash: sha256Hex(family), refresh });
      save();
      return added;
    },
    findRenewable,
    renew(hash, refresh) {
      const entry = findRenewable(hash);
      if (!entry) return;
      put({ ...entry, refresh });
      save();
    },
    find(secret, key) {
      const hash = sha256Hex(secret);
      const entry = byHash.get(hash);
      if (!entry || !isSameSecret(entry.hash, hash) || entry.grant.expiresAt !== undefined || isOver(entry) || entry.refresh)
        return undefined;
      if (entry.keyHash !== undefined && !(key !== undefined && isSameSecret(sha256Hex(key), entry.keyHash))) return undefined;
      return entry.grant;
    },
    openLink(link, { secret, key, wall, nameOf }) {
      const entry = byHash.get(sha256Hex(link));
      if (entry?.grant.expiresAt === undefined || isOver(entry)) return undefined;
      drop(entry);
      const { expiresAt: _, ...grant } = entry.grant;
      const opened = { ...grant, ...(wall && { wall }), name: nameOf(grant.name), usedAt: clock.now().toISOString() };
      put({ grant: opened, hash: sha256Hex(secret), keyHash: sha256Hex(key) });
      save();
      return opened;
    },
    use({ name }) {
      const entry = byHash.get(hashByName.get(name) ?? "");
      if (!entry) return false;
      const before = Date.parse(entry.grant.usedAt ?? "");
      put({ ...entry, grant: { ...entry.grant, usedAt: clock.now().toISOString() } });
      stopUseTimer ??= clock.after(useInterval, save);
      return Math.floor(before / day) !== Math.floor(now() / day);
    },
    arrange({ name }, wall) {
      const entry = byHash.get(hashByName.get(name) ?? "");
      if (!entry) return;
      put({ ...entry, grant: { ...entry.grant, wall } });
      save();
    },
    remove,
    removeAccount(account) {
      endAccess(account);
      if (users.delete(account)) save();
    },
    noteUser(account, userId) {
      const [before, hash] = [users.get(account), sha256Hex(userId)];
      if (before === hash) return;
      users.set(account, hash);
      if (before !== undefined) endAccess(account);
      save();
    },
    onRemove: (listener) => void removeListeners.push(listener),
    saved: () => lastWrite,
    async close() {
      stopFollowing?.();
      if (stopUseTimer) save();
      await lastWrite.catch(() => {});
    },
  };
}

interface AccessRecords {
  /** By hash of the secret. */
  readonly grants: ReadonlyMap<string, StoredGrant>;
  readonly users: ReadonlyMap<string, string>;
}

const readRecords = (value: unknown): AccessRecords => ({
  grants: new Map(readStoredGrants(value).map((entry) => [entry.hash, entry])),
  users: readStoredUsers(value),
});

const toState = ({ grants, users }: AccessRecords) => ({ grants: [...grants.values()], users: Object.fromEntries(users) });

const merge = (before: AccessRecords, after: AccessRecords, stored: AccessRecords): AccessRecords => ({
  grants: mergeRecords(before.grants, after.grants, stored.grants),
  users: mergeRecords(before.users, after.users, stored.users),
});

const namesIn = (grants: ReadonlyMap<string, StoredGrant>): Map<string, string> =>
  new Map([...grants.values()].map(({ hash, grant }) => [grant.name, hash]));
