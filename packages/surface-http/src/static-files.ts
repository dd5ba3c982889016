import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";

/** The dashboard's files. Only what was in the folder at the start is served, so that no address leads out of it. */
export interface StaticFiles {
  /** Undefined when there is no such file. */
  answer(request: Request, path: string): Promise<Response> | undefined;
}

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};
const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** Compressed beside the file by the build: ending, content coding. */
const codings = [
  [".br", "br"],
  [".gz", "gzip"],
] as const;

export async function createStaticFiles(folder: string | undefined): Promise<StaticFiles> {
  const files = folder === undefined ? new Map<string, string>() : await filesBelow(folder);

  async function send(path: string, file: string, accepted: string): Promise<Response> {
    const coding = codings.find(([ending, name]) => files.has(path + ending) && new RegExp(`\\b${name}\\b`).test(accepted));
    const type = types[extname(path)] ?? "application/octet-stream";
    return new Response(new Uint8Array(await readFile(coding ? file + coding[0] : file)), {
      headers: {
        "content-type": type,
        "content-security-policy": csp,
        vary: "accept-encoding",
        // The build puts a hash into the names below /assets.
        "cache-control": path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
        ...(coding && { "content-encoding": coding[1] }),
      },
    });
  }
  return {
    answer(request, path) {
      const name = path.endsWith("/") ? `${path}index.html` : path;
      const file = files.get(name);
      if (file === undefined || (request.method !== "GET" && request.method !== "HEAD")) return undefined;
      return send(name, file, request.headers.get("accept-encoding") ?? "");
    },
  };
}

async function filesBelow(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [`/${relative(folder, path).split(sep).join("/")}`, path]));
}
