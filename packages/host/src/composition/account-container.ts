import type { KeyObject } from "node:crypto";
import { join } from "node:path";
import { CasementError, type RequestedSet, type ScopeReport } from "@casement/core";
import { instanceCachingFactory } from "tsyringe";
import { createAccountEvents } from "../account/account-events.ts";
import { createAccountHandle } from "../account/account-handle.ts";
import { createAccountPermissions } from "../account/account-permissions.ts";
import { AccountRuntime } from "../account/account-runtime.ts";
import { createAccountTeller, sharedOptionsOf } from "../account/account-teller.ts";
import { createSignInMethods } from "../account/sign-in-methods.ts";
import type { SignedInUser } from "../account/signed-in-users.ts";
import type { AccountOptions } from "../api.ts";
import { createTaskTracker } from "../async/task-tracker.ts";
import { createAccountSignIn } from "../auth/account-sign-in.ts";
import { authorityOf } from "../auth/authority.ts";
import type { ConfiguredPlugin } from "../config/configured-plugin.ts";
import { createLedger } from "../feeds/ledger.ts";
import { createScheduler, gridMs } from "../feeds/scheduler.ts";
import { createGateway } from "../graph/index.ts";
import { createStateHistory } from "../history/state-history.ts";
import { withPrefix } from "../logging/with-prefix.ts";
import { type DataFolderFault, describeDiskFault, toDataFolderFault } from "../store/disk-fault.ts";
import type { HostContainer } from "./host-container.ts";
import type { OpenAccount } from "./open-account.ts";
import * as t from "./tokens.ts";

export interface OpenAccountOptions {
  readonly options: AccountOptions;
  readonly plugins: readonly ConfiguredPlugin[];
  readonly dataDir: string;
  readonly key: KeyObject;
  readonly folderFault: () => DataFolderFault | undefined;
  readonly logout: (keepData: boolean) => Promise<void>;
}

/** How often to ask for what waits for approval (ms). */
const approvalIntervalMs = 3600_000;

/**
 * Creates a child container for one account and opens the account. Register everything that depends on the account here: on the host's
 * container, a cached factory would return one account's objects to another account.
 */
