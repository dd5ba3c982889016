import { useEffect, useState } from "preact/hooks";
import { toLimitedPlugin, usePluginReasons } from "../accounts/refusal-texts.ts";
import { SignInPanel } from "../accounts/sign-in-panel.tsx";
import { apiClient } from "../api/api-client.ts";
import type { Account, ScopeContribution, ScopeReport } from "../api/api-types.ts";
import { useMayWrite } from "../hub-context.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { Icon } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { pluginTitleOf, reasonOf } from "../texts/plugin-texts.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { ConsentForecast } from "./consent-forecast.tsx";
import { RequestButtons } from "./request-buttons.tsx";
import { ScopeName } from "./scope-name.tsx";

/** The permissions of one account. */
export function PermissionsCard({ account }: { account: Account }) {
  const texts = useTexts().permissions;
  const mayWrite = useMayWrite();
  const limitOf = usePluginReasons(account.requestedSet);
  const [report, setReport] = useState<ScopeReport>();
  useEffect(() => {
    void apiClient.scopes(account.name).then(setReport, () => undefined);
  }, [account]);
  if (!report) return <section class="card roomy" aria-busy="true" />;
  const notGranted = report.contributions.filter(({ requested, granted }) => requested && granted === false).length;
  const pluginsOff = report.plugins.filter(({ reason }) => reason !== undefined);
  const titles = new Map(report.plugins.map(({ plugin, title }) => [plugin, pluginTitleOf({ id: plugin, title })]));
  return (
    <section class="card roomy" aria-label={account.name}>
      <header class="card-head">
        <h2>{account.name}</h2>
        <span class="muted">{account.username}</span>
      </header>
      <ConsentForecast report={report} />
      {notGranted > 0 && (
        <Notice title={fillText(texts.notGranted, notGranted)}>
          <p>{texts.signInToGrant}</p>
          {mayWrite && <SignInPanel account={account} />}
        </Notice>
      )}
      {account.state === "signed-in" && pluginsOff.length > 0 && (
        <Notice title={texts.off}>
          <ul>
            {pluginsOff.map((each) => (
              <li key={each.plugin}>
                <strong>{titles.get(each.plugin)}</strong>: {limitOf(toLimitedPlugin(each))}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard */}
      <section class="scroll" tabIndex={0} aria-label={texts.title}>
        <table class="permissions">
          <thead>
            <tr>
              {Object.values(texts.columns).map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.contributions.map((row) => (
              <PermissionRow key={`${row.plugin} ${row.scope}`} row={row} plugin={titles.get(row.plugin) ?? texts.everySignIn} />
            ))}
          </tbody>
        </table>
      </section>
      <details class="for-admin">
        <summary>{texts.forAdmin}</summary>
        {report.accountType === "work" && <RequestButtons account={account.name} />}
        <div class="actions">
          <CopyButton label={texts.copyManifest} text={() => apiClient.scopesText(account.name, "manifest")} />
          <CopyButton label={texts.copyAz} text={() => apiClient.scopesText(account.name, "az")} />
          <CopyButton label={texts.copyMarkdown} text={() => apiClient.scopesText(account.name, "markdown")} />
          <CopyButton label={texts.copyConsentLink} text={() => apiClient.scopesText(account.name, "admin-consent-url")} />
        </div>
      </details>
    </section>
  );
}

function PermissionRow({ row, plugin }: { row: ScopeContribution; plugin: string }) {
  const texts = useTexts();
  const { columns, tier, consent, includedIn, notSignedIn } = texts.permissions;
  const granted = row.granted === null ? notSignedIn : row.granted ? texts.yes : texts.no;
  const requested = row.requested ? texts.yes : row.through !== undefined ? fillText(includedIn, row.through) : texts.no;
  return (
    <tr class={row.requested && row.granted === false ? "not-granted" : ""}>
      <th scope="row" data-label={columns.scope}>
        <ScopeName scope={row.scope} />
      </th>
      <td data-label={columns.plugin}>{plugin}</td>
      <td data-label={columns.why}>
        {reasonOf(row)}
        {row.withheld !== undefined && <small>{row.withheld}</small>}
      </td>
      <td data-label={columns.tier}>{tier[row.tier]}</td>
      <td data-label={columns.admin}>
        {row.consent === "self" ? <span class="muted">{consent.self}</span> : <strong>{consent[row.consent]}</strong>}
      </td>
      <td data-label={columns.requested}>{requested}</td>
      <td data-label={columns.granted}>
        <span class={`mark ${row.granted === null ? "" : row.granted ? "good" : "bad"}`}>
          {row.granted !== null && <Icon name={row.granted ? "check" : "close"} />}
          {granted}
        </span>
      </td>
    </tr>
  );
}
