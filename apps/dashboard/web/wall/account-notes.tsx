import { useAccountTexts } from "../accounts/account-texts.ts";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { Notice } from "../parts/notice.tsx";
import { useTexts } from "../texts/texts.ts";

/** The accounts whose values the hub can no longer read. */
export function AccountNotes() {
  const { states } = useTexts().accounts;
  const accounts = useStore(useHub().accounts) ?? [];
  const { problemOf } = useAccountTexts(accounts);
  return (
    <>
      {accounts
        .filter(({ state }) => state !== "signed-in")
        .map((account) => (
          <Notice
            key={account.name}
            kind={account.state === "sign-in-required" ? "bad" : "plain"}
            title={`${account.name}: ${problemOf(account).means ?? states[account.state]}`}
          />
        ))}
    </>
  );
}
