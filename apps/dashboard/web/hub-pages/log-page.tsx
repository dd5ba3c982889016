import { useEffect, useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import type { LogEntry } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { Icon } from "../parts/icon.tsx";
import { PageHeader } from "../parts/page-header.tsx";
import { titleOfPlugin } from "../texts/plugin-texts.ts";
import { useTexts } from "../texts/texts.ts";
import { formatTime, parseTime } from "../texts/times.ts";
import { hubPageTexts } from "./hub-page-texts.ts";

const reloadInterval = 10_000;

/** The latest lines of the hub's log. */
export function LogPage() {
  const texts = useTexts();
  const own = hubPageTexts.use().hub;
  const mayWrite = useMayWrite();
  const accounts = useStore(useHub().accounts) ?? [];
  const [level, setLevel] = useState<LogEntry["level"]>("info");
  const [account, setAccount] = useState("");
  const [plugin, setPlugin] = useState("");
  const [log, setLog] = useState<{ kept: boolean; entries: readonly LogEntry[] }>();
  useEffect(() => {
    if (!mayWrite) return;
    const query = { level, ...(account !== "" && { account }), ...(plugin !== "" && { plugin }) };
    let isCurrent = true;
    const load = () =>
      void apiClient.log(query).then(
        (next) => isCurrent && setLog(next),
        () => undefined,
      );
    load();
    const timer = setInterval(load, reloadInterval);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [mayWrite, level, account, plugin]);
  const plugins = [...new Set(accounts.flatMap((each) => each.plugins.map(({ id }) => id)))];
  return (
    <>
      <a class="back" href="#/settings/hub">
        <Icon name="left" />
        {own.title}
      </a>
      <PageHeader title={own.log} lead={mayWrite ? own.logLead : texts.readOnly} />
      {mayWrite && (
        <div class="filters">
          <label>
            {own.level}
            <select value={level} onChange={({ currentTarget }) => setLevel(currentTarget.value as LogEntry["level"])}>
              {(["info", "warn", "error"] as const).map((name) => (
                <option key={name} value={name}>
                  {own.levels[name]}
                </option>
              ))}
            </select>
          </label>
          <Choice label={texts.events.account} value={account} options={accounts.map(({ name }) => [name, name])} onChange={setAccount} />
          <Choice label={own.plugin} value={plugin} options={plugins.map((id) => [id, titleOfPlugin(id)])} onChange={setPlugin} />
        </div>
      )}
      {log && (
        <section class="card" aria-label={own.log}>
          {log.entries.length === 0 ? (
            <p class="empty">{log.kept ? own.logEmpty : own.logNotKept}</p>
          ) : (
            <ol class="log">
              {log.entries.map((entry) => (
                <LogLine key={entry.id} entry={entry} title={entry.plugin === undefined ? undefined : titleOfPlugin(entry.plugin)} />
              ))}
            </ol>
          )}
        </section>
      )}
    </>
  );
}

function LogLine({ entry: { at, level, account, message }, title }: { entry: LogEntry; title: string | undefined }) {
  const own = hubPageTexts.use().hub;
  const time = parseTime(at);
  return (
    <li>
      <time dateTime={at}>{formatTime(time, { dateStyle: "short", timeStyle: "medium" })}</time>
      <span class={`badge level-${level}`}>{own.levelNames[level]}</span>
      <span class="log-text">
        {account !== undefined && <strong>{[account, title].filter((part) => part !== undefined).join(" · ")} </strong>}
        {message}
      </span>
    </li>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  onChange(value: string): void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  const texts = useTexts().events;
  return (
    <label>
      {label}
      <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        <option value="">{texts.all}</option>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
