import { join } from "node:path";
import { CasementError, type ScopeReport } from "@casement/core";
import { type DependencyContainer, instanceCachingFactory } from "tsyringe";
import { createAccountHandle } from "../account/account-handle.ts";
import { AccountRuntime } from "../account/account-runtime.ts";
import { createAnnouncer } from "../account/announcer.ts";
import type { ConfiguredPlugin } from "../account/configured-plugin.ts";
import { createPermissions } from "../account/permissions.ts";
import { createSignIns } from "../account/sign-ins.ts";
import type { AccountOptions } from "../api.ts";
import { accountSession } from "../auth/account-session.ts";
import { authorityOf } from "../auth/authority.ts";
import { createLedger } from "../feeds/ledger.ts";
import { createScheduler, grid } from "../feeds/scheduler.ts";
import { createGateway } from "../graph/index.ts";
import { openRecordLog } from "../store/record-log.ts";
import * as t from "./tokens.ts";

/**
 * A fresh child container for one account. Everything that depends on the account is registered here and never on the host, whose
 * cached factories would hand one account's objects to another.
 */
export async function openAccount(
  host: DependencyContainer,
  options: AccountOptions,
  plugins: readonly ConfiguredPlugin[],
): Promise<t.OpenAccount> {
  const container = host.createChildContainer();
  const { name } = options;
  const clock = host.resolve(t.clockToken);
  const log = host.resolve(t.logToken);
  const work = host.resolve(t.workToken);
  const journal = host.resolve(t.journalToken);
  const accounts = host.resolve(t.accountsToken);
  const folder = join(host.resolve(t.dataDirToken), "accounts", name);
  const now = (): Date => clock.now();
  const background = (task: () => Promise<void>): void => {
    work.run(task).catch((error) => log.error(`[${name}] ${CasementError.is(error) ? error.message : "an unexpected fault"}`));
  };

  const records = await openRecordLog({
    file: join(folder, "feeds.log"),
    key: host.resolve(t.keyToken),
    purpose: `feeds of ${name}`,
    follows: "Everything is read anew.",
  });
  if (records.setAside) log.warn(`[${name}] ${records.setAside.message}`);
  const ledger = createLedger(records, {
    ids: host.resolve(t.eventIdsToken),
    eventTurns: host.resolve(t.eventTurnsToken),
    publish: journal.publish,
    onCompactError: (error) => log.warn(`[${name}] the log could not be compacted: ${error instanceof Error ? error.message : "unknown"}`),
  });
  journal.restore(ledger.data.events);

  container.register(t.optionsToken, { useValue: options });
  container.register(t.pluginsToken, { useValue: plugins });
  container.register(t.ledgerToken, { useValue: ledger });
  container.register(t.announcerToken, { useFactory: instanceCachingFactory(() => createAnnouncer(name, ledger, now)) });

  /** Accounts that reuse this account's sign-in, and itself. */
  const sharing = (): t.OpenAccount[] =>
    [...accounts.values()].filter(({ handle }) => handle.name === name || handle.options.signIn === name);
  const ownSet = (report: ScopeReport): readonly string[] => {
    const { asking } = container.resolve(t.signInsToken);
    return asking === undefined ? report.requested : report.signIn[asking];
  };
  /** Graph and the person see one sign-in: it asks for what all who share it need. */
  const requestedScopes = (): readonly string[] => {
    const others = sharing().filter(({ handle }) => handle.name !== name);
    return [
      ...new Set([
        ...ownSet(container.resolve(t.permissionsToken).report()),
        ...others.flatMap(({ permissions }) => ownSet(permissions.report())),
      ]),
    ].sort();
  };
  const tell = (): void => {
    for (const account of sharing()) background(() => account.runtime.changed());
  };

  container.register(t.sessionToken, {
    useFactory: instanceCachingFactory((c) => {
      const lender = options.signIn === undefined ? undefined : accounts.get(options.signIn);
      if (lender) return lender.session;
      let before: ScopeReport | undefined;
      return accountSession({
        account: name,
        clientId: options.clientId,
        clientSecret: options.clientSecret,
        accountType: options.accountType,
        cloud: options.cloud,
        file: join(folder, "sign-in"),
        key: c.resolve(t.keyToken),
        clock,
        transport: c.resolve(t.transportToken),
        requestedScopes,
        warn: (message) => log.warn(`[${name}] ${message}`),
        onState: (state) => {
          background(() => c.resolve(t.announcerToken).state(state));
          tell();
        },
        onGranted: () => {
          const after = c.resolve(t.permissionsToken).report();
          const known = before;
          before = after;
          if (!known) return;
          background(() => c.resolve(t.announcerToken).permissions(known, after));
          tell();
        },
      });
    }),
  });
  container.register(t.permissionsToken, {
    useFactory: instanceCachingFactory((c) => {
      const session = c.resolve(t.sessionToken);
      const granted = (): readonly string[] | undefined => ("granted" in session.state ? session.state.granted : undefined);
      return createPermissions(options, plugins, granted, () => ledger.data.facts.updatesDeclined ?? false);
    }),
  });
  container.register(t.signInsToken, {
    useFactory: instanceCachingFactory((c) => createSignIns(c.resolve(t.sessionToken), ledger, () => c.resolve(t.runtimeToken).changed())),
  });
  container.register(t.gatewayToken, {
    useFactory: instanceCachingFactory((c) =>
      createGateway({
        kind: options.accountType === "personal" ? "personal" : "work",
        graphOrigin: authorityOf(options.accountType, options.cloud).graph,
        fetch: c.resolve(t.transportToken).fetch,
        getToken: (wanted) => c.resolve(t.sessionToken).getToken(wanted),
        clock,
        log,
      }),
    ),
  });
  container.register(t.schedulerToken, {
    useFactory: instanceCachingFactory((c) =>
      createScheduler({
        clock,
        alarms: c.resolve(t.alarmsToken),
        phase: Math.floor(c.resolve(t.randomToken)() * grid),
        onOutcome: (task) => c.resolve(t.runtimeToken).onOutcome(task),
        background,
      }),
    ),
  });
  container.register(t.runtimeToken, {
    useFactory: instanceCachingFactory(
      (c) =>
        new AccountRuntime({
          options,
          plugins,
          session: c.resolve(t.sessionToken),
          permissions: c.resolve(t.permissionsToken),
          gateway: c.resolve(t.gatewayToken),
          ledger,
          scheduler: c.resolve(t.schedulerToken),
          alarms: c.resolve(t.alarmsToken),
          files: c.resolve(t.filesToken),
          clock,
          log,
          timeZone: options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
          onSensor: c.resolve(t.onSensorToken),
          background,
        }),
    ),
  });
  container.register(t.handleToken, {
    useFactory: instanceCachingFactory((c) =>
      createAccountHandle({
        options,
        runtime: c.resolve(t.runtimeToken),
        session: c.resolve(t.sessionToken),
        permissions: c.resolve(t.permissionsToken),
        gateway: c.resolve(t.gatewayToken),
        ledger,
        signIns: c.resolve(t.signInsToken),
        now,
        logout: (keepData) => c.resolve(t.logoutToken)(name, keepData),
      }),
    ),
  });
  return {
    handle: container.resolve(t.handleToken),
    runtime: container.resolve(t.runtimeToken),
    session: container.resolve(t.sessionToken),
    permissions: container.resolve(t.permissionsToken),
    scheduler: container.resolve(t.schedulerToken),
    ledger,
    gateway: container.resolve(t.gatewayToken),
    announcer: container.resolve(t.announcerToken),
  };
}
