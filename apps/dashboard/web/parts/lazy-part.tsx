import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import { useTexts } from "../texts/texts.ts";
import { Notice } from "./notice.tsx";

/** A part of the page that loads when it is first shown. `load` returns the same promise every time. */
export function LazyPart<P extends object>({ load, props }: { load: () => Promise<ComponentType<P>>; props: P }) {
  const texts = useTexts();
  const [Part, setPart] = useState<ComponentType<P>>();
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    let isShown = true;
    load().then(
      (loaded) => isShown && setPart(() => loaded),
      // After an upgrade of the hub the files have other names; a reload finds them.
      () => {
        if (isShown) setHasFailed(true);
        // Something in front of the hub may have answered instead: the page then says so.
        void apiClient.health().catch(() => undefined);
      },
    );
    return () => {
      isShown = false;
    };
  }, [load]);
  if (Part) return <Part {...props} />;
  if (!hasFailed) return <p class="waiting" role="status" aria-busy="true" />;
  return (
    <Notice kind="bad" title={texts.partFailed}>
      <button type="button" onClick={() => location.reload()}>
        {texts.reloadPage}
      </button>
    </Notice>
  );
}
