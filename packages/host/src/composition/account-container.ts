import { join } from "node:path";
import { CasementError, type ScopeReport } from "@casement/core";
import { type DependencyContainer, instanceCachingFactory } from "tsyringe";
import { createAccountEvents } from "../account/account-events.ts";
import { createAccountHandle } from "../account/account-handle.ts";
import { createAccountPermissions } from "../account/account-permissions.ts";
import { AccountRuntime } from "../account/account-runtime.ts";
import type { ConfiguredPlugin } from "../account/configured-plugin.ts";
import { createSignInMethods } from "../account/sign-in-methods.ts";
import type { AccountOptions } from "../api.ts";
import { createAccountSignIn } from "../auth/account-sign-in.ts";
import { authorityOf } from "../auth/authority.ts";
import { createLedger } from "../feeds/ledger.ts";
import { createScheduler, gridMs } from "../feeds/scheduler.ts";
import { createGateway } from "../graph/index.ts";
import { openRecordLog } from "../store/record-log.ts";
import * as t from "./tokens.ts";

/**
 * Creates a child container for one account and opens the account. Register everything that depends on the account here: on the host's
 * container, a cached factory would return one account's objects to another account.
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
  const tasks = host.resolve(t.tasksToken);
  const journal = host.resolve(t.journalToken);
  const accounts = host.resolve(t.accountsToken);
  const folder = join(host.resolve(t.dataDirToken), "accounts", name);
  const now = (): Date => clock.now();
  const background = (task: () => Promise<void>): void => {
    tasks.run(task).catch((error) => log.error(`[${name}] ${CasementError.is(error) ? error.message : "unexpected error"}`));
  };

  const records = await openRecordLog({
    file: join(folder, "feeds.log"),
    key: host.resolve(t.keyToken),
    purpose: `feeds of ${name}`,
    consequence: "Casement reads everything again.",
  });
  if (records.setAsideError) log.warn(`[${name}] ${records.setAsideError.message}`);
  const ledger = createLedger(records, {
    ids: host.resolve(t.eventIdsToken),
    eventQueue: host.resolve(t.eventQueueToken),
    publish: journal.publish,
    onCompactError: (error) => log.warn(`[${name}] could not compact the log: ${error instanceof Error ? error.message : "unknown"}`),
  });
  journal.restore(ledger.data.events);

  container.register(t.optionsToken, { useValue: options });
  container.register(t.pluginsToken, { useValue: plugins });
  container.register(t.ledgerToken, { useValue: ledger });
  container.register(t.accountEventsToken, { useFactory: instanceCachingFactory(() => createAccountEvents(name, ledger, now)) });

  /** This account and the accounts that use its sign-in. */
  const accountsOfSignIn = (): t.OpenAccount[] =>
    [...accounts.values()].filter(({ handle }) => handle.name === name || handle.options.signIn === name);
  const requestedBy = (report: ScopeReport): readonly string[] => {
    const { requestedSet } = container.resolve(t.signInMethodsToken);
    return requestedSet === undefined ? report.requested : report.signIn[requestedSet];
  };
  /** A shared sign-in requests the permissions that all its accounts need. */
  const requestedScopes = (): readonly string[] => {
    const others = accountsOfSignIn().filter(({ handle }) => handle.name !== name);
    return [
      ...new Set([
        ...requestedBy(container.resolve(t.permissionsToken).report()),
        ...others.flatMap(({ permissions }) => requestedBy(permissions.report())),
      ]),
    ].sort();
  };
  const refreshSharingAccounts = (): void => {
    for (const account of accountsOfSignIn()) background(() => account.runtime.accountChanged());
  };

  container.register(t.signInToken, {
    useFactory: instanceCachingFactory((resolver) => {
      const signInOwner = options.signIn === undefined ? undefined : accounts.get(options.signIn);
      if (signInOwner) return signInOwner.signIn;
      let before: ScopeReport | undefined;
      return createAccountSignIn({
        account: name,
        clientId: options.clientId,
        clientSecret: options.clientSecret,
        accountType: options.accountType,
        cloud: options.cloud,
        file: join(folder, "sign-in"),
        key: resolver.resolve(t.keyToken),
        clock,
        transport: resolver.resolve(t.transportToken),
        requestedScopes,
        warn: (message) => log.warn(`[${name}] ${message}`),
        onState: (state) => {
          background(() => resolver.resolve(t.accountEventsToken).stateChanged(state));
          refreshSharingAccounts();
        },
        onGranted: () => {
          const after = resolver.resolve(t.permissionsToken).report();
          const known = before;
          before = after;
          if (!known) return;
          background(() => resolver.resolve(t.accountEventsToken).permissionsChanged(known, after));
          refreshSharingAccounts();
        },
      });
    }),
  });
  container.register(t.permissionsToken, {
    useFactory: instanceCachingFactory((resolver) => {
      const signIn = resolver.resolve(t.signInToken);
      const granted = (): readonly string[] | undefined => ("granted" in signIn.state ? signIn.state.granted : undefined);
      return createAccountPermissions(options, plugins, granted, () => ledger.data.facts.updatesDeclined ?? false);
    }),
  });
  container.register(t.signInMethodsToken, {
    useFactory: instanceCachingFactory((resolver) =>
      createSignInMethods(resolver.resolve(t.signInToken), ledger, () => resolver.resolve(t.runtimeToken).accountChanged()),
    ),
  });
  container.register(t.gatewayToken, {
    useFactory: instanceCachingFactory((resolver) =>
      createGateway({
        accountKind: options.accountType === "personal" ? "personal" : "work",
        graphOrigin: authorityOf(options.accountType, options.cloud).graph,
        permissionMap: resolver.resolve(t.permissionMapToken),
        fetch: resolver.resolve(t.transportToken).fetch,
        getToken: (wanted) => resolver.resolve(t.signInToken).getToken(wanted),
        clock,
        log,
      }),
    ),
  });
  container.register(t.schedulerToken, {
    useFactory: instanceCachingFactory((resolver) =>
      createScheduler({
        clock,
        alarms: resolver.resolve(t.alarmsToken),
        phase: Math.floor(resolver.resolve(t.randomToken)() * gridMs),
        onOutcome: (task) => resolver.resolve(t.runtimeToken).onOutcome(task),
        background,
      }),
    ),
  });
  container.register(t.runtimeToken, {
    useFactory: instanceCachingFactory(
      (resolver) =>
        new AccountRuntime({
          options,
          plugins,
          signIn: resolver.resolve(t.signInToken),
          permissions: resolver.resolve(t.permissionsToken),
          gateway: resolver.resolve(t.gatewayToken),
          ledger,
          scheduler: resolver.resolve(t.schedulerToken),
          alarms: resolver.resolve(t.alarmsToken),
          files: resolver.resolve(t.filesToken),
          clock,
          log,
          timeZone: options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
          onSensor: resolver.resolve(t.onSensorToken),
          background,
        }),
    ),
  });
  container.register(t.handleToken, {
    useFactory: instanceCachingFactory((resolver) =>
      createAccountHandle({
        options,
        runtime: resolver.resolve(t.runtimeToken),
        signIn: resolver.resolve(t.signInToken),
        permissions: resolver.resolve(t.permissionsToken),
        gateway: resolver.resolve(t.gatewayToken),
        ledger,
        signInMethods: resolver.resolve(t.signInMethodsToken),
        journal,
        now,
        logout: (keepData) => resolver.resolve(t.logoutToken)(name, keepData),
      }),
    ),
  });
  return {
    handle: container.resolve(t.handleToken),
    runtime: container.resolve(t.runtimeToken),
    signIn: container.resolve(t.signInToken),
    permissions: container.resolve(t.permissionsToken),
    scheduler: container.resolve(t.schedulerToken),
    ledger,
    gateway: container.resolve(t.gatewayToken),
    accountEvents: container.resolve(t.accountEventsToken),
  };
}
