import { expect, it } from "vitest";
import { isMailAddress } from "./mail-address.ts";

it.each(["office@contoso.example", '"front office"@contoso.example', "büro@contoso.example", "o@bücher.example", "o@localhost"])(
  "%s is an address",
  (text) => {
    expect(isMailAddress(text)).toBe(true);
  },
);

it.each([
  "",
  "@",
  "office",
  "office@",
  "@contoso.example",
  "a@b@contoso.example",
  "a..b@contoso.example",
  "office@contoso..example",
  "office@-contoso.example",
  "a@x.example,b@x.example",
  "a@x.example b@x.example",
  "Office <office@contoso.example>",
  "mailto:office@contoso.example",
  "office@contoso.example\u202e",
  "office @contoso.example",
  `${"a".repeat(300)}@x.example`,
  `${"(".repeat(200)}@x`,
])("%j is no address", (text) => {
  expect(isMailAddress(text)).toBe(false);
});
