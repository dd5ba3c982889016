import { externalSender, type PlannedMail } from "./mail-plan.ts";
import { householdUsers } from "./people.ts";

const { main, sharedMailbox, personal, colleagues } = householdUsers;
const { mateo, priya, jonas, sofia } = colleagues;

/** Additional folders: path of the parent folder (empty for the top level) and name. Parents come before their children. */
export const plannedFolders: readonly { mailbox?: string; parent: string; name: string }[] = [
  { parent: "", name: "Projects" },
  { parent: "Projects", name: "Quayside lofts" },
  { parent: "Projects", name: "Elm Row" },
  { parent: "Projects/Elm Row", name: "Permits & plans" },
  { parent: "inbox", name: "Receipts" },
  { parent: "deleteditems", name: "Old newsletters" },
  { mailbox: sharedMailbox, parent: "inbox", name: "Enquiries" },
  { mailbox: jonas, parent: "inbox", name: "Baustelle" },
];

const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const picture = { name: "signature.png", contentType: "image/png", content: pixel, contentId: "signature" };
const pdf = (name: string) => ({ name, contentType: "application/pdf", content: "%PDF-1.4 emulated" });
const guest = externalSender("Ines O'Hara", "ines@quayside.example");
const quayside = "Projects/Quayside lofts";

/** Messages with threads, all kinds of attachments, and unusual characters, in other folders and other mailboxes. */
export const specialMails: readonly PlannedMail[] = [
  {
    from: guest,
    subject: "Ines's questions about the lofts",
    text: "Three questions before Friday.",
    hoursAgo: 80,
    thread: "lofts",
    folder: quayside,
    cc: [sofia],
    files: [pdf("floor plan.pdf")],
  },
  {
    from: main,
    subject: "RE: Ines's questions about the lofts",
    text: "Two answers, one photo.",
    hoursAgo: 78,
    thread: "lofts",
    folder: "sentitems",
    to: [guest.address],
    cc: [sofia],
  },
  {
    from: guest,
    subject: "RE: Ines's questions about the lofts",
    text: "Thank you! And the stairs?",
    html: '<p>Thank you! And the stairs?</p><p><img src="cid:signature" alt="Ines"></p>',
    hoursAgo: 45,
    unread: true,
    thread: "lofts",
    folder: quayside,
    files: [picture],
  },
  {
    from: jonas,
    subject: "Permit for Elm Row – “stamped” & signed",
    text: "Everything you need is attached.",
    hoursAgo: 60,
    folder: "Projects/Elm Row/Permits & plans",
    categories: ["Red category", "Blue category"],
    files: [pdf("permit.pdf"), { name: "Grundriss Straße.txt", contentType: "text/plain", content: "EG, 1. OG, DG" }],
    attachments: [
      {
        "@odata.type": "#microsoft.graph.itemAttachment",
        name: "Handover",
        item: {
          "@odata.type": "#microsoft.graph.message",
          subject: "Handover",
          body: { contentType: "text", content: "Keys are with me." },
        },
      },
      { "@odata.type": "#microsoft.graph.referenceAttachment", name: "Photos in the cloud" },
    ],
  },
  {
    from: priya,
    subject: "Elm Row: snow guard",
    text: "Two rows will do.",
    hoursAgo: 130,
    unread: true,
    due: 3,
    flagged: true,
    folder: "Projects/Elm Row",
  },
  {
    from: externalSender("Timber Yard Online", "orders@timber-yard.example"),
    subject: "Invoice 48-1127",
    text: "Payable within two weeks.",
    hoursAgo: 49,
    folder: "Inbox/Receipts",
    files: [pdf("invoice 48-1127.pdf")],
  },
  { from: main, subject: "Coffee machine", text: "Shall we get the blue one?", hoursAgo: 0.5, folder: "drafts", to: [mateo], draft: true },
  { from: main, subject: "Minutes of Tuesday", text: "As discussed.", hoursAgo: 52, folder: "sentitems", to: [mateo, priya], cc: [sofia] },
  {
    from: externalSender("Building Weekly", "news@building-weekly.example"),
    subject: "Sale: 50 % off",
    text: "Today only.",
    hoursAgo: 800,
    unfocused: true,
    folder: "Deleted Items/Old newsletters",
  },
  { mailbox: sharedMailbox, from: guest, subject: "Viewing on Friday?", text: "May I bring my brother?", hoursAgo: 4, unread: true },
  {
    mailbox: sharedMailbox,
    from: externalSender("Parcel Point", "no-reply@parcel.example"),
    subject: "A parcel waits",
    text: "At the front desk.",
    hoursAgo: 25,
  },
  {
    mailbox: sharedMailbox,
    from: externalSender("Leo Brandt", "leo@brandt.example"),
    subject: "Enquiry: loft conversion",
    text: "Do you do attics?",
    hoursAgo: 90,
    unread: true,
    folder: "Inbox/Enquiries",
  },
  { mailbox: jonas, from: main, subject: "Fenster in der Elm Row", text: "Kommt die Lieferung am Montag?", hoursAgo: 6, unread: true },
  {
    mailbox: personal,
    from: externalSender("FC Millbrook", "team@fc-millbrook.example"),
    subject: "Who brings the oranges?",
    text: "Any volunteers?",
    hoursAgo: 12,
    unread: true,
  },
];
