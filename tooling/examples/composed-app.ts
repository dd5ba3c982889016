import { CasementError } from "@casement/core";
import { createHost, defineAccount, type Host, type Transport } from "@casement/host";
import { calendarPlugin } from "@casement/plugin-calendar";
import { todoPlugin } from "@casement/plugin-todo";

/** A running host with two plugins. Without `transport`, it connects to Microsoft. */
export async function openHost(dataDir: string, transport?: Transport): Promise<Host> {
  const host = await createHost({
    dataDir,
    accounts: [
      defineAccount({
        name: "home",
        clientId: "11111111-1111-4111-8111-111111111111",
        accountType: "work",
        plugins: [
          { plugin: calendarPlugin, config: { excludeDeclined: true }, every: { events: "2m" } },
          { plugin: todoPlugin, enableUpdate: true },
        ],
      }),
    ],
    ...(transport && { transport }),
  });
  await host.start();
  return host;
}

export async function signIn(host: Host): Promise<void> {
  const home = host.account("home");
  if (home.status().state === "signed-in") return;
  const { verificationUri, userCode, done } = await home.signIn.deviceCode();
  console.log(`Open ${verificationUri} and enter ${userCode}`);
  await done;
}

export async function nextEventOf(host: Host): Promise<string> {
  const family = await host.account("home").sensor(calendarPlugin, "calendar", "family");
  if (family?.subject === undefined) return "Nothing planned.";
  return family.state === "on" ? `Now: ${family.subject}` : `${family.start}: ${family.subject}`;
}

export async function addToGroceries(host: Host, title: string): Promise<string> {
  const task = await host.account("home").service(todoPlugin, "create-task", { sensor: "groceries", title });
  return task.id;
}

export function watchChanges(host: Host, print: (line: string) => void): () => void {
  const unsubscribers = [
    host.onSensor(({ id, state, stale }) => print(`${id} is ${state}${stale ? " (out of date)" : ""}`)),
    host.events.subscribe(({ type, at, payload }) => print(`${at} ${type} ${JSON.stringify(payload)}`)),
  ];
  return () => {
    for (const unsubscribe of unsubscribers) unsubscribe();
  };
}

export async function tryToAdd(host: Host, title: string): Promise<string> {
  try {
    return await addToGroceries(host, title);
  } catch (error) {
    if (CasementError.is(error) && error.code === "sign-in-required") return "Please sign in first.";
    throw error;
  }
}
