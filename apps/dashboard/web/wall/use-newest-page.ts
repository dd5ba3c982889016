import { useEffect } from "preact/hooks";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";

const hour = 3_600_000;

/** Loads the page again once the hub serves another version of it: nobody does that at a wall. Asks after each reconnection, and every hour. */
export function useNewestPage(): void {
  const connection = useStore(useHub().connection);
  useEffect(() => {
    if (connection === "lost") return;
    const check = async () => {
      const page = await fetch(location.pathname, { cache: "no-store" }).then(
        (response) => (response.ok ? response.text() : undefined),
        () => undefined,
      );
      const current = document.querySelector('script[type="module"]')?.getAttribute("src");
      // A proxy in front of the hub may answer with another page.
      const isOwnPage = page !== undefined && /<script[^>]+src="[^"]*assets\//.test(page);
      if (isOwnPage && current && !page.includes(current)) location.reload();
    };
    void check();
    const timer = setInterval(check, hour);
    return () => clearInterval(timer);
  }, [connection]);
}
