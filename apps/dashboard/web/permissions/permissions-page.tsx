import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { PageHeader } from "../parts/page-header.tsx";
import { useTexts } from "../texts/texts.ts";
import { PermissionsCard } from "./permissions-card.tsx";

export function PermissionsPage() {
  const texts = useTexts().permissions;
  const accounts = useStore(useHub().accounts) ?? [];
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <div class="stack">
        {accounts.map((account) => (
          <PermissionsCard key={account.name} account={account} />
        ))}
      </div>
    </>
  );
}
