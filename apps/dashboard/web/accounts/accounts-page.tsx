import { useStore } from "../api/store.ts";
import { useHub } from "../hub-context.ts";
import { PageHead } from "../parts/page-head.tsx";
import { useTexts } from "../texts/texts.ts";
import { AccountCard } from "./account-card.tsx";

export function AccountsPage() {
  const hub = useHub();
  const texts = useTexts().accounts;
  const accounts = useStore(hub.accounts) ?? [];
  return (
    <>
      <PageHead title={texts.title}>
        <a class="button" href="#/set-up">
          {texts.add}
        </a>
      </PageHead>
      <div class="stack">
        {accounts.map((account) => (
          <AccountCard key={account.name} account={account} />
        ))}
      </div>
    </>
  );
}
