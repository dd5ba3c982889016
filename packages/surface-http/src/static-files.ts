import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";

/** The dashboard's files. Only files that were in the folder at startup are served, so no request path leads out of it. */
export interface StaticFiles {
  /** Undefined if there is no such file. */
  serve(request: Request, path: string): Promise<Response> | undefined;
}

const contentTypes: Readonly<Record<string, string>> = {
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
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; " +
  "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/**
 * For pages in /frames, in which the dashboard shows what others wrote: no script, no form, no frame. A page that shall load no picture from
 * elsewhere says so itself. `blob:` is what the dashboard itself has loaded. `allow-same-origin` lets the dashboard fill it; without scripts, the content cannot use it.
 */
const framePolicy =
  "default-src 'none'; style-src 'self'; img-src https: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; " +
  "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox";
const isFrame = (path: string): boolean => path.startsWith("/frames/") && path.endsWith(".html");
/** The build writes compressed files next to the originals. */
const encodings = [
  { extension: ".br", name: "br" },
  { extension: ".gz", name: "gzip" },
] as const;

export async function createStaticFiles(folder: string | undefined): Promise<StaticFiles> {
  const files = folder === undefined ? new Map<string, string>() : await listFiles(folder);

  async function send(path: string, file: string, acceptEncoding: string): Promise<Response> {
    const encoding = encodings.find(
      ({ extension, name }) => files.has(path + extension) && new RegExp(`\\b${name}\\b`).test(acceptEncoding),
    );
    return new Response(new Uint8Array(await readFile(encoding ? file + encoding.extension : file)), {
      headers: {
        "content-type": contentTypes[extname(path)] ?? "application/octet-stream",
        "content-security-policy": isFrame(path) ? framePolicy : contentSecurityPolicy,
        ...(isFrame(path) && { "x-frame-options": "SAMEORIGIN" }),
        vary: "accept-encoding",
        // The build adds a hash to the file names in /assets.
        "cache-control": path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
        ...(encoding && { "content-encoding": encoding.name }),
      },
    });
  }
  return {
    serve(request, path) {
      const filePath = path.endsWith("/") ? `${path}index.html` : path;
      const file = files.get(filePath);
      if (file === undefined || (request.method !== "GET" && request.method !== "HEAD")) return undefined;
      return send(filePath, file, request.headers.get("accept-encoding") ?? "");
    },
  };
}

/** Absolute file paths by request path. */
async function listFiles(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [`/${relative(folder, file).split(sep).join("/")}`, file]));
}
