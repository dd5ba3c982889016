import { createHmac } from "node:crypto";
import type { SealedState } from "@casement/host";
import { isSameSecret } from "../access/secret-hash.ts";
import { type OAuthClient, readClientMetadata } from "./oauth-client.ts";
import { OAuthError } from "./oauth-error.ts";
import { loadOAuthKey } from "./oauth-key.ts";

/**
 * Dynamic registration that stores nothing (RFC 7591, A.5.2): the id that a program gets is its metadata with a signature of the hub. Anybody may
 * register, so a list of programs would be a way to fill the disk.
 */
export interface ClientRegistration {
  /** @throws OAuthError */
  register(metadata: Readonly<Record<string, unknown>>): Promise<OAuthClient>;
  /** @throws OAuthError if this hub did not make the id */
  read(id: string): Promise<OAuthClient>;
}

const prefix = "registered.";
/** An id is a part of addresses. */
const maxIdLength = 2_000;

/** `openState`: of the key of the signatures. Called when the first program registers. */
export function createClientRegistration(openState: () => SealedState): ClientRegistration {
  let key: Promise<string> | undefined;
  function signingKey(): Promise<string> {
    key ??= loadOAuthKey(openState()).catch((error) => {
      key = undefined;
      throw error;
    });
    return key;
  }
  const sign = async (text: string): Promise<string> =>
    createHmac("sha256", await signingKey())
      .update(text)
      .digest("base64url");
  return {
    async register(metadata) {
      const { name, redirectUris } = readClientMetadata(metadata);
      const text = Buffer.from(JSON.stringify([name, ...redirectUris])).toString("base64url");
      const id = `${prefix}${text}.${await sign(text)}`;
      if (id.length > maxIdLength)
        throw new OAuthError("invalid_client_metadata", "The metadata is too long. Register fewer redirect_uris.");
      return { id, name, redirectUris };
    },
    async read(id) {
      const [, text = "", signature = ""] = /^registered\.([\w-]+)\.([\w-]+)$/.exec(id.slice(0, maxIdLength)) ?? [];
      if (text === "" || !isSameSecret(signature, await sign(text)))
        throw new OAuthError(
          "invalid_client",
          "The program is not registered at this hub. Remove the connection in the program, and connect again.",
        );
      const [name, ...redirectUris] = JSON.parse(Buffer.from(text, "base64url").toString()) as [string, ...string[]];
      return { id, name, redirectUris };
    },
  };
}
