import { fillText, useTexts } from "../texts/texts.ts";
import type { ListedItems } from "./more-items.ts";

/** Says that a list is only the beginning of a longer one. */
export function TruncatedNote({ count }: { count: number }) {
  return <p class="muted truncated">{fillText(useTexts().home.truncated, count)}</p>;
}

/** Says so below the items of a sensor, and reads more of them. */
export function CutNote({ listed }: { listed: ListedItems }) {
  const texts = useTexts();
  return (
    <>
      {listed.isCut && <TruncatedNote count={listed.items.length} />}
      {listed.problem !== undefined && (
        <p class="problem" role="alert">
          {listed.problem}
        </p>
      )}
      {listed.loadMore && (
        <button type="button" class="quiet wide" aria-busy={listed.isLoading} disabled={listed.isLoading} onClick={listed.loadMore}>
          {texts.more}
        </button>
      )}
    </>
  );
}
