import type { PluginChoice } from "./plugin-choices.ts";
import { InvalidReply } from "./resolve-question.ts";

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const domain = /^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/i;

// How answers are read. Each throws WrongAnswer with what is wrong and what would be right.

export const parseAccountName =
  (taken: readonly string[]) =>
  (answer: string): string => {
    if (!/^[a-z][a-z0-9-]{0,31}$/.test(answer))
      throw new InvalidReply("Begin with a small letter, then small letters, digits and hyphens, at most 32 in all.");
    if (taken.includes(answer)) throw new InvalidReply(`There is an account ${answer} already. Choose another name.`);
    return answer;
  };

export function parseAccountType(answer: string): string {
  const word = { "1": "work", "2": "personal" }[answer] ?? answer;
  if (word === "3") throw new InvalidReply("Write the organisation's id (Directory (tenant) ID on the app's Overview page) or its domain.");
  if (word === "work" || word === "personal" || guid.test(word) || domain.test(word)) return word;
  throw new InvalidReply("Write work, personal, or the organisation's id or domain.");
}

/** Numbers as shown, ids, or `all`. */
export const parsePluginIds =
  (choices: readonly PluginChoice[]) =>
  (answer: string): readonly string[] => {
    const fitting = choices.filter(({ unavailable }) => unavailable === undefined);
    if (answer === "all") return fitting.map(({ id }) => id);
    const wanted = [...new Set(answer.split(/[\s,]+/).filter(Boolean))];
    if (wanted.length === 0) throw new InvalidReply(`Choose at least one: ${fitting.map(({ id }) => id).join(", ")}.`);
    return wanted.map((one) => {
      const choice = choices[/^\d+$/.test(one) ? Number(one) - 1 : choices.findIndex(({ id }) => id === one)];
      if (!choice) throw new InvalidReply(`There is no feature "${one}" here. There are: ${choices.map(({ id }) => id).join(", ")}.`);
      if (choice.unavailable !== undefined) throw new InvalidReply(choice.unavailable);
      return choice.id;
    });
  };

export const parseClientId =
  (type: string) =>
  (answer: string): string => {
    if (!guid.test(answer))
      throw new InvalidReply(
        "That is no client id. It looks like 11111111-1111-4111-8111-111111111111: Application (client) ID on the Overview page.",
      );
    if (answer.toLowerCase() === type.toLowerCase())
      throw new InvalidReply("That is the organisation's id (tenant). The Application (client) ID stands above it on the Overview page.");
    return answer.toLowerCase();
  };

export function parseSecretValue(answer: string): string {
  if (answer === "") throw new InvalidReply("Copy the secret's value: the column Value under Certificates & secrets.");
  if (guid.test(answer))
    throw new InvalidReply("That is the secret's id. Copy the column Value; it is shown only once, so make a new secret if it is gone.");
  return answer;
}

export function parseExpiryDate(answer: string): string | undefined {
  if (answer === "") return undefined;
  const day = new Date(`${answer}T00:00:00Z`);
  if (/^\d{4}-\d\d-\d\d$/.test(answer) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(answer)) return answer;
  throw new InvalidReply("Write a date like 2027-06-30, or nothing.");
}
