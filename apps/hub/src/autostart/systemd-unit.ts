/** A service of systemd: for the whole machine, run as one user, or for the user who installs it. */
export interface SystemdUnit {
  /** The user of a service for the machine. Omit for a service of the user. */
  readonly user?: string;
  /** The folder of casement.yaml. */
  readonly folder: string;
  readonly command: readonly string[];
  /** The folders that the hub may write to. */
  readonly writableFolders: readonly string[];
}

/** `@pkey`: V8 protects compiled code with it. For services of users, too: none of these needs a namespace, which an unprivileged systemd may not be able to create. */
const restrictions = `UMask=0077
NoNewPrivileges=true
LockPersonality=true
RestrictRealtime=true
RestrictSUIDSGID=true
RestrictNamespaces=true
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
SystemCallArchitectures=native
SystemCallFilter=@system-service @pkey
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM`;

/** MemoryDenyWriteExecute is missing, because Node.js compiles JavaScript while it runs. */
const isolation = `CapabilityBoundingSet=
AmbientCapabilities=
PrivateTmp=true
PrivateDevices=true
ProtectClock=true
ProtectControlGroups=true
ProtectHostname=true
ProtectKernelLogs=true
ProtectKernelModules=true
ProtectKernelTunables=true
ProtectProc=invisible
RemoveIPC=true
ProtectSystem=strict`;

const homes = /^\/(home|root|run\/user)(\/|$)/;

/** The text of the unit file. */
export function systemdUnitOf({ user, folder, command, writableFolders }: SystemdUnit): string {
  const usesHome = [folder, ...command, ...writableFolders].some((path) => homes.test(path));
  const forMachine = `${isolation}
ProtectHome=${usesHome ? "read-only" : "true"}
ReadWritePaths=${writableFolders.map(quotePath).join(" ")}
`;
  return `[Unit]
Description=Casement
Documentation=https://github.com/casement/casement
${user === undefined ? "" : "Wants=network-online.target\nAfter=network-online.target\n"}
[Service]
Type=exec
${user === undefined ? "" : `User=${user}\n`}WorkingDirectory=${escapeSpecifiers(folder)}
ExecStart=${command.map(quoteArgument).join(" ")}
Restart=on-failure
RestartSec=10
# A restart does not fix a mistake in the configuration.
RestartPreventExitStatus=2
${restrictions}
${user === undefined ? "" : forMachine}
[Install]
WantedBy=${user === undefined ? "default.target" : "multi-user.target"}
`;
}

const escapeSpecifiers = (text: string): string => text.replaceAll("%", "%%");

const quote = (text: string): string => (/[\s"'\\;]/.test(text) ? `"${text.replace(/["\\]/g, "\\$&")}"` : text);

const quotePath = (path: string): string => quote(escapeSpecifiers(path));

/** In a command, systemd also replaces `$NAME`. */
const quoteArgument = (text: string): string => quotePath(text).replaceAll("$", "$$$$");
