import { useStore } from "../api/value-store.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { PageHeader } from "../parts/page-header.tsx";
import { useTexts } from "../texts/texts.ts";
import { AccountCard } from "./account-card.tsx";

export function AccountsPage() {
  const hub = useHub();
  const texts = useTexts().accounts;
  const mayWrite = useMayWrite();
  const accounts = useStore(hub.accounts) ?? [];
  return (
    <>
      <PageHeader title={texts.title}>
        {mayWrite && (
          <a class="button" href="#/set-up">
            {texts.add}
          </a>
        )}
      </PageHeader>
      <div class="stack">
        {accounts.map((account) => (
          <AccountCard key={account.name} account={account} />
        ))}
      </div>
    </>
  );
}
