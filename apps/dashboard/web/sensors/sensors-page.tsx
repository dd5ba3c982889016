import { useStore } from "../api/store.ts";
import type { Account, PluginStatus, Sensor } from "../api/types.ts";
import { useHub } from "../hub-context.ts";
import type { IconName } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { useNow } from "../parts/use-now.ts";
import { pluginTitle } from "../texts/plugin-texts.ts";
import { fill, useTexts } from "../texts/texts.ts";
import { clockTime, dayName } from "../texts/times.ts";
import { AgendaCard } from "./agenda-card.tsx";
import { ListCard } from "./list-card.tsx";
import { MessageCard } from "./message-card.tsx";
import { StateCard } from "./state-card.tsx";

/** What is, live: by account, and within by plugin. */
export function SensorsPage() {
  const hub = useHub();
  const texts = useTexts();
  const accounts = useStore(hub.accounts) ?? [];
  const sensors = [...useStore(hub.sensors).values()];
  const now = useNow(15_000);
  return (
    <div class="home">
      <header class="page-head wall">
        <h1 tabIndex={-1}>{dayName(now)}</h1>
        <p class="clock">{clockTime(now)}</p>
      </header>
      {accounts.map((account) => (
        <AccountBoard key={account.name} account={account} named={accounts.length > 1} sensors={sensors} now={now} />
      ))}
      {sensors.length === 0 && accounts.every(({ state }) => state !== "signed-in") && (
        <section class="card roomy centred">
          <h2>{texts.home.empty}</h2>
          <p>{texts.home.emptyLead}</p>
          <a class="button primary" href="#/accounts">
            {texts.home.toAccounts}
          </a>
        </section>
      )}
    </div>
  );
}

type Board = { account: Account; named: boolean; sensors: readonly Sensor[]; now: Date };

function AccountBoard({ account, named, sensors, now }: Board) {
  const texts = useTexts();
  const groups = account.plugins
    .map((plugin) => ({ plugin, sensors: sensors.filter((sensor) => sensor.account === account.name && sensor.plugin === plugin.id) }))
    .filter((group) => group.sensors.length > 0);
  const as = (how: string) => groups.map((group) => ({ ...group, sensors: group.sensors.filter((sensor) => shape(sensor) === how) }));
  const some = (how: string) => as(how).filter((group) => group.sensors.length > 0);
  const agendas = some("agenda");
  const states = some("state");
  return (
    <section class="account-board" aria-label={account.name}>
      {named && <h2>{account.name}</h2>}
      {account.state !== "signed-in" && (
        <Notice kind={account.state === "sign-in-required" ? "bad" : "plain"} title={account.problem?.message}>
          <a href="#/accounts">{account.state === "sign-in-required" ? texts.accounts.signInAgain : texts.accounts.signIn}</a>
        </Notice>
      )}
      <Syncing plugins={account.plugins} />
      <div class={agendas.length > 0 && states.length > 0 ? "board two" : "board"}>
        <div class="stack">
          {agendas.slice(0, 1).map(({ plugin, sensors }) => (
            <AgendaCard key={plugin.id} title={pluginTitle(plugin)} sensors={sensors} shown={10} />
          ))}
        </div>
        <div class="stack">
          {states.map(({ plugin, sensors }) => (
            <StateCard key={plugin.id} title={pluginTitle(plugin)} icon={iconFor(sensors[0]!)} sensors={sensors} now={now} />
          ))}
        </div>
      </div>
      <div class="cards">
        {agendas.slice(1).map(({ plugin, sensors }) => (
          <AgendaCard key={plugin.id} title={pluginTitle(plugin)} sensors={sensors} shown={5} />
        ))}
        {some("messages").flatMap(({ sensors }) => sensors.map((sensor) => <MessageCard key={sensor.id} sensor={sensor} now={now} />))}
        {some("list").flatMap(({ sensors }) => sensors.map((sensor) => <ListCard key={sensor.id} sensor={sensor} now={now} />))}
      </div>
    </section>
  );
}

function Syncing({ plugins }: { plugins: readonly PluginStatus[] }) {
  const texts = useTexts().home;
  return (
    <>
      {plugins.map(
        (plugin) =>
          (plugin.syncing || plugin.error) && (
            <p key={plugin.id} class="muted" role="status">
              {pluginTitle(plugin)}: {plugin.error ?? fill(texts.syncing, plugin.syncing?.items ?? 0)}
            </p>
          ),
      )}
    </>
  );
}

/** A list that cannot be ticked says its newest in a line. */
function shape({ present }: Sensor): "agenda" | "messages" | "list" | "state" {
  const items = present?.items;
  if (!items) return "state";
  return items.as === "list" && !items.done && present.kind === "timestamp" ? "state" : items.as;
}

function iconFor({ present }: Sensor): IconName {
  const name = present?.icon ?? "";
  if (/chat|message/.test(name)) return "chat";
  if (/account|teams|person|reply/.test(name)) return "person";
  return "value";
}
