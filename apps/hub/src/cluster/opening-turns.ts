/** An account that is to be opened. */
export interface OpeningAccount {
  readonly name: string;
  /** The account whose sign-in it uses. */
  readonly signIn?: string | undefined;
}

/** Accounts are opened one after the other. After a takeover they are many, and those for which somebody waits come first. */
export interface OpeningTurns {
  open<T>(account: OpeningAccount, open: () => Promise<T>): Promise<T>;
}

interface Waiting {
  readonly account: OpeningAccount;
  begin(): void;
}

export function createOpeningTurns(isAwaited: (account: string) => boolean): OpeningTurns {
  const waiting: Waiting[] = [];
  let isOpening = false;
  const next = (): Waiting | undefined => {
    const wanted = waiting.find(({ account }) => isAwaited(account.name)) ?? waiting[0];
    // Without the account whose sign-in it uses, it cannot be opened.
    const first = waiting.find(({ account }) => account.name === wanted?.account.signIn) ?? wanted;
    if (first) waiting.splice(waiting.indexOf(first), 1);
    return first;
  };
  return {
    async open(account, open) {
      if (isOpening) await new Promise<void>((begin) => waiting.push({ account, begin }));
      isOpening = true;
      try {
        return await open();
      } finally {
        const following = next();
        isOpening = following !== undefined;
        following?.begin();
      }
    },
  };
}
