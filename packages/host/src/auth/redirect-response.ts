import { CasementError } from "@casement/core";

/** What Microsoft's redirect carries. */
export interface RedirectResponse {
  state: string | undefined;
  code: string | undefined;
  /** OAuth error, when Microsoft refused. */
  error: string | undefined;
  /** Microsoft's text; may hold an address: never shown or logged. */
  description: string;
  /** The answer of the administrator's consent page. */
  adminConsent: boolean;
}

/**
 * Reads the address where a browser ended after signing in: from the callback, or pasted by a person with blanks, quotes or line breaks,
 * with or without `http://`. The page need not have loaded.
 * @throws CasementError `input-invalid` when it is no such address.
 */
export function parseRedirect(pasted: string): RedirectResponse {
  const text = pasted
    .replace(/[\s\u200b]+/g, "")
    .replace(/^["'<`“”‘’«]+|["'>`“”‘’»]+$/g, "")
    .replaceAll("&amp;", "&");
  if (/\/wrongplace\b/i.test(text)) {
    throw invalidInput(
      "Microsoft's page moved on to `wrongplace` and dropped the code from the address. Sign in by device code, or with the redirect address http://localhost.",
    );
  }
  const start = text.search(/[?#]/);
  if (start < 0 && !/^(code|error|state)=/.test(text)) {
    throw invalidInput(
      text === "" ? "Nothing was pasted." : "That is not the address of the page where the sign-in ended: it has no `?code=` in it.",
    );
  }
  const parameters = new Map<string, string>();
  for (const part of (start < 0 ? text : text.slice(start + 1)).split(/[?#]/)) {
    for (const [name, value] of new URLSearchParams(part)) parameters.set(name, value);
  }
  const redirect: RedirectResponse = {
    state: parameters.get("state"),
    code: parameters.get("code"),
    error: parameters.get("error"),
    description: parameters.get("error_description") ?? "",
    adminConsent: parameters.get("admin_consent")?.toLowerCase() === "true",
  };
  if (redirect.code === undefined && redirect.error === undefined && !redirect.adminConsent) {
    throw invalidInput(
      "The address has no code in it. Copy the whole address of the page where the browser ended, up to its last character.",
    );
  }
  return redirect;
}

const invalidInput = (message: string) => new CasementError("input-invalid", message);
