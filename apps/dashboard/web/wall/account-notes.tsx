import { useProblemTexts } from "../accounts/refusal-texts.ts";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { Notice } from "../parts/notice.tsx";
import { useTexts } from "../texts/texts.ts";

/** The accounts whose values the hub can no longer read. */
export function AccountNotes() {
  const problemOf = useProblemTexts();
  const { states } = useTexts().accounts;
  const accounts = useStore(useHub().accounts) ?? [];
  return (
    <>
      {accounts
        .filter(({ state }) => state !== "signed-in")
        .map(({ name, state, problem }) => (
          <Notice
            key={name}
            kind={state === "sign-in-required" ? "bad" : "plain"}
            title={`${name}: ${problemOf(problem).means ?? states[state]}`}
          />
        ))}
    </>
  );
}
