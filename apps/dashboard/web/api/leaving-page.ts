/**
 * Calls `send` when somebody leaves the page: by a link, by closing it, or by turning to another tab or app, which a phone may end without a word.
 * A browser that is busy does not wait for `pagehide`, so what can be sent is sent before. `mayAsk`: whether the browser shall ask first, because
 * it would not send what waits. Returns what ends it.
 */
export function onLeavingPage(send: () => void, mayAsk: () => boolean = () => false): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  addEventListener("pagehide", send, { signal });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && send(), { signal });
  addEventListener(
    "beforeunload",
    (event) => {
      if (mayAsk()) event.preventDefault();
      else send();
    },
    { signal },
  );
  return () => ending.abort();
}
