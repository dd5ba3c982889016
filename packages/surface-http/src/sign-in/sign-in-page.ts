import { createHash } from "node:crypto";
import type { SignInResult } from "@casement/host";

const style =
  ":root{color-scheme:light dark}body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:16vh auto;padding:0 1.25rem}h1{font-size:1.5rem}";
const styleHash = createHash("sha256").update(style).digest("base64");

export interface SignInPageText {
  readonly status: number;
  readonly title: string;
  readonly lines: readonly string[];
}

const startAgain = "You can close this page and start the sign-in again in Casement.";

export function signInPageTextOf(result: SignInResult, account: string | undefined): SignInPageText {
  const name = account === undefined ? "" : ` (${account})`;
  switch (result.outcome) {
    case "signed-in": {
      const missing =
        result.missing.length > 0
          ? [`Microsoft did not grant: ${result.missing.join(", ")}. Features that need these permissions stay off.`]
          : [];
      return { status: 200, title: `You are signed in${name}`, lines: [...missing, "You can close this page."] };
    }
    case "approved":
      return { status: 200, title: "The permissions are approved", lines: ["Sign in again in Casement. You can close this page."] };
    case "approval-required":
      return { status: 403, title: `An administrator must approve${name}`, lines: [result.means, result.cure, startAgain] };
    case "cancelled":
      return { status: 403, title: `The sign-in was canceled${name}`, lines: [result.means, result.cure, startAgain] };
    case "failed":
      return {
        status: 400,
        title: `Sign-in failed${name}`,
        // The hub's own codes have hyphens.
        lines: [result.means, result.cure, ...(result.code.includes("-") ? [] : [`Microsoft's error code: ${result.code}`])],
      };
  }
}

const wayBack = '<p><a href="../">Open Casement</a></p>';

/** A page without script. `hasWayBack`: for people who have access to the hub. The page shows nothing of its own address, which contains the authorization code. */
export function createSignInPageResponse({ status, title, lines }: SignInPageText, hasWayBack = true): Response {
  const paragraphs = lines.map((line) => `<p>${escapeHtml(line)}</p>`).join("");
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)} – Casement</title><style>${style}</style><h1>${escapeHtml(title)}</h1>${paragraphs}${hasWayBack ? wayBack : ""}</html>`;
  return new Response(html, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    },
  });
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!);
