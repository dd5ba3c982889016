import { createStore } from "../api/value-store.ts";

const readPagePath = (): string[] =>
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

/** The parts of the address after the #: the page, then the id of what it shows. */
export const pagePath = createStore<string[]>(readPagePath());

addEventListener("hashchange", () => {
  pagePath.set(readPagePath());
  scrollTo(0, 0);
  // Lets screen readers announce the new page.
  requestAnimationFrame(() => document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true }));
});

export const navigateTo = (address: string): void => {
  location.hash = address;
};
