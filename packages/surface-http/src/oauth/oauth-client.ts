import { toWellFormed } from "@casement/core";
import { OAuthError } from "./oauth-error.ts";
import { redirectTargetOf } from "./redirect-uri.ts";

/** A program that asks for access. */
export interface OAuthClient {
  readonly id: string;
  /** What it calls itself. Nobody has checked that. */
  readonly name: string;
  readonly redirectUris: readonly string[];
  /** The host of the document that is its id. Undefined if the program registered itself. */
  readonly documentHost?: string;
}

const maxUris = 10;
const maxNameLength = 60;
/** What a terminal or a page would not show as a name. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cn}\p{Co}]/gu;

/** Reads metadata of RFC 7591. Programs are public clients, whatever they would like. @throws OAuthError */
export function readClientMetadata(metadata: Readonly<Record<string, unknown>>): Pick<OAuthClient, "name" | "redirectUris"> {
  const { redirect_uris: uris, client_name: name } = metadata;
  if (!Array.isArray(uris) || uris.length === 0 || uris.length > maxUris)
    throw new OAuthError("invalid_redirect_uri", `redirect_uris must be a list of 1 to ${maxUris} addresses.`);
  const targets = uris.map((uri) => (typeof uri === "string" ? redirectTargetOf(uri) : undefined));
  const [first] = targets;
  if (first === undefined || targets.includes(undefined))
    throw new OAuthError(
      "invalid_redirect_uri",
      "redirect_uris must have addresses with https, of this machine (http://127.0.0.1/…), or with a scheme of the program. Fragments and user names are not allowed.",
    );
  return { name: printableName(name) || first.name, redirectUris: uris };
}

const printableName = (name: unknown): string =>
  typeof name === "string"
    ? toWellFormed(name).normalize().replace(unprintable, "").replace(/\s+/g, " ").trim().slice(0, maxNameLength).trim()
    : "";
