import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { isRecord } from "./environment.ts";
import type { Finding, Path } from "./problem.ts";

/** Where `{ file: path }` may stand for a text. `*` is any list place; everything below `mqtt` is allowed. */
const places = ["accounts.*.clientSecret", "http.token", "http.readToken"];

/** Replaces `{ file: path }` by the content of the file (without a final line break); paths start from the config's folder. */
export async function readSecretFiles(value: unknown, folder: string): Promise<{ value: unknown; findings: readonly Finding[] }> {
  const findings: Finding[] = [];
  const walk = async (at: unknown, path: Path): Promise<unknown> => {
    if (Array.isArray(at)) return Promise.all(at.map((item, i) => walk(item, [...path, i])));
    if (!isRecord(at)) return at;
    if (allowed(path) && Object.keys(at).length === 1 && typeof at.file === "string")
      return read(resolve(folder, at.file), [...path, "file"], findings);
    return Object.fromEntries(await Promise.all(Object.entries(at).map(async ([key, item]) => [key, await walk(item, [...path, key])])));
  };
  return { value: await walk(value, []), findings };
}

function allowed(path: Path): boolean {
  if (path[0] === "mqtt" && path.length > 1) return true;
  return places.includes(path.map((part) => (typeof part === "number" ? "*" : part)).join("."));
}

async function read(file: string, path: Path, findings: Finding[]): Promise<string | undefined> {
  try {
    const { mode } = await stat(file);
    const readable = process.platform !== "win32" && (mode & 0o077) !== 0;
    if (readable)
      findings.push({ path, severity: "warning", message: `other users of this machine can read the file; run: chmod 600 ${file}` });
    const text = (await readFile(file, "utf8")).replace(/^\uFEFF/, "").trim();
    if (text === "") findings.push({ path, message: `the file ${file} is empty` });
    // Not repeated as "is empty" by the schema.
    return text || " ";
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "does not exist" : code === "EACCES" ? "may not be read by this user" : `cannot be read (${code})`;
    findings.push({ path, message: `the file ${file} ${reason}` });
    return " ";
  }
}
