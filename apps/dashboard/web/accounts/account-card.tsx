import { useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import type { Account } from "../api/api-types.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { Notice } from "../parts/notice.tsx";
import { pluginTitleOf } from "../texts/plugin-texts.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { formatDateAndTime, parseTime } from "../texts/times.ts";
import { useAccountTexts } from "./account-texts.ts";
import { ApprovalNotice } from "./approval-notice.tsx";
import { isMicrosoftCode, usePluginReasons } from "./refusal-texts.ts";
import { SignInPanel } from "./sign-in-panel.tsx";

/** An account's state, its problems with what to do, and its sign-in. */
export function AccountCard({ account }: { account: Account }) {
  const hub = useHub();
  const texts = useTexts().accounts;
  const mayWrite = useMayWrite();
  const [isConfirming, setIsConfirming] = useState(false);
  const { name, state, username, problem, warnings, throttledUntil, plugins, type } = account;
  const generalTexts = useTexts();
  const { problemOf, warningOf, errorOf } = useAccountTexts([account]);
  const problemTexts = problemOf(account);
  const reasonOf = usePluginReasons(account.requestedSet);
  const signOut = async () => {
    await apiClient.signOut(name);
    setIsConfirming(false);
    await hub.reload();
  };
  return (
    <section class="card roomy account-card" aria-label={name}>
      <header class="card-head">
        <h2>{name}</h2>
        <span class={`badge ${state}`}>{texts.states[state]}</span>
        {mayWrite && (
          <a class="button quiet small" href={`#/accounts/${name}`} aria-label={`${texts.edit}: ${name}`}>
            {texts.edit}
          </a>
        )}
      </header>
      <p class="muted">
        {texts[type]}
        {username !== undefined && ` · ${username}`}
      </p>
      {problem && state !== "signed-out" && (
        <Notice kind={state === "sign-in-required" ? "bad" : "plain"} title={problemTexts.means}>
          <p>{problemTexts.cure}</p>
          {state === "sign-in-required" && isMicrosoftCode(problem.code) && (
            <p class="muted">{fillText(texts.microsoftCode, problem.code)}</p>
          )}
        </Notice>
      )}
      {warnings.map((warning) => (
        <Notice key={warning.message} title={warningOf(warning)} />
      ))}
      {state === "signed-in" && plugins.some((plugin) => plugin.state === "waiting-for-approval") && <ApprovalNotice account={name} />}
      {Object.values(throttledUntil).map((until) => (
        <Notice key={until} title={fillText(texts.throttled, formatDateAndTime(parseTime(until)))} />
      ))}
      <ul class="plugin-list">
        {plugins.map((plugin) => (
          <li key={plugin.id}>
            <strong>{pluginTitleOf(plugin)}</strong>
            <span class={`badge access-${plugin.access}`}>{texts.access[plugin.access]}</span>
            {plugin.state && <span class="badge waiting-for-approval">{texts.waitingForApproval}</span>}
            {(plugin.error ?? plugin.reason) && state === "signed-in" && (
              <small>{errorOf(plugin) ?? reasonOf({ ...plugin, isWaiting: plugin.state !== undefined })}</small>
            )}
            {plugin.syncing && <small>{fillText(generalTexts.home.syncing, plugin.syncing.items)}</small>}
          </li>
        ))}
      </ul>
      {mayWrite ? <SignInPanel account={account} /> : <p class="muted">{generalTexts.readOnly}</p>}
      {mayWrite && state !== "signed-out" && (
        <div class="actions last">
          {isConfirming ? (
            <>
              <span>{fillText(texts.confirmSignOut, name)}</span>
              <button type="button" class="danger" onClick={signOut}>
                {texts.signOut}
              </button>
              <button type="button" class="quiet" onClick={() => setIsConfirming(false)}>
                {generalTexts.cancel}
              </button>
            </>
          ) : (
            <button type="button" class="quiet" onClick={() => setIsConfirming(true)}>
              {texts.signOut}
            </button>
          )}
        </div>
      )}
    </section>
  );
}
