import { createRefusal } from "../refusals.ts";

/** Where a client stands in a delta round; travels inside `$skiptoken` and `$deltatoken`. */
export interface DeltaPosition {
  /** Which collection: mailbox and folder, list or calendar. */
  source: string;
  /** Everything up to this change has been sent … */
  seq: number;
  /** … and so many items of the next entry (an event is many occurrences). */
  offset: number;
  /** The collection's last change when the first round began: what was removed before is not told. */
  baseline: number;
  /** What the first request asked for (`$select`, `$filter`, a window); later links carry it along. */
  options: Readonly<Record<string, string>>;
}

/** Writes and reads the tokens of delta links: the same position gives the same token. Those from before the last `expire` answer 410. */
export interface DeltaTokens {
  write(owner: string, position: DeltaPosition): string;
  /** Throws 410 when expired, 400 when it is no token of this source. */
  read(owner: string, source: string, token: string): DeltaPosition;
  /** All links handed out so far are too old from now on; with `owner` (a user id) only those of that mailbox. */
  expire(owner?: string): void;
}

export function createDeltaTokens(): DeltaTokens {
  let epoch = 0;
  const expiredBefore = new Map<string, number>();
  return {
    write: (owner, { source, seq, offset, baseline, options }) =>
      Buffer.from(JSON.stringify([owner, source, epoch, seq, offset, baseline, options])).toString("base64url"),
    read(owner, source, token) {
      let parts: unknown;
      try {
        parts = JSON.parse(Buffer.from(token, "base64url").toString());
      } catch {
        throw createRefusal("delta-token-invalid");
      }
      if (!Array.isArray(parts) || parts.length !== 7) throw createRefusal("delta-token-invalid");
      const [tokenOwner, tokenSource, tokenEpoch, seq, offset, baseline, options] = parts;
      if (tokenOwner !== owner || tokenSource !== source) throw createRefusal("delta-token-invalid");
      if (tokenEpoch < Math.max(expiredBefore.get(owner) ?? 0, expiredBefore.get("") ?? 0)) throw createRefusal("delta-token-expired");
      return { source, seq, offset, baseline: baseline, options };
    },
    expire: (owner = "") => void expiredBefore.set(owner, ++epoch),
  };
}
