import { createStore } from "../api/store.ts";

const read = (): string[] =>
  location.hash
    .replace(/^#\/?/, "")
    .split("/")
    .map((part) => {
      try {
        return decodeURIComponent(part);
      } catch {
        return part;
      }
    });

/** The page, and what it is about: the address behind the #, in parts. */
export const route = createStore<string[]>(read());

addEventListener("hashchange", () => {
  route.set(read());
  scrollTo(0, 0);
  // Whoever listens to the page hears where they are.
  requestAnimationFrame(() => document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true }));
});

export const go = (address: string): void => {
  location.hash = address;
};
