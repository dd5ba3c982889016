import type { Clock, RequestedSet } from "@casement/core";
import type { AccountStore } from "../ports/index.ts";

/** A sign-in that a person has not finished, as it is stored: whoever runs the account next goes on with it. */
export type StartedSignIn = StartedCallback | StartedDeviceCode;

interface StartedBase {
  /** Names it in the account. */
  readonly id: string;
  /** The account that started it, which uses this sign-in. */
  readonly startedBy: string;
  readonly requestedSet: RequestedSet;
  readonly requested: readonly string[];
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface StartedCallback extends StartedBase {
  readonly method: "callback";
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

export interface StartedDeviceCode extends StartedBase {
  readonly method: "device-code";
  readonly code: DeviceCode;
}

/** What Microsoft answered. */
export interface DeviceCode {
  readonly userCode: string;
  readonly deviceCode: string;
  readonly verificationUri: string;
  readonly message: string;
  /** Seconds between two questions. */
  readonly interval: number;
}

export interface StartedSignIns {
  /** Those that have not expired. */
  read(): Promise<readonly StartedSignIn[]>;
  add(signIn: StartedSignIn): Promise<void>;
  remove(id: string): Promise<void>;
  clear(): Promise<void>;
}

const neverStored: StartedSignIns = { read: async () => [], async add() {}, async remove() {}, async clear() {} };

type Stored = readonly StartedSignIn[];

/**
 * They contain secrets, so that they are stored only where another process can go on with them; the store encrypts them. What cannot be stored ends with
 * this process.
 */
export function createStartedSignIns(store: Pick<AccountStore, "file" | "isShared">, account: string, clock: Clock): StartedSignIns {
  if (!store.isShared) return neverStored;
  const file = store.file<Stored>("started-sign-ins", {
    purpose: `started sign-ins of ${account}`,
    isValid: (value): value is Stored => Array.isArray(value),
    onSetAside() {},
    consequence: "Start the sign-in again.",
  });
  const isCurrent = ({ expiresAt }: StartedSignIn): boolean => expiresAt > clock.now().getTime();
  const change = async (next: (known: Stored) => Stored): Promise<void> => {
    await file
      .update((known = []) => {
        const current = known.filter(isCurrent);
        const changed = next(current);
        if (changed.length === known.length && changed.every((entry, at) => entry === known[at]))
          return known.length === 0 ? undefined : known;
        return changed.length === 0 ? undefined : changed;
      })
      .catch(() => {});
  };
  return {
    read: async () => ((await file.read().catch(() => undefined)) ?? []).filter(isCurrent),
    add: (signIn) => change((known) => [...known, signIn]),
    remove: (id) => change((known) => known.filter((entry) => entry.id !== id)),
    clear: () => change(() => []),
  };
}
