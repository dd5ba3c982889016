import { useEffect } from "preact/hooks";

/** The title of the browser's tab, bookmarks and history. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title.replaceAll("\u00ad", "")} · Casement`;
  }, [title]);
}
