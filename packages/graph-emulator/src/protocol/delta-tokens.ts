import { createRefusal } from "../refusals/create-refusal.ts";

/** Position of a client in a delta round. Encoded in `$skiptoken` and `$deltatoken`. */
export interface DeltaPosition {
  /** The tracked collection: mailbox and folder, list, or calendar. */
  source: string;
  /** Sequence number up to which all changes have been sent. */
  seq: number;
  /** Number of items of the next entry that have been sent. An event can have many occurrences. */
  offset: number;
  /** Sequence number at the start of the first round. Items removed before it are not reported. */
  baseline: number;
  /** Options of the first request (`$select`, `$filter`, a window), which later links repeat. */
  options: Readonly<Record<string, string>>;
}

/**
 * Writes and reads the tokens of delta links. The same position produces the same token. Tokens issued before the last `expire` are refused
 * with 410.
 */
export interface DeltaTokens {
  write(owner: string, position: DeltaPosition): string;
  /** @throws GraphFault 410 for an expired token, 400 for a token that is invalid or belongs to another source. */
  read(owner: string, source: string, token: string): DeltaPosition;
  /** Expires all links issued so far, or only those of the mailbox of `owner` (a user id). */
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
