import { readFile, rename, writeFile } from "node:fs/promises";
import type { BrowserSession, SessionStore } from "./browser-sessions.ts";

/** Stores sessions in a JSON file (mode 0600). A missing or damaged file counts as empty: browsers then need a new link. */
export function createSessionFile(path: string): SessionStore {
  let lastWrite: Promise<void> = Promise.resolve();
  return {
    async load() {
      try {
        const { sessions } = JSON.parse(await readFile(path, "utf8")) as { sessions: BrowserSession[] };
        return sessions.filter(({ hash, access }) => /^[0-9a-f]{64}$/.test(hash) && (access === "full" || access === "read"));
      } catch {
        return [];
      }
    },
    save(sessions) {
      const write = async () => {
        await writeFile(`${path}.new`, JSON.stringify({ sessions }), { mode: 0o600 });
        await rename(`${path}.new`, path);
      };
      lastWrite = lastWrite.then(write, write);
      return lastWrite;
    },
  };
}
