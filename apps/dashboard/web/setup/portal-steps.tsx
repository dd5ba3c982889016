import type { SetupChoices, SetupPermissions } from "../api/api-types.ts";
import { CodeBlock } from "../parts/code-block.tsx";
import { CopyButton } from "../parts/copy-button.tsx";
import { ExternalLink } from "../parts/external-link.tsx";
import { fillText, useTexts } from "../texts/texts.ts";
import type { AccountDraft } from "./account-draft.ts";
import { OptionField } from "./option-field.tsx";
import { ScopeList } from "./scope-list.tsx";

export interface RegistrationStepsProps {
  readonly draft: AccountDraft;
  readonly choices: SetupChoices;
  readonly permissions: SetupPermissions | undefined;
  onChange(part: Partial<AccountDraft>): void;
}

/** The steps in the Microsoft Entra admin center, with the exact values to enter there. */
export function PortalSteps({ draft, choices, permissions, onChange }: RegistrationStepsProps) {
  const texts = useTexts().setup;
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
        <OptionField
          type="radio"
          name="secret"
          checked={!draft.withSecret}
          label={texts.secretNo}
          hint={texts.secretNoHint}
          onChange={() => onChange({ withSecret: false })}
        />
        <OptionField
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
          <ExternalLink
            url="https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade"
            label={texts.openPortal}
          />
        </li>
        <li>
          <p>{register}</p>
        </li>
        <li>
          <p>{fillText(accounts, draft.type === "work" ? texts.accountTypeWork : texts.accountTypePersonal)}</p>
        </li>
        <li>
          <p>{fillText(redirect, draft.withSecret ? texts.platformWeb : texts.platformPublic)}</p>
          <CodeBlock text={choices.registeredRedirectUri} />
        </li>
        <li>
          <p>{draft.withSecret ? secret : publicFlows}</p>
        </li>
        <li>
          <p>{api}</p>
          <ScopeList permissions={permissions} />
          {permissions && (
            <div class="actions">
              <CopyButton label={texts.manifest} text={permissions.manifest} />
              <CopyButton label={texts.az} text={permissions.az} />
            </div>
          )}
        </li>
      </ol>
    </>
  );
}
