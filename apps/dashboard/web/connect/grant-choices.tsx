import type { Account } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { OptionField } from "../setup/option-field.tsx";
import { pluginInfos, pluginTitleOf } from "../texts/plugin-texts.ts";
import { useTexts } from "../texts/texts.ts";
import { connectTexts } from "./connect-texts.ts";
import { GrantLimits } from "./grant-limits.tsx";
import type { GrantDraft } from "./requested-grant.ts";

/** The ids of the plugins that these accounts use. No account: those of all. */
export const pluginsOf = (accounts: readonly Account[], names: readonly string[]): readonly string[] =>
  accounts.filter(({ name }) => names.length === 0 || names.includes(name)).flatMap(({ plugins }) => plugins.map(({ id }) => id));

interface GrantChoicesProps {
  readonly draft: GrantDraft;
  /** Whether nothing chosen means everything, and single tools can be named. */
  readonly isOpenEnded?: boolean;
  onChange(part: Partial<GrantDraft>): void;
}

/** What an AI agent may do: its accounts and features, how far it may go, and its limits. */
export function GrantChoices({ draft, isOpenEnded = false, onChange }: GrantChoicesProps) {
  const texts = connectTexts.use();
  const accessTexts = useTexts().access;
  const accounts = useStore(useHub().accounts) ?? [];
  const used = isOpenEnded || draft.accounts.length > 0 ? pluginsOf(accounts, draft.accounts) : [];
  const plugins = useStore(pluginInfos).filter(({ id }) => used.includes(id));
  const noneIsAll = isOpenEnded && <p class="hint">{texts.noneIsAll}</p>;
  const levels = [
    ["read", accessTexts.read, texts.readHint],
    ["add", accessTexts.addOnly, texts.addHint],
    ["change", accessTexts.change, texts.changeHint],
  ] as const;
  return (
    <>
      <fieldset class="options">
        <legend>{texts.accounts}</legend>
        {accounts.map(({ name, username }) => (
          <OptionField
            key={name}
            type="checkbox"
            name="account"
            checked={draft.accounts.includes(name)}
            label={name}
            hint={username}
            onChange={(isOn) => onChange({ accounts: toggled(draft.accounts, name, isOn) })}
          />
        ))}
        {noneIsAll}
      </fieldset>
      {plugins.length > 0 && (
        <fieldset class="options">
          <legend>{texts.features}</legend>
          {plugins.map((plugin) => (
            <OptionField
              key={plugin.id}
              type="checkbox"
              name="plugin"
              checked={draft.plugins.includes(plugin.id)}
              label={pluginTitleOf(plugin)}
              onChange={(isOn) => onChange({ plugins: toggled(draft.plugins, plugin.id, isOn) })}
            />
          ))}
          {noneIsAll}
        </fieldset>
      )}
      <fieldset class="options">
        <legend>{accessTexts.may}</legend>
        {levels.map(([access, label, hint]) => (
          <OptionField
            key={access}
            type="radio"
            name="level"
            checked={draft.access === access}
            label={label}
            hint={hint}
            onChange={() => onChange({ access })}
          />
        ))}
      </fieldset>
      <GrantLimits draft={draft} withTools={isOpenEnded} onChange={onChange} />
    </>
  );
}

const toggled = (list: readonly string[], entry: string, isOn: boolean): readonly string[] =>
  isOn ? [...list, entry] : list.filter((each) => each !== entry);
