import { hubBasePath } from "./hub-address.ts";

/** Hubs below different paths of one host share its storage. */
const storageName = `session key${hubBasePath}`;
/** For browsers that keep nothing: the session then ends with the page. */
let keyOfPage: string | null = null;

/**
 * The half of the session that only this origin can read: browsers send the cookie to every port of the host name, but share their storage with
 * none of them. All tabs use the same key.
 */
export const sessionKey = {
  storageName,
  read(): string | null {
    try {
      return localStorage.getItem(storageName) ?? keyOfPage;
    } catch {
      return keyOfPage;
    }
  },
  write(key: string): void {
    keyOfPage = key;
    try {
      localStorage.setItem(storageName, key);
    } catch {
      // The key stays in this page.
    }
  },
  remove(): void {
    keyOfPage = null;
    try {
      localStorage.removeItem(storageName);
    } catch {
      // There was nothing to remove.
    }
  },
};
