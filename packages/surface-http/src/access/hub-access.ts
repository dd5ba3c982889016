import { CasementError, type Clock, type Logger, suggestName } from "@casement/core";
import type { Host } from "@casement/host";
import type { AccessGrant, AddressOf, GrantCredentials, GrantKind } from "./access-grant.ts";
import { type AccessStore, createAccessStore } from "./access-store.ts";
import { browserKinds } from "./browser-kinds.ts";
import { type BrowserSessions, createBrowserSessions } from "./browser-sessions.ts";
import { drawQrCode } from "./draw-qr-code.ts";
import { chooseGrantName, draftGrant, findGrantKind, type GrantRequest } from "./grant-request.ts";
import { programKind } from "./program-kind.ts";
import { createPassword } from "./secret-hash.ts";

/** Whom the hub lets in: lists, adds and ends grants. */
export interface HubAccess {
  readonly store: AccessStore;
  readonly sessions: BrowserSessions;
  readonly kinds: readonly GrantKind[];
  /** Its secret is in the answer only. @throws CasementError `input-invalid`, also if the kind is not configured; `account-unknown`, `sensor-unknown` */
  add(request: GrantRequest, addressOf: AddressOf): Promise<AddedGrant>;
  /** Letter case does not count. @throws CasementError `not-found` */
  revoke(name: string): Promise<void>;
}

export interface AddedGrant {
  readonly grant: AccessGrant;
  readonly credentials: GrantCredentials;
}

export interface HubAccessOptions {
  /** Besides those for browsers. */
  readonly kinds?: readonly GrantKind[] | undefined;
  readonly clock: Clock;
  readonly log: Logger;
}

interface CreatedGrant {
  readonly grant: AccessGrant;
  readonly secret: string;
}

const unwritable = "the data folder cannot be written. Make room on its disk, and try again.";

/** Reads the grants of a running host. Only one process may use them at a time: the one that owns the data folder. */
export async function openHubAccess(host: Host, { kinds: otherKinds = [], clock, log }: HubAccessOptions): Promise<HubAccess> {
  const kinds = [...browserKinds, programKind, ...otherKinds];
  const store = await createAccessStore(host.sealedState("access"), clock, log);
  const sessions = createBrowserSessions(store, clock);
  const names = (): readonly string[] => store.list().map(({ name }) => name);

  /** Hands the credentials out once the grant is on the disk. */
  async function hand(kind: GrantKind, { grant, secret }: CreatedGrant, addressOf: AddressOf): Promise<AddedGrant> {
    try {
      await store.saved();
    } catch (cause) {
      store.remove(grant.name);
      throw new CasementError("store-unwritable", `Nothing was added, because ${unwritable}`, { cause });
    }
    const credentials = kind.credentialsOf?.(secret, grant, addressOf) ?? { address: addressOf("/"), password: secret };
    return { grant, credentials: { ...credentials, qrCode: await drawQrCode(credentials.address) } };
  }
  return {
    store,
    sessions,
    kinds,
    async add(request, addressOf) {
      const kind = findGrantKind(request, kinds);
      const draft = await draftGrant(request, kind, host);
      const name = chooseGrantName(request, kind, names());
      if (kind.isLink) return hand(kind, sessions.createLink(draft, name), addressOf);
      const secret = createPassword();
      return hand(kind, { grant: store.add({ name, ...draft }, secret), secret }, addressOf);
    },
    async revoke(name) {
      const wanted = names().find((known) => known.toLowerCase() === name.normalize().toLowerCase());
      if (wanted === undefined || !store.remove(wanted))
        throw new CasementError("not-found", `There is no access with the name "${name}". ${suggestName(name, names())}`);
      await store.saved().catch((cause) => {
        throw new CasementError(
          "store-unwritable",
          `The access has ended, but it comes back when the hub restarts, because ${unwritable}`,
          {
            cause,
          },
        );
      });
    },
  };
}
