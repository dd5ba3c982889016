import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { ConfigFinding, ConfigPath } from "./config-problem.ts";
import { isRecord } from "./environment.ts";

/** Keys whose text may be given as `{ file: path }`. `*` is any list index. All keys below `mqtt` are allowed, too. */
const secretPaths = [
  "accounts.*.clientSecret",
  "accounts.*.clientCertificate.key",
  "accounts.*.clientCertificate.certificate",
  "cluster.redis",
  "cluster.sentinels.*",
  "http.token",
  "http.readToken",
  "webhooks.*.secret",
];

/** Replaces `{ file: path }` by the file's content, without surrounding whitespace. Paths are relative to the config's folder. */
export async function readSecretFiles(value: unknown, folder: string): Promise<{ value: unknown; findings: readonly ConfigFinding[] }> {
  const findings: ConfigFinding[] = [];
  const walk = async (node: unknown, path: ConfigPath): Promise<unknown> => {
    if (Array.isArray(node)) return Promise.all(node.map((item, i) => walk(item, [...path, i])));
    if (!isRecord(node)) return node;
    if (isAllowed(path) && Object.keys(node).length === 1 && typeof node.file === "string")
      return readSecretFile(resolve(folder, node.file), [...path, "file"], findings);
    return Object.fromEntries(await Promise.all(Object.entries(node).map(async ([key, item]) => [key, await walk(item, [...path, key])])));
  };
  return { value: await walk(value, []), findings };
}

function isAllowed(path: ConfigPath): boolean {
  if (path[0] === "mqtt" && path.length > 1) return true;
  return secretPaths.includes(path.map((part) => (typeof part === "number" ? "*" : part)).join("."));
}

async function readSecretFile(file: string, path: ConfigPath, findings: ConfigFinding[]): Promise<string | undefined> {
  try {
    const { mode } = await stat(file);
    const isPublic = path.at(-2) === "certificate";
    const readable = !isPublic && process.platform !== "win32" && (mode & 0o077) !== 0;
    if (readable)
      findings.push({ path, severity: "warning", message: `other users of this machine can read the file; run  chmod 600 ${file}` });
    const text = (await readFile(file, "utf8")).replace(/^\uFEFF/, "").trim();
    if (text === "") findings.push({ path, message: `the file ${file} is empty` });
    // Not empty, so that the schema does not report it again.
    return text || " ";
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "does not exist" : code === "EACCES" ? "cannot be read by this user" : `cannot be read (${code})`;
    findings.push({ path, message: `the file ${file} ${reason}` });
    return " ";
  }
}
