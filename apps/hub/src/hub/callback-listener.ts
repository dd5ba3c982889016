import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CasementError } from "@casement/core";
import type { SignInResult } from "@casement/host";

export interface CallbackListener {
  /** With the port of the listener. The app registration needs no port: Microsoft accepts any port of localhost. */
  readonly redirectUri: string;
  close(): Promise<void>;
}

/** Listens on localhost (IPv4 and IPv6) for the redirect at the end of a sign-in. */
export async function listenForCallback(complete: (address: string) => Promise<SignInResult>): Promise<CallbackListener> {
  const respond = async (path: string): Promise<{ status: number; text: string }> => {
    const url = new URL(path, "http://localhost");
    if (url.pathname !== "/auth/callback") return { status: 404, text: "Page not found." };
    try {
      const result = await complete(`http://localhost:${port}${path}`);
      if (result.outcome === "signed-in") return { status: 200, text: "You are signed in. You can close this page." };
      if (result.outcome === "approved")
        return { status: 200, text: "The permissions are approved. You can close this page. Now sign in." };
      return { status: 400, text: `${result.means} ${result.cure}` };
    } catch (error) {
      return { status: 400, text: CasementError.is(error) ? error.message : "The sign-in failed." };
    }
  };
  const serve = () =>
    createServer((request, response) => {
      void respond(request.url ?? "/").then(({ status, text }) => {
        response.writeHead(status, {
          "content-type": "text/html; charset=utf-8",
          "cache-control": "no-store",
          "referrer-policy": "no-referrer",
          connection: "close",
        });
        response.end(htmlPage(text));
      });
    });
  const ipv4 = await listen(serve(), "127.0.0.1", 0);
  const { port } = ipv4.address() as AddressInfo;
  // Fails on a machine without IPv6, where localhost does not resolve to ::1.
  const ipv6 = await listen(serve(), "::1", port).catch(() => undefined);
  return {
    redirectUri: `http://localhost:${port}/auth/callback`,
    close: async () => {
      await Promise.all([ipv4, ipv6].filter((server) => server !== undefined).map(close));
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server));
  });
}

/** Waits until the last page is sent. */
const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function htmlPage(text: string): string {
  const html = text.replace(/[&<>"]/g, (character) => entities[character]!);
  const style =
    "body{font:1.1rem system-ui;max-width:32rem;margin:20vh auto;padding:0 1rem}@media(prefers-color-scheme:dark){body{background:#111;color:#eee}}";
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Casement</title><style>${style}</style><p>${html}</p></html>`;
}
