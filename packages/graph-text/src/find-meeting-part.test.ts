import { describe, expect, it } from "vitest";
import { linearGrowth, timeGrowth } from "../test/time-growth.fixture.ts";
import { findMeetingPart } from "./index.ts";

const line = "_".repeat(80);
const join = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_N2E%40thread.v2/0?context=%7b%22Tid%22%3a%221%22%7d";
const partOf = (html: string, joinUrl?: string) => {
  const range = findMeetingPart(html, joinUrl);
  return range && html.slice(range.start, range.end);
};

/** As Teams wrote it from 2019 on: the lines are outside of its element. */
const earlier =
  `<div style="width:100%; height:20px"><span>${line}</span>\r\n</div>\r\n<div class="me-email-text" style="color:#252424">` +
  `<a class="me-email-headline" href="${join}">Join</a><a href="tel:&#43;1 323">&#43;1 323</a></div>\r\n` +
  `<div style="width:100%; height:20px"><span>${line}</span></div>`;
/** As it writes it since 2024. */
const present =
  `<div class="me-email-text" lang="en-US"><div aria-hidden="true">${line}</div><div><span class="me-email-text">Microsoft Teams</span></div>` +
  `<div><a href="${join}" id="meet_invite_block.action.join_link" class="me-email-headline">Join the meeting now</a></div>` +
  `<div>Passcode: x</div><div aria-hidden="true">${line}</div></div>`;

describe("findMeetingPart", () => {
  it.each([
    ["of 2019", earlier],
    ["of today", present],
    ["after Outlook has renamed its classes", present.replaceAll('class="', 'class="x_')],
    ["without a line below", `<div>${line}</div><div><a href="${join}">Join</a></div>`],
    [
      "of Skype for Business",
      `<div>${".".repeat(60)}</div><div><a href="https://meet.lync.com/x/1">Join Skype Meeting</a></div><div>${".".repeat(60)}</div>`,
    ],
    ["with the short address", `<p>${line}</p><p><a href="https://teams.microsoft.com/meet/123?p=x">Join</a></p><p>${line}</p>`],
    ["of personal accounts", `<p>${line}</p><p><a href="https://teams.live.com/meet/9312">Join</a></p><p>${line}</p>`],
    ["only a link", `<a href="${join}">Join</a>`],
  ])("finds the part: %s", (_, part) => {
    expect(partOf(`<html>\r\n<head><meta></head>\r\n<body>\r\nAgenda<br>\r\n${part}\r\n</body>\r\n</html>`)).toBe(part);
    expect(partOf(`<html><body><div class="WordSection1"><p>Agenda</p>${part}</div></body></html>`, join)).toBe(part);
    expect(partOf(`Agenda ${part} more`)).toBe(part);
  });

  it("takes the event's own meeting, not another one that the agenda mentions, however it is escaped", () => {
    const other = '<p>Last time: <a href="https://teams.microsoft.com/l/meetup-join/other">here</a></p>';
    expect(partOf(`<body>${other}${earlier}</body>`, join.replaceAll("%3a", "%3A"))).toBe(earlier);
    expect(partOf(`<body>${other}${present}</body>`)).toBe(present);
  });

  it("finds nothing in other bodies", () => {
    for (const html of ["", "Agenda", `<p>${line}</p><p>Regards</p>`, '<a href="https://contoso.example/meet">x</a>', "<a href>"])
      expect(findMeetingPart(html, join)).toBeUndefined();
  });

  it.each(["<div>", "<a href='teams.microsoft.com/meet/'>", `<p>${line}</p>`])("takes linear time on repeated %s", (unit) => {
    const textOf = (length: number) => unit.repeat(length / unit.length);
    expect(timeGrowth((html) => findMeetingPart(html, join), textOf, 25_000)).toBeLessThan(linearGrowth);
  });
});
