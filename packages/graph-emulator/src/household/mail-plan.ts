import { householdUsers } from "./people.ts";

const { mateo, priya, jonas, sofia } = householdUsers.colleagues;

export interface PlannedMail {
  /** A user of the household, or the name and address of someone outside. */
  from: string | { name: string; address: string };
  subject: string;
  text: string;
  /** Hours ago. */
  hoursAgo: number;
  unread?: true;
  important?: true;
  flagged?: true;
  categories?: readonly string[];
  /** Folder: a well-known name or a path of display names. Default: `inbox`. */
  folder?: string;
  /** Owner of the mailbox. Default: the main user. */
  mailbox?: string;
  /** Users of the household, or addresses. Default: the owner of the mailbox. */
  to?: readonly string[];
  cc?: readonly string[];
  /** Replaces the text, which is otherwise one paragraph. */
  html?: string;
  /** Mails with the same value belong to one conversation. */
  thread?: string;
  files?: readonly { name: string; contentType: string; content: string; contentId?: string }[];
  /** In the format that Graph accepts. */
  attachments?: readonly object[];
  draft?: true;
  /** Days from now until the flag is due. */
  due?: number;
  unfocused?: true;
}

export const externalSender = (name: string, address: string) => ({ name, address });
const shop = externalSender("Timber Yard Online", "orders@timber-yard.example");
const news = externalSender("Building Weekly", "news@building-weekly.example");
const school = externalSender("Linden School", "secretary@linden-school.example");
const club = externalSender("FC Millbrook", "team@fc-millbrook.example");
const bank = externalSender("Harbour Bank", "no-reply@harbour-bank.example");

/** Thirty ordinary messages to the main user, newest first. */
export const ordinaryMails: readonly PlannedMail[] = [
  {
    from: mateo,
    subject: "Stairs: oak or larch?",
    text: "Can we settle this today? The carpenter waits.",
    hoursAgo: 1,
    unread: true,
    important: true,
  },
  { from: school, subject: "Museum trip: packed lunch", text: "Please remember a packed lunch for tomorrow.", hoursAgo: 2, unread: true },
  {
    from: sofia,
    subject: "Quayside lofts: agenda",
    text: "Agenda for our call is in the invitation.",
    hoursAgo: 3,
    due: 1,
    unread: true,
    flagged: true,
  },
  { from: shop, subject: "Your order 48-1127 has shipped", text: "Three samples are on their way.", hoursAgo: 5 },
  { from: jonas, subject: "Photos from Elm Row", text: "The wall is open, see for yourself.", hoursAgo: 7, unread: true },
  {
    from: news,
    subject: "This week: timber prices",
    text: "Prices fell by two per cent.",
    hoursAgo: 9,
    unread: true,
    categories: ["Green category"],
  },
  { from: priya, subject: "Load calculations", text: "Sorry, I have to cancel tomorrow. New date follows.", hoursAgo: 20 },
  { from: bank, subject: "Your statement is ready", text: "Sign in to read it.", hoursAgo: 22, unread: true },
  { from: mateo, subject: "Re: Budget for the fair", text: "Agreed.", hoursAgo: 26 },
  { from: club, subject: "Line-up for Saturday", text: "Kick-off is at half past ten.", hoursAgo: 28, unread: true },
  { from: sofia, subject: "Notes from the client", text: "They like the second variant.", hoursAgo: 30, flagged: true },
  { from: jonas, subject: "Scaffolding", text: "Stays until the end of the month.", hoursAgo: 33 },
  { from: school, subject: "Parents' evening", text: "Thursday at seven in the assembly hall.", hoursAgo: 47 },
  { from: shop, subject: "Thank you for your order 48-1127", text: "We pack it today.", hoursAgo: 50 },
  { from: priya, subject: "Beam over the kitchen", text: "A 240 will do.", hoursAgo: 54, categories: ["Blue category"] },
  { from: mateo, subject: "Holiday list", text: "Please fill in your weeks.", hoursAgo: 70, unread: true },
  { from: news, subject: "Last week: heat pumps", text: "Five questions before you buy.", hoursAgo: 96 },
  { from: sofia, subject: "Portfolio review", text: "Could you look at pages 3 to 9?", hoursAgo: 100 },
  { from: jonas, subject: "Keys for Elm Row", text: "With the neighbor at number 14.", hoursAgo: 119 },
  { from: club, subject: "Training moved inside", text: "Because of the rain.", hoursAgo: 140 },
  { from: bank, subject: "A transfer was made", text: "See your account for details.", hoursAgo: 165 },
  { from: mateo, subject: "Minutes of the planning", text: "Attached to the folder as usual.", hoursAgo: 190 },
  { from: priya, subject: "Snow load map", text: "We are in zone two.", hoursAgo: 220 },
  { from: shop, subject: "New in the yard: smoked oak", text: "Come and see.", hoursAgo: 260, folder: "junkemail" },
  { from: school, subject: "Autumn project week", text: "Choose one of six projects.", hoursAgo: 290 },
  { from: sofia, subject: "Photos for the website", text: "Which three do you want?", hoursAgo: 330 },
  { from: jonas, subject: "Finished: Birch Lane", text: "Handed over this morning.", hoursAgo: 400, folder: "archive" },
  { from: mateo, subject: "Welcome to the new studio", text: "Coffee is on the upper floor.", hoursAgo: 500, folder: "archive" },
  { from: news, subject: "Your subscription", text: "Renewed for a year.", hoursAgo: 600, folder: "archive" },
  { from: club, subject: "Season calendar", text: "All dates at a glance.", hoursAgo: 700, folder: "archive" },
];
