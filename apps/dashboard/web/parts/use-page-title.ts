import { useLayoutEffect } from "preact/hooks";
import { announcePage } from "../shell/page-path.ts";

/** The title of the browser's tab, bookmarks and history. It changes together with what is drawn. */
export function usePageTitle(title: string): void {
  useLayoutEffect(() => {
    document.title = `${title.replaceAll("\u00ad", "")} · Casement`;
    announcePage();
  }, [title]);
}
