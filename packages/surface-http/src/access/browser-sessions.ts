import type { Clock } from "@casement/core";
import type { AccessGrant } from "./access-grant.ts";
import type { AccessStore } from "./access-store.ts";
import { browserKinds } from "./browser-kinds.ts";
import { browserNameOf } from "./browser-name.ts";
import type { GrantDraft } from "./grant-request.ts";
import { createSecret } from "./secret-hash.ts";
import { unusedName } from "./unused-name.ts";

/**
 * The browsers that are signed in to the dashboard. A session is a grant with two secrets: the cookie, which the browser sends to every port of
 * the host name, and the key, which only pages of the hub's own origin can read and send.
 */
export interface BrowserSessions {
  /** Adds a one-time link, valid for ten minutes, and returns its secret. A link without a name gets that of the browser that opens it. */
  createLink(grant: GrantDraft, name?: string): { grant: AccessGrant; secret: string };
  /** Opens a session with the secret of a link. Undefined if the link is unknown, used or too old. */
  openLink(link: string, browser: SigningBrowser): OpenedSession | undefined;
  open(access: AccessGrant["access"], browser: SigningBrowser): OpenedSession;
}

/** A browser that signs in. */
export interface SigningBrowser {
  readonly userAgent: string | null;
  /** The session that it had. The new one replaces it. */
  readonly previous: AccessGrant | undefined;
}

export interface OpenedSession {
  readonly grant: AccessGrant;
  /** For the cookie. */
  readonly secret: string;
  /** For the header. */
  readonly key: string;
}

const linkLifetime = 10 * 60_000;
/** Whether the name of a link says only its kind. */
const isUnnamed = (name: string): boolean => browserKinds.some(({ title }) => name.replace(/ \d+$/, "") === title);

export function createBrowserSessions(store: AccessStore, clock: Clock): BrowserSessions {
  const createSecrets = () => ({ secret: createSecret(), key: createSecret() });
  const freeName = (wanted: string): string =>
    unusedName(
      wanted,
      store.list().map(({ name }) => name),
    );
  /** Returns a name for the new session. */
  function replacePrevious({ userAgent, previous }: SigningBrowser): string {
    if (previous) store.remove(previous.name);
    return freeName(browserNameOf(userAgent));
  }

  return {
    createLink(draft, name) {
      const secret = createSecret();
      const expiresAt = new Date(clock.now().getTime() + linkLifetime).toISOString();
      const grant = store.add({ ...draft, name: name ?? freeName("Browser"), expiresAt }, secret);
      return { grant, secret };
    },
    openLink(link, browser) {
      const secrets = createSecrets();
      const nameOf = (given: string): string => {
        const name = replacePrevious(browser);
        return isUnnamed(given) ? name : given;
      };
      const grant = store.openLink(link, { ...secrets, nameOf, wall: browser.previous?.wall });
      return grant && { grant, ...secrets };
    },
    open(access, browser) {
      const secrets = createSecrets();
      const wall = browser.previous?.wall;
      const grant = store.add(
        { name: replacePrevious(browser), kind: "browser", access, ...(wall && { wall }) },
        secrets.secret,
        secrets.key,
      );
      return { grant, ...secrets };
    },
  };
}
