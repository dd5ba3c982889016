import { useEffect, useState } from "preact/hooks";
import { client } from "../api/client.ts";
import type { SetUpChoices, SetUpPermissions } from "../api/types.ts";
import { CodeBlock } from "../parts/code-block.tsx";
import { CopyButton } from "../parts/copy-button.tsx";
import { Icon } from "../parts/icon.tsx";
import { fill, useTexts } from "../texts/texts.ts";
import { accountOf, type Draft } from "./draft.ts";
import { Option } from "./option.tsx";

interface RegisterProps {
  readonly draft: Draft;
  readonly choices: SetUpChoices;
  onChange(part: Partial<Draft>): void;
  onBack(): void;
  onNext(): void;
}

/** What to do in Entra, with what has to be entered there word for word. */
export function RegisterStep({ draft, choices, onChange, onBack, onNext }: RegisterProps) {
  const texts = useTexts().setUp;
  const [permissions, setPermissions] = useState<SetUpPermissions>();
  const { type, features, enableUpdate } = draft;
  useEffect(() => {
    const { accountType, plugins } = accountOf(draft);
    void client.setUpPermissions({ accountType: accountType!, enableUpdate, plugins: plugins! }).then(setPermissions, () => undefined);
  }, [type, features, enableUpdate]);
  const [open, register, accounts, redirect, publicFlows, secret, api] = texts.portal as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  return (
    <>
      <fieldset class="options">
        <legend>{texts.secret}</legend>
        <Option
          type="radio"
          name="secret"
          checked={!draft.withSecret}
          label={texts.secretNo}
          hint={texts.secretNoHint}
          onChange={() => onChange({ withSecret: false })}
        />
        <Option
          type="radio"
          name="secret"
          checked={draft.withSecret}
          label={texts.secretYes}
          hint={texts.secretYesHint}
          onChange={() => onChange({ withSecret: true })}
        />
      </fieldset>
      <ol class="portal">
        <li>
          <p>{open}</p>
          <a
            class="button"
            href="https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade"
            target="_blank"
            rel="noopener noreferrer"
          >
            {texts.openPortal} <Icon name="out" />
          </a>
        </li>
        <li>
          <p>{register}</p>
        </li>
        <li>
          <p>{fill(accounts, type === "work" ? texts.accountTypeWork : texts.accountTypePersonal)}</p>
        </li>
        <li>
          <p>{fill(redirect, draft.withSecret ? texts.platformWeb : texts.platformPublic)}</p>
          <CodeBlock text={choices.registeredRedirectUri} />
        </li>
        <li>
          <p>{draft.withSecret ? secret : publicFlows}</p>
        </li>
        <li>
          <p>{api}</p>
          <ul class="scope-list" aria-label={texts.permissionsOf} aria-busy={!permissions}>
            {permissions?.scopes.map(({ scope, adminConsent }) => (
              <li key={scope}>
                <code>{scope}</code>
                {adminConsent && <small>{texts.adminMark}</small>}
              </li>
            ))}
          </ul>
          {permissions && (
            <div class="actions">
              <CopyButton label={texts.manifest} text={permissions.manifest} />
              <CopyButton label={texts.az} text={permissions.az} />
            </div>
          )}
        </li>
      </ol>
      <div class="actions">
        <button type="button" onClick={onBack}>
          {texts.back}
        </button>
        <button type="button" class="primary" onClick={onNext}>
          {texts.next}
        </button>
      </div>
    </>
  );
}
