import { readFile, rename, writeFile } from "node:fs/promises";
import type { Session, SessionStore } from "./sessions.ts";

/** Sessions in a JSON file that only its owner may read. A file that is missing or damaged holds none: people open a new link. */
export function sessionFile(path: string): SessionStore {
  let saving: Promise<void> = Promise.resolve();
  return {
    async load() {
      try {
        const { sessions } = JSON.parse(await readFile(path, "utf8")) as { sessions: Session[] };
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
      saving = saving.then(write, write);
      return saving;
    },
  };
}
