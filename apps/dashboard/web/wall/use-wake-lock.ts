import { useEffect, useState } from "preact/hooks";

/** Keeps the screen on while the page is seen. `unavailable`: this browser cannot, or only over HTTPS. */
export function useWakeLock(): { unavailable: "browser" | "insecure" | undefined } {
  const [unavailable, setUnavailable] = useState<"browser" | "insecure">();
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let isShown = true;
    const request = async () => {
      if (document.visibilityState !== "visible") return;
      // Refused when the battery is low. The browser releases it when the page is hidden.
      const granted = await navigator.wakeLock?.request("screen").catch(() => undefined);
      if (isShown) lock = granted;
      else void granted?.release();
    };
    if (!("wakeLock" in navigator)) setUnavailable(isSecureContext ? "browser" : "insecure");
    void request();
    document.addEventListener("visibilitychange", request);
    return () => {
      isShown = false;
      document.removeEventListener("visibilitychange", request);
      void lock?.release();
    };
  }, []);
  return { unavailable };
}
