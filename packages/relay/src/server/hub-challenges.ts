import { createHmac, createPublicKey, randomBytes, timingSafeEqual, verify } from "node:crypto";
import type { Clock } from "@casement/core";
import { signedTextOf } from "../protocol/relay-protocol.ts";

/** Proves that a hub has the private key of its address. A challenge is not remembered, so that nobody can fill the memory with them. */
export interface HubChallenges {
  create(publicKey: string): string;
  /** Whether the signature is of a challenge that was created for this key within the last 30 seconds, and that nobody has used. */
  isProven(publicKey: string, challenge: string, signature: string): boolean;
}

const lifetimeMs = 30_000;

export function createHubChallenges(clock: Clock): HubChallenges {
  const secret = randomBytes(32);
  /** By challenge: when it ends (ms). */
  const used = new Map<string, number>();
  const sealOf = (publicKey: string, content: string): string =>
    createHmac("sha256", secret).update(`${publicKey} ${content}`).digest("base64url");
  const forgetUsed = (now: number): void => {
    for (const [challenge, until] of used) if (until <= now) used.delete(challenge);
  };
  return {
    create(publicKey) {
      const content = `${clock.now().getTime()}-${randomBytes(16).toString("hex")}`;
      return `${content}-${sealOf(publicKey, content)}`;
    },
    isProven(publicKey, challenge, signature) {
      const [, content = "", seal = ""] = /^(\d{1,15}-[0-9a-f]{32})-([\w-]{43})$/.exec(challenge) ?? [];
      if (content === "" || !timingSafeEqual(Buffer.from(seal), Buffer.from(sealOf(publicKey, content)))) return false;
      const now = clock.now().getTime();
      const until = Number(content.split("-")[0]) + lifetimeMs;
      forgetUsed(now);
      if (until <= now || used.has(challenge) || !isSignedBy(publicKey, challenge, signature)) return false;
      used.set(challenge, until);
      return true;
    },
  };
}

function isSignedBy(publicKey: string, challenge: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey }, format: "jwk" });
    return verify(null, signedTextOf(challenge), key, Buffer.from(signature, "base64url"));
  } catch {
    // Not every text is a point of the curve.
    return false;
  }
}
