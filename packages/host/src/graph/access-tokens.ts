/** An access token for Graph, and when it ends where that is known. */
export interface AccessToken {
  readonly token: string;
  readonly expiresOn?: Date | undefined;
}

/** From the account's sign-in. Throws `sign-in-required` when there is nothing to be had without a person. */
export type GetToken = (options: { readonly forceRefresh: boolean }) => Promise<AccessToken>;

export interface AccessTokens {
  /** `number` names the token in use, without telling it. */
  current(): Promise<AccessToken & { readonly number: number }>;
  /** Replaces token `number`, once, however many calls it failed. */
  renew(generation: number): Promise<void>;
}

export function createAccessTokens(getToken: GetToken): AccessTokens {
  let generation = 0;
  let renewing: Promise<void> | undefined;
  return {
    async current() {
      await renewing?.catch(() => {});
      return { ...(await getToken({ forceRefresh: false })), number: generation };
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
