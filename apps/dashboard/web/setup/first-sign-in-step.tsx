import { useEffect } from "preact/hooks";
import { SignInPanel } from "../accounts/sign-in-panel.tsx";
import { useStore } from "../api/store.ts";
import { useHub } from "../hub-context.ts";
import { Notice } from "../parts/notice.tsx";
import { fill, useTexts } from "../texts/texts.ts";

/** The hub takes up the new account; then its person signs in. */
export function FirstSignInStep({ name, file }: { name: string; file: string }) {
  const hub = useHub();
  const texts = useTexts().setUp;
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
        {fill(texts.written, file)}
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
