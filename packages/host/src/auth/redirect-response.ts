import { CasementError } from "@casement/core";

/** The parameters of Microsoft's redirect. */
export interface RedirectResponse {
  state: string | undefined;
  code: string | undefined;
  /** The OAuth error if Microsoft refused. */
  error: string | undefined;
  /** Microsoft's text. May contain an email address, so never show or log it. */
  description: string;
  /** Whether it comes from the administrator's consent page. */
  adminConsent: boolean;
}

/**
 * Parses the address to which the browser was redirected after the sign-in. Also accepts a pasted one with spaces, quotes or line breaks,
 * with or without `http://`.
 * @throws CasementError `input-invalid` when the text is not such an address
 */
export function parseRedirect(pasted: string): RedirectResponse {
  const text = pasted
    .replace(/[\s\u200b]+/g, "")
    .replace(/^["'<`“”‘’«]+|["'>`“”‘’»]+$/g, "")
    .replaceAll("&amp;", "&");
  if (/\/wrongplace\b/i.test(text)) {
    throw unusableRedirect(
      "Microsoft redirected the browser to `wrongplace` and removed the code from the address. Sign in by device code, or use the redirect URI http://localhost.",
    );
  }
  const start = text.search(/[?#]/);
  if (start < 0 && !/^(code|error|state)=/.test(text)) {
    throw unusableRedirect(
      text === "" ? "Nothing was pasted." : "This is not the address of the page where the sign-in ended: it contains no `?code=`.",
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
    throw unusableRedirect("The address contains no code. Copy the whole address of the page where the sign-in ended.");
  }
  return redirect;
}

/** The account that started the sign-in to which a redirect address says that it belongs. Whether it is so, only that account knows. */
export function accountOfRedirect(address: string): string | undefined {
  try {
    return /\.([a-z][a-z0-9-]*)$/.exec(parseRedirect(address).state ?? "")?.[1];
  } catch {
    return undefined;
  }
}

const unusableRedirect = (message: string) => new CasementError("input-invalid", message);
