import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CasementError } from "@casement/core";
import type { SignInResult } from "@casement/host";

export interface CallbackListener {
  /** Registered without the port: Microsoft accepts any port of localhost. */
  readonly redirectUri: string;
  close(): Promise<void>;
}

/** Listens where `localhost` may lead, over IPv4 and IPv6, for the browser that comes back from the sign-in. */
export async function listenForCallback(complete: (address: string) => Promise<SignInResult>): Promise<CallbackListener> {
  const respond = async (path: string): Promise<{ status: number; text: string }> => {
    const url = new URL(path, "http://localhost");
    if (url.pathname !== "/auth/callback") return { status: 404, text: "There is nothing here." };
    try {
      const result = await complete(`http://localhost:${port}${path}`);
      if (result.outcome === "signed-in") return { status: 200, text: "You are signed in. You can close this page." };
      if (result.outcome === "approved") return { status: 200, text: "The permissions are approved. You can close this page and sign in." };
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
        response.end(page(text));
      });
    });
  const four = await listen(serve(), "127.0.0.1", 0);
  const { port } = four.address() as AddressInfo;
  // A machine without IPv6 has no ::1, and then localhost does not lead there.
  const six = await listen(serve(), "::1", port).catch(() => undefined);
  return {
    redirectUri: `http://localhost:${port}/auth/callback`,
    close: async () => {
      await Promise.all([four, six].filter((server) => server !== undefined).map(close));
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server));
  });
}

/** Lets the last page be sent. */
const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

const escaped: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function page(text: string): string {
  const safe = text.replace(/[&<>"]/g, (character) => escaped[character]!);
  const style =
    "body{font:1.1rem system-ui;max-width:32rem;margin:20vh auto;padding:0 1rem}@media(prefers-color-scheme:dark){body{background:#111;color:#eee}}";
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Casement</title><style>${style}</style><p>${safe}</p></html>`;
}
