import type { Emulator } from "@casement/graph-emulator";

export const officeUser = "ann@office.example";
const day = 86_400_000;

/** A mailbox as many people at work have it: a calendar with 30 events, of which 5 belong to a series, 50 messages in the inbox, and 20 open tasks. */
export function officeMailbox({ control, clock, directory }: Emulator): void {
  directory.addTenant({ domain: "office.example" });
  directory.addUser({ userPrincipalName: officeUser, timeZone: "Europe/Berlin" });
  const now = clock.now().getTime();
  const at = (days: number, hour: number) => ({
    dateTime: `${new Date(now + days * day).toISOString().slice(0, 10)}T${String(hour).padStart(2, "0")}:00:00`,
    timeZone: "UTC",
  });
  const words = createWords();
  const textBody = () => ({ contentType: "text", content: words(60) });
  for (let number = 0; number < 25; number++) {
    const [days, hour] = [Math.floor(number / 2), 8 + (number % 2) * 5];
    control.calendar.createEvent(officeUser, {
      subject: `Meeting ${number}`,
      body: textBody(),
      start: at(days, hour),
      end: at(days, hour + 1),
    });
  }
  const recurrence = {
    pattern: { type: "weekly", interval: 1, daysOfWeek: ["monday"] },
    range: { type: "numbered", numberOfOccurrences: 5 },
  };
  control.calendar.createEvent(officeUser, { subject: "Team", body: textBody(), start: at(1, 15), end: at(1, 16), recurrence } as never);
  for (let number = 1; number <= 50; number++)
    control.mail.addMessage(officeUser, "inbox", {
      subject: `Message ${number}`,
      body: { contentType: "html", content: `<p>${words(180)}</p>` },
      from: { emailAddress: { address: "ben@office.example", name: "Ben" } },
      receivedDateTime: new Date(now - number * 3_600_000).toISOString(),
      isRead: number > 10,
    } as never);
  for (let number = 1; number <= 20; number++) control.todo.addTask(officeUser, "Tasks", { title: `Task ${number}` });
}

const syllables = ["ba", "den", "fi", "gor", "hal", "ki", "lo", "men", "nu", "per", "ra", "sto", "ti", "vel"];

/** Texts of so many words, always the same ones, which do not compress as well as a repeated line. */
function createWords(): (count: number) => string {
  let last = 1;
  const syllable = (): string => {
    last = (last * 48_271) % 2_147_483_647;
    return syllables[last % syllables.length]!;
  };
  return (count) => Array.from({ length: count }, () => syllable() + syllable() + syllable()).join(" ");
}
