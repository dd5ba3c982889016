import { useEffect } from "preact/hooks";
import { SignInPanel } from "../accounts/sign-in-panel.tsx";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { Notice } from "../parts/notice.tsx";
import { fillText, useTexts } from "../texts/texts.ts";

/** Waits until the hub has loaded the new account, then signs it in. */
export function FirstSignInStep({ name, file }: { name: string; file: string }) {
  const hub = useHub();
  const texts = useTexts().setup;
  const account = useStore(hub.accounts)?.find((each) => each.name === name);
  useEffect(() => {
    if (account) return;
    const timer = setInterval(() => void hub.reload(), 700);
    return () => clearInterval(timer);
  }, [account === undefined]);
  if (!account)
    return (
      <p class="waiting" role="status">
        <i class="pulse" />
        {fillText(texts.saved, file)}
      </p>
    );
  if (account.state === "signed-in")
    return (
      <>
        <Notice kind="good" title={texts.finished} />
        <a class="button primary" href="#/">
          {texts.toHome}
        </a>
      </>
    );
  return (
    <>
      <p>{texts.signInLead}</p>
      <SignInPanel account={account} open />
    </>
  );
}
