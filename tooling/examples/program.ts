import { createHost, defineAccount } from "@casement/host";
import { calendarPlugin } from "@casement/plugin-calendar";

const host = await createHost({
  dataDir: "/var/lib/my-app",
  accounts: [
    defineAccount({
      name: "home",
      clientId: "11111111-1111-4111-8111-111111111111",
      accountType: "work",
      enableUpdate: true,
      plugins: [{ plugin: calendarPlugin, config: { excludeDeclined: true }, every: { events: "2m" } }],
    }),
  ],
});
await host.start();
const home = host.account("home");

if (home.status().state !== "signed-in") {
  const { verificationUri, userCode, done } = await home.signIn.deviceCode();
  console.log(`Open ${verificationUri} and enter ${userCode}`);
  await done;
}

host.onSensor(({ id, state }) => console.log(id, state));
home.on(calendarPlugin, "event-started", ({ subject }) => console.log(`${subject} begins`));
await home.service(calendarPlugin, "create-event", { sensor: "family", subject: "Dinner", start: "tomorrow 19:00", end: "22:00" });
await host.stop();