export async function openAccount(
  host: HostContainer,
  { options, plugins, dataDir, key, folderFault, logout }: OpenAccountOptions,
): Promise<OpenAccount> {
  const container = host.createChildContainer();
  const { name } = options;
  const clock = host.resolve(t.clockToken);
  const log = host.resolve(t.logToken);
  const tasks = host.resolve(t.tasksToken);
  const journal = host.resolve(t.journalToken);
  const alarms = host.resolve(t.alarmsToken);
  const accounts = host.resolve(t.accountsToken);
  const ownTasks = createTaskTracker();
  let muted = false;
  const unlessMuted =
    <T>(publish: (value: T) => void) =>
    (value: T): void =>
      muted ? undefined : publish(value);
  const background = (task: () => Promise<void>): void => {
    if (muted) return;
    tasks
      .run(() => ownTasks.run(task))
      .catch((error) => {
        // The account's problem names the disk.
        if (describeDiskFault(error) !== undefined) return log.debug(`[${name}] a task failed: ${error.message}`);
        log.error(`[${name}] ${CasementError.is(error) ? error.message : "unexpected error"}`);
      });
  };

  const { state, leases, sensors, governor } = host.resolve(t.portsToken);
  const lease = leases.lease(name);
  const store = await state.open(name, lease);
  if (store.setAside) log.warn(`[${name}] ${store.setAside.message}`);
  const ledger = createLedger(store, {
    onCompactError: (error) => log.warn(`[${name}] could not compact the log: ${error instanceof Error ? error.message : "unknown"}`),
  });
  // An account that is opened again brings the same events.
  journal.removeAccount(name);
  journal.restore(ledger.data.events);

  const days = host.resolve(t.historyDaysToken);
  const historyOptions = { account: name, folder: join(dataDir, "accounts", name, "history"), key, days, clock, alarms, background };
  const history = days > 0 ? createStateHistory(historyOptions) : undefined;

  /** The account whose sign-in this account uses. Undefined if it has its own. */
  const signInOwner = options.signIn === undefined ? undefined : accounts.get(options.signIn);
  const signInLedger = signInOwner?.ledger ?? ledger;
  container.register(t.accountEventsToken, {
    useFactory: instanceCachingFactory(() => createAccountEvents(name, ledger, () => clock.now())),
  });

  /** All accounts with this sign-in. */
  const accountsOfSignIn = (): readonly OpenAccount[] => accounts.ofSignIn(options.signIn ?? name);
  /** A shared sign-in requests the permissions that all its accounts need. Default: as chosen at the last sign-in. */
  const requestedScopes = (set?: RequestedSet): readonly string[] => {
    const reports = accountsOfSignIn().map(({ permissions }) => permissions.report());
    return [...new Set(reports.flatMap((report) => (set === undefined ? report.requested : report.signIn[set])))].sort();
  };
  const requestedSet = (): RequestedSet => signInLedger.data.facts.requestedSet ?? "all";
  /** Whether something waits for approval with this grant. */
  const isWaiting = (granted: readonly string[]): boolean =>
    requestedSet() !== "all" && requestedScopes("all").some((scope) => !granted.includes(scope));
  const refreshSharingAccounts = (): void => {
    for (const account of accountsOfSignIn()) background(() => account.runtime.accountChanged());
  };

  let before: ScopeReport | undefined;
  /** Raises an event if the account's permissions changed. The first ones are no change. */
  const comparePermissions = (): void => {
    const after = container.resolve(t.permissionsToken).report();
    const known = before;
    before = after;
    teller?.changed();
    if (known) background(() => container.resolve(t.accountEventsToken).permissionsChanged(known, after));
  };

  const { tellAccount } = sensors;
  const teller =
    tellAccount &&
    createAccountTeller({
      clock,
      alarms,
      tell: (account) => tellAccount(account, lease),
      describe() {
        const handle = container.resolve(t.handleToken);
        const userId = handle.userId();
        const { plugins: running } = container.resolve(t.runtimeToken);
        return {
          status: handle.status(),
          ...(userId !== undefined && { userId }),
          options: sharedOptionsOf(options),
          sensors: running.flatMap((plugin) => plugin.sensors.map(({ id }) => id)),
        };
      },
    });

  const users = host.resolve(t.signedInUsersToken);
  const userChanged = (user: SignedInUser | undefined): void => {
    for (const other of users.change(name, user)) accounts.get(other)?.statusChanged();
  };

  container.register(t.signInToken, {
    useFactory: instanceCachingFactory((resolver) => {
      if (signInOwner) return signInOwner.signIn;
      return createAccountSignIn({
        account: name,
        clientId: options.clientId,
        clientSecret: options.clientSecret,
        clientCertificate: options.clientCertificate,
        accountType: options.accountType,
        cloud: options.cloud,
        store,
        clock,
        transport: resolver.resolve(t.transportToken),
        requestedScopes: () => requestedScopes(),
        awaitedScopes: (granted) => (isWaiting(granted) ? requestedScopes("all") : undefined),
        warn: (message) => log.warn(`[${name}] ${message}`),
        onState: (state) => {
          userChanged("identity" in state ? { ...state.identity, sharedMailbox: options.sharedMailbox } : undefined);
          background(() => resolver.resolve(t.accountEventsToken).stateChanged(state));
          for (const account of accountsOfSignIn()) account.statusChanged();
          refreshSharingAccounts();
        },
        onGranted: (granted, grantedBefore) => {
          const isChange = before !== undefined;
          const announceChange = (): void => {
            for (const account of accountsOfSignIn()) account.comparePermissions();
            if (isChange) refreshSharingAccounts();
          };
          if (grantedBefore && isWaiting(grantedBefore) && !isWaiting(granted))
            background(() => signInLedger.keep({ t: "facts", facts: { requestedSet: "all" } }).then(announceChange));
          else announceChange();
        },
      });
    }),
  });
  container.register(t.permissionsToken, {
    useFactory: instanceCachingFactory((resolver) => {
      const signIn = resolver.resolve(t.signInToken);
      const granted = (): readonly string[] | undefined => ("granted" in signIn.state ? signIn.state.granted : undefined);
      return createAccountPermissions(options, plugins, granted, requestedSet);
    }),
  });
  container.register(t.signInMethodsToken, {
    useFactory: instanceCachingFactory((resolver) =>
      createSignInMethods({
        account: name,
        accountSignIn: resolver.resolve(t.signInToken),
        ledger: signInLedger,
        requestedScopes,
        onSignedIn() {
          // Also the requested set decides what is allowed. It is stored only now.
          for (const account of accountsOfSignIn()) account.comparePermissions();
          background(() => resolver.resolve(t.runtimeToken).accountChanged());
        },
      }),
    ),
  });
  container.register(t.gatewayToken, {
    useFactory: instanceCachingFactory((resolver) =>
      createGateway({
        accountKind: options.accountType === "personal" ? "personal" : "work",
        graphOrigin: authorityOf(options.accountType, options.cloud).graph,
        permissionMap: resolver.resolve(t.permissionMapToken),
        fetch: resolver.resolve(t.transportToken).fetch,
        lease,
        sharedLimits: {
          governor,
          share() {
            const signIn = resolver.resolve(t.signInToken).state;
            return "identity" in signIn ? { app: options.clientId, tenant: signIn.identity.tenantId } : undefined;
          },
        },
        getToken: (wanted) => resolver.resolve(t.signInToken).getToken(wanted),
        allMetrics: resolver.resolve(t.graphMetricsToken),
        onVerdict: (verdict) => resolver.resolve(t.signInToken).judge(verdict),
        clock,
        log: withPrefix(log, name),
        random: resolver.resolve(t.randomToken),
      }),
    ),
  });
  container.register(t.schedulerToken, {
    useFactory: instanceCachingFactory((resolver) => {
      const scheduler = createScheduler({
        clock,
        alarms,
        phase: Math.floor(resolver.resolve(t.randomToken)() * gridMs),
        onOutcome(task) {
          resolver.resolve(t.runtimeToken).onOutcome(task);
          teller?.changed();
        },
        background,
      });
      if (signInOwner) return scheduler;
      const signIn = resolver.resolve(t.signInToken);
      const askForApproval = async (): Promise<void> => {
        if (signIn.state.kind === "signed-in" && isWaiting(signIn.state.granted)) await signIn.getToken({ forceRefresh: true });
      };
      // An account may have no plugin that works, and therefore no request that would renew the sign-in.
      scheduler.add({ id: "account/approval", every: approvalIntervalMs, run: askForApproval });
      return scheduler;
    }),
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
          environment: {
            ledger,
            scheduler: resolver.resolve(t.schedulerToken),
            alarms,
            groupReads: resolver.resolve(t.groupReadsToken),
            onSensor: unlessMuted((snapshot) => {
              history?.record(snapshot);
              sensors.tell(snapshot, lease);
              teller?.changed();
            }),
            background,
          },
          tools: { files: resolver.resolve(t.filesToken), runApart: resolver.resolve(t.runApartToken) },
          gate: resolver.resolve(t.notificationGateToken),
          random: resolver.resolve(t.randomToken),
          clock,
          log,
          diskFault() {
            const unsaved = resolver.resolve(t.signInToken).unsavedReason;
            return folderFault() ?? store.fault ?? (unsaved === undefined ? undefined : toDataFolderFault(unsaved));
          },
          sameUserAccounts: () => users.sameAs(name),
          onCollection: unlessMuted((event) => sensors.tellCollection(event, lease)),
        }),
    ),
  });
  container.register(t.handleToken, {
    useFactory: instanceCachingFactory((resolver) =>
      createAccountHandle({
        options,
        runtime: resolver.resolve(t.runtimeToken),
        permissions: resolver.resolve(t.permissionsToken),
        accountEvents: resolver.resolve(t.accountEventsToken),
        signInMethods: resolver.resolve(t.signInMethodsToken),
        signIn: resolver.resolve(t.signInToken),
        journal,
        logout,
      }),
    ),
  });
  return {
    handle: container.resolve(t.handleToken),
    runtime: container.resolve(t.runtimeToken),
    signIn: container.resolve(t.signInToken),
    signInMethods: container.resolve(t.signInMethodsToken),
    permissions: container.resolve(t.permissionsToken),
    scheduler: container.resolve(t.schedulerToken),
    ledger,
    gateway: container.resolve(t.gatewayToken),
    accountEvents: container.resolve(t.accountEventsToken),
    history,
    tasks: ownTasks,
    comparePermissions,
    statusChanged: () => teller?.changed(),
    mute() {
      muted = true;
      userChanged(undefined);
      teller?.stop();
    },
  };
}
