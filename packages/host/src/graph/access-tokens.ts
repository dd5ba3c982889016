/** An access token for Graph, with its expiry time if known. */
export interface AccessToken {
  readonly token: string;
  readonly expiresOn?: Date | undefined;
}

/** Gets a token from the account's sign-in. @throws CasementError `sign-in-required` when the user must sign in */
export type GetToken = (options: { readonly forceRefresh: boolean; readonly claims?: string }) => Promise<AccessToken>;

export interface AccessTokens {
  /** `generation` identifies the token without revealing it. */
  current(): Promise<AccessToken & { readonly generation: number }>;
  /**
   * Replaces the token of this generation. Does so once, even if several requests failed with it, and not if it was itself just renewed:
   * Graph then refuses all of them. `claims`: what Graph demands of the new token, as JSON.
   */
  renew(generation: number, claims?: string): Promise<void>;
}

/** A token that is younger than this is not renewed because Graph refused it (ms): one renewal a round is enough. */
const minTokenAgeMs = 10_000;

export function createAccessTokens(getToken: GetToken, now: () => number): AccessTokens {
  let generation = 0;
  let renewedAt: number | undefined;
  let renewing: Promise<void> | undefined;
  return {
    async current() {
      await renewing?.catch(() => {});
      return { ...(await getToken({ forceRefresh: false })), generation };
    },
    renew(failed, claims) {
      if (failed !== generation) return Promise.resolve();
      const age = renewedAt === undefined ? minTokenAgeMs : now() - renewedAt;
      if (claims === undefined && age >= 0 && age < minTokenAgeMs) return Promise.resolve();
      renewing ??= getToken({ forceRefresh: true, ...(claims !== undefined && { claims }) })
        .then(() => {
          generation++;
          renewedAt = now();
        })
        .finally(() => {
          renewing = undefined;
        });
      return renewing;
    },
  };
}
