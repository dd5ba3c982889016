import type { ErrorCode } from "../../../packages/core/src/errors/error-codes.ts";

/** What to do, for the page of each code. Links are relative to `docs/errors.md`. */
export const errorCures: Readonly<Record<ErrorCode, string>> = {
  "config-invalid":
    "Run `casement doctor`: it names each mistake with its line, and often the key that you meant. [Configuration](configuration.md) lists every key. Restart the hub after you correct the file.",
  "config-missing":
    "Run the command in the folder of `casement.yaml`, or name the file: `casement doctor --config /srv/casement/casement.yaml`. If you have none yet, `casement init` writes one, and `casement start` without a file sets up an account [in the browser](dashboard.md#the-first-start).",
  "config-changed":
    "Restart the hub so that it reads the file again, then repeat the change. To avoid this, change the configuration either in an editor or on the dashboard, not in both at the same time.",
  "edit-conflict": "Reload the page, look at what the other person changed, and make your change again.",
  "config-unwritable":
    "Let the user who runs the hub write to the folder of `casement.yaml`. A container needs the file in a volume that is not read-only: see [Container](container.md). Or edit the file yourself and restart the hub.",
  "account-unknown":
    "Run `casement accounts` to see the names. An account has the `name` that is in `casement.yaml`, not its mail address.",
  "plugin-invalid":
    "If you write the plugin, the message names the part that does not follow the [contract](write-a-plugin.md). If you use it, report the message to its author. Remove the plugin from `casement.yaml` to start the hub without it.",
  "plugin-failed":
    "Other plugins keep running. Look at the log under *Settings → This hub → Log*. With `log: { level: debug }` in `casement.yaml`, it has more. Report the fault to the author of the plugin.",
  "plugin-version": "Install the newest versions of the hub and the plugin together: see [Start](start.md#6-start-it-with-the-machine).",
  "sensor-unknown":
    "Run `casement sensors` to see the addresses. `sensor=` takes the last part of an address, the title, or the ID. A new calendar or list appears after `casement call home account/rescan`.",
  "service-unknown":
    "Run `casement services` to see the names, such as `calendar/create-event`. If the whole plugin is missing, add it to the account in `casement.yaml`.",
  "service-refused":
    "If updates are off, set `enableUpdate: true` for the account, restart the hub, and run `casement login home`. If a permission is missing, `casement scopes` says which one, and who can approve it: see [Scopes explained](scopes.md#when-an-administrator-must-approve).",
  "confirmation-needed":
    "Let the person read what the agent is about to do, and agree. The agent then repeats the call with the token from the answer. [AI agents](mcp.md) says which calls need this, and how to limit a client.",
  "too-many-calls":
    "Wait for the time in the message, or in `Retry-After`. Send the calls of a program one after another, not all at once.",
  "input-invalid":
    "Correct the fields that the message names. `casement services calendar/create-event` shows the fields of a service, and the dashboard has a form for each service under *Actions*.",
  "output-invalid": "Report it to the author of the plugin, with the message. It names the field and no contents.",
  "scope-not-granted":
    "Run `casement scopes` to see which permission is missing. If you can approve it, run `casement login home`. If an administrator must, send them [the request](scopes.md#when-an-administrator-must-approve).",
  "scope-fence":
    "If you write the plugin, add the permission to its `scopes`, or change the request: see [Write a plugin](write-a-plugin.md). If you use it, report the message to its author.",
  "path-unknown":
    "If you write the plugin, declare the path with its permissions, or install the [complete permission map](../packages/graph-permissions/README.md). If you use it, report the message to its author.",
  "sign-in-required":
    "Run `casement login home`, or choose *Sign in* on the dashboard. Sensors keep their last values until then. Nothing has to be deleted or restarted: see [When a sign-in breaks](sign-in.md#when-a-sign-in-breaks).",
  "sign-in-failed":
    "The message ends with Microsoft's code, such as `AADSTS50011`. [What Microsoft's codes mean](sign-in.md#what-microsofts-codes-mean) has a page for each of them. `casement doctor` checks the registration.",
  "sign-in-expired":
    "Start the sign-in again. A code is valid for 15 minutes, and an address that you paste belongs to the sign-in that you started last.",
  "graph-error":
    "Look at Graph's own code in the message. If it is temporary, the hub tries again by itself. If it stays, report it with the request ID; the message contains no contents.",
  "graph-not-found":
    "List the items again and use a current ID. IDs of mail and events change when an item moves to another folder or calendar.",
  "graph-conflict": "Read the item again, check that your change still makes sense, and repeat it.",
  "graph-throttled":
    "Nothing: the hub waits as long as Microsoft asks. If it happens every day, read less often (`every`), or show fewer calendars, lists and folders: see [Configuration](configuration.md).",
  "graph-unreachable":
    "Check the network of the machine with `casement doctor`, including a proxy or firewall between it and `graph.microsoft.com`. Reads continue by themselves once Microsoft answers.",
  "limit-exceeded":
    "Open the file or message in Outlook. Its author has made it so large or so deeply nested that reading it could stop the hub.",
  "not-running":
    "Wait: another worker takes the account over within seconds. If that does not happen, check that workers are running, and see their logs.",
  "outcome-unknown":
    "Look in Microsoft 365, or list the items, before you repeat the change. Casement never sends a change twice, because that could send a mail or create an event twice.",
  "file-refused":
    "Files are read and written only in the folders that `files` in the [configuration](configuration.md) names. Add the folder, move the file, or [upload](http.md#call-a-service) it.",
  "store-damaged":
    "Run `casement doctor`. Restore a [backup](backup.md) if you have one. Otherwise sign in again: calendars, mail and tasks are in Microsoft 365 and are read again.",
  "autostart-failed":
    "Run `casement autostart status`, and read the log it names. [Start at boot](autostart.md) has the unit file if you prefer to install it yourself.",
  "backup-invalid": "Check the passphrase, and that the file was copied completely. Then try an older [backup](backup.md).",
  "store-unwritable":
    "Make room on the disk, or let the user who runs the hub write to the data folder. The hub works from memory until then, so do not restart it first.",
  "store-locked":
    "Stop the other hub, or give this one a data folder of its own (`dataDir`). Two hubs cannot share a folder. The message names the process.",
  "store-unavailable": "Check that the store runs, and that the machine of this hub reaches it. The hub goes on by itself when it answers.",
  "store-behind":
    "Nothing. If it happens more than once, look at how the store keeps what is written: it confirmed changes and lost them afterward.",
  "worker-crashed":
    "Nothing at once: the account is tried again after a pause, and the other accounts run on. Look into the log of the process for why it ended, correct it or report it, then let the account be tried at once.",
  "lease-lost":
    "Try again. If it happens often, look for what keeps a process from running: too little memory, a busy machine, or a network that fails.",
  "hub-not-running":
    "Run `casement start` in the folder of `casement.yaml`, or let it [start with the machine](autostart.md). Commands find the hub by its folder, so run them there.",
  unauthorized:
    "Send the header `Authorization: Bearer …` with a token that `casement access add program` printed. It may have been [revoked](access.md). A browser opens a new one-time link, or takes the token from the file `http-token`.",
  "too-many-attempts": "Wait for a minute. Right tokens and passwords keep working. Correct the program that sends the wrong one.",
  forbidden:
    'Create access that allows it: `casement access add program "Name" --may change`. Passwords of calendar programs need https or the hub\'s own machine: see [Access](access.md#passwords).',
  "not-found":
    "Check the address. The routes are in [HTTP](http.md#routes), and behind a proxy they begin with the path of `http.publicUrl`.",
  "method-not-allowed": "Use a method that the header `Allow` lists. [HTTP](http.md#routes) has the method of each route.",
  "too-large":
    "[Upload](http.md#call-a-service) the file (up to 25 MB) and name it in the call, or put it into a folder of `files`. Do not send it inside the JSON.",
  "host-refused":
    "Open the address that `casement start` prints. If you reach the hub by a name of its own, [behind a reverse proxy](reverse-proxy.md), set `http.publicUrl` to that address. The check keeps other websites from reaching your hub through your browser.",
  internal: "Report it. *Settings → This hub → Save diagnostics* makes a file without names, addresses and contents that you can attach.",
  stopped: "Try again when the hub has started. `casement accounts` answers as soon as it runs.",
  timeout: "Try again. If the same call takes too long each time, ask for less: fewer days, fewer items, smaller attachments.",
};
