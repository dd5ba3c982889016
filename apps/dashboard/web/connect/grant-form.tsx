import { useState } from "preact/hooks";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { connectTexts } from "./connect-texts.ts";
import { GrantChoices, pluginsOf } from "./grant-choices.tsx";
import { type GrantDraft, leastGrant } from "./requested-grant.ts";

interface GrantFormProps {
  readonly problem: string | undefined;
  readonly isBusy: boolean;
  onAllow(draft: GrantDraft): void;
  onDeny(): void;
}

/** Asks what a program may do, and for which accounts and features. */
export function GrantForm({ problem, isBusy, onAllow, onDeny }: GrantFormProps) {
  const texts = connectTexts.use();
  const accounts = useStore(useHub().accounts) ?? [];
  const [draft, setDraft] = useState(() => leastGrant(accounts.map(({ name }) => name)));
  const used = pluginsOf(accounts, draft.accounts);
  const chosen = { ...draft, plugins: draft.plugins.filter((id) => used.includes(id)) };
  const isComplete = chosen.accounts.length > 0 && chosen.plugins.length > 0;
  return (
    <form
      class="fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete && !isBusy) onAllow(chosen);
      }}
    >
      <GrantChoices draft={chosen} onChange={(part) => setDraft((before) => ({ ...before, ...part }))} />
      <p class="problem" role="alert">
        {problem}
      </p>
      {!isComplete && <p class="hint">{texts.chooseBoth}</p>}
      <div class="actions">
        <button type="submit" class="primary" disabled={!isComplete || isBusy}>
          {texts.allow}
        </button>
        <button type="button" disabled={isBusy} onClick={onDeny}>
          {texts.deny}
        </button>
      </div>
      <p class="hint">{texts.revokeLater}</p>
    </form>
  );
}
