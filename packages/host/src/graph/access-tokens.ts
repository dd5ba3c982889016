/** An access token for Graph, with its expiry time if known. */
export interface AccessToken {
  readonly token: string;
  readonly expiresOn?: Date | undefined;
}

/** Gets a token from the account's sign-in. @throws CasementError `sign-in-required` when the user must sign in */
export type GetToken = (options: { readonly forceRefresh: boolean }) => Promise<AccessToken>;

export interface AccessTokens {
  /** `generation` identifies the token without revealing it. */
  current(): Promise<AccessToken & { readonly generation: number }>;
  /** Replaces the token of this generation. Does so once, even if several requests failed with it. */
  renew(generation: number): Promise<void>;
}

export function createAccessTokens(getToken: GetToken): AccessTokens {
  let generation = 0;
  let renewing: Promise<void> | undefined;
  return {
    async current() {
      await renewing?.catch(() => {});
      return { ...(await getToken({ forceRefresh: false })), generation };
    },
    renew(failed) {
      if (failed !== generation) return Promise.resolve();
      renewing ??= getToken({ forceRefresh: true })
        .then(() => void generation++)
        .finally(() => {
          renewing = undefined;
        });
      return renewing;
    },
  };
}
