import { useAccountTexts } from "../accounts/account-texts.ts";
import type { Account, PluginStatus, Sensor } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import type { IconName } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { useNow } from "../parts/use-now.ts";
import { usePageTitle } from "../parts/use-page-title.ts";
import { isDeviceElsewhere, pageZone } from "../texts/page-zone.ts";
import { pluginTitleOf } from "../texts/plugin-texts.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { formatClockTime, formatDay, parseTime } from "../texts/times.ts";
import { AgendaCard } from "./agenda-card.tsx";
import { ListCard } from "./list-card.tsx";
import { MessageCard } from "./message-card.tsx";
import { NotKnownNote } from "./not-known-note.tsx";
import { StateCard } from "./state-card.tsx";

/** All sensors, by account and plugin. */
export function HomePage() {
  const hub = useHub();
  const texts = useTexts();
  const accounts = useStore(hub.accounts) ?? [];
  const sensors = [...useStore(hub.sensors).values()];
  const now = useNow(15_000);
  usePageTitle(texts.nav.home);
  return (
    <div class="home">
      <header class="page-head home-head">
        <h1 tabIndex={-1}>{formatDay(now)}</h1>
        <p class="clock">
          {formatClockTime(now)}
          {isDeviceElsewhere() && <small class="muted"> {pageZone.get()}</small>}
        </p>
      </header>
      {accounts.map((account) => (
        <AccountSensors key={account.name} account={account} showName={accounts.length > 1} sensors={sensors} now={now} />
      ))}
      {accounts.length > 0 && <NotKnownNote />}
      {sensors.length === 0 && accounts.every(({ state }) => state !== "signed-in") && (
        <section class="card roomy centered">
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

type AccountSensorsProps = { account: Account; showName: boolean; sensors: readonly Sensor[]; now: Date };

function AccountSensors({ account, showName, sensors, now }: AccountSensorsProps) {
  const texts = useTexts();
  const groups = account.plugins
    .map((plugin) => ({ plugin, sensors: sensors.filter((sensor) => sensor.account === account.name && sensor.plugin === plugin.id) }))
    .filter((group) => group.sensors.length > 0);
  const cardsOf = (cardKind: string) =>
    groups.map((group) => ({ ...group, sensors: group.sensors.filter((sensor) => cardKindOf(sensor) === cardKind) }));
  const groupsOf = (cardKind: string) => cardsOf(cardKind).filter((group) => group.sensors.length > 0);
  const agendas = groupsOf("agenda");
  const states = groupsOf("state");
  const problem = useAccountTexts([account]).problemOf(account);
  return (
    <section class="account-board" aria-label={account.name}>
      {showName && <h2>{account.name}</h2>}
      {account.state !== "signed-in" && (
        <Notice kind={account.state === "sign-in-required" ? "bad" : "plain"} title={problem.means}>
          <a href="#/accounts">{account.state === "sign-in-required" ? texts.accounts.signInAgain : texts.accounts.signIn}</a>
        </Notice>
      )}
      {account.state === "signed-in" && account.problem && (
        <Notice title={problem.means}>
          <p>{problem.cure}</p>
        </Notice>
      )}
      <SyncProgress plugins={account.plugins} />
      <ThrottledNote account={account} now={now} />
      <div class={agendas.length > 0 && states.length > 0 ? "board two" : "board"}>
        <div class="stack">
          {agendas.slice(0, 1).map(({ plugin, sensors }) => (
            <AgendaCard key={plugin.id} title={pluginTitleOf(plugin)} sensors={sensors} maxItems={10} />
          ))}
        </div>
        <div class="stack">
          {states.map(({ plugin, sensors }) => (
            <StateCard key={plugin.id} title={pluginTitleOf(plugin)} icon={iconNameOf(sensors[0]!)} sensors={sensors} now={now} />
          ))}
        </div>
      </div>
      <div class="cards">
        {agendas.slice(1).map(({ plugin, sensors }) => (
          <AgendaCard key={plugin.id} title={pluginTitleOf(plugin)} sensors={sensors} maxItems={5} />
        ))}
        {groupsOf("messages").flatMap(({ sensors }) => sensors.map((sensor) => <MessageCard key={sensor.id} sensor={sensor} now={now} />))}
        {groupsOf("list").flatMap(({ sensors }) => sensors.map((sensor) => <ListCard key={sensor.id} sensor={sensor} now={now} />))}
      </div>
    </section>
  );
}

/** Why values may be older than usual. */
function ThrottledNote({ account, now }: { account: Account; now: Date }) {
  const texts = useTexts().accounts;
  const until = Math.max(...Object.values(account.throttledUntil).map((at) => parseTime(at).getTime()));
  if (until <= now.getTime()) return null;
  return (
    <p class="muted" role="status">
      {fillText(texts.throttled, formatClockTime(new Date(until)))}
    </p>
  );
}

function SyncProgress({ plugins }: { plugins: readonly PluginStatus[] }) {
  const texts = useTexts();
  return (
    <>
      {plugins.map(
        (plugin) =>
          (plugin.syncing || plugin.error || plugin.state === "waiting-for-approval") && (
            <p key={plugin.id} class="muted" role="status">
              {pluginTitleOf(plugin)}:{" "}
              {plugin.error ?? (plugin.syncing ? fillText(texts.home.syncing, plugin.syncing.items) : texts.accounts.waitingForApproval)}
            </p>
          ),
      )}
    </>
  );
}

/** A plain list that has a time as its state (chats) shows only its newest entry, in one line. */
function cardKindOf({ present }: Sensor): "agenda" | "messages" | "list" | "state" {
  const items = present?.items;
  if (!items) return "state";
  if (items.as === "events") return "agenda";
  if (items.as === "messages") return "messages";
  return items.as === "list" && present.kind === "timestamp" ? "state" : "list";
}

function iconNameOf({ present }: Sensor): IconName {
  const name = present?.icon ?? "";
  if (/chat|message/.test(name)) return "chat";
  if (/account|teams|person|reply/.test(name)) return "person";
  return "value";
}
