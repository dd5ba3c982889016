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

let isAnnounced = true;

/** Lets screen readers announce a page that was asked for. A part that loads when it is first shown has no heading before. */
export function announcePage(): void {
  const heading = document.querySelector<HTMLElement>("h1");
  if (isAnnounced || !heading) return;
  isAnnounced = true;
  heading.focus({ preventScroll: true });
}

addEventListener("hashchange", () => {
  isAnnounced = false;
  pagePath.set(readPagePath());
  scrollTo(0, 0);
  requestAnimationFrame(announcePage);
});

export const navigateTo = (address: string): void => {
  location.hash = address;
};
