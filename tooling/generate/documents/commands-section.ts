import { createProgram } from "../../../apps/hub/src/program.ts";
import { inlineCode, markdownTable } from "../../../packages/testing/src/readme/markdown-table.ts";
import { silentIo } from "../../readme/silent-io.ts";

type Command = ReturnType<typeof createProgram>;

/** The help of each command of `casement`. */
export function commandsSection(): string {
  const program = createProgram(silentIo);
  return [
    ...visibleCommands(program).flatMap((command) => [
      `### ${inlineCode(command.name())}`,
      `${capitalize(command.description())}\n\n\`\`\`text\n${usageOf(command)}\n\`\`\``,
      ...tableOf("Command", command.commands.map(summaryOf)),
      ...tableOf("Option", [command, ...command.commands].flatMap(parametersOf)),
    ]),
    "### Options of every command",
    ...tableOf("Option", optionsOf(program)),
  ].join("\n\n");
}

function usageOf(command: Command): string {
  const names: string[] = [];
  for (let each: Command | null = command; each; each = each.parent) names.unshift(each.name());
  return `${names.join(" ")} ${command.usage()}`;
}

/** A command below another one: `add <name>`, and what it does. */
const summaryOf = (command: Command): string[] => [
  `${command.name()} ${command.usage().replace("[options]", "")}`.replaceAll(/ +/g, " ").trim(),
  command.description(),
];

const parametersOf = (command: Command): string[][] => [...argumentsOf(command), ...optionsOf(command)];

const argumentsOf = (command: Command): string[][] =>
  command.registeredArguments
    .filter(({ description }) => description)
    .map((argument) => [argument.required ? `<${argument.name()}>` : `[${argument.name()}]`, argument.description]);

const optionsOf = (command: Command): string[][] =>
  command.options.map(({ flags, description, mandatory, defaultValue }) => {
    const note = mandatory ? "required" : defaultValue === undefined ? undefined : `default: ${defaultValue}`;
    return [flags, note === undefined ? description : `${description} (${note})`];
  });

const tableOf = (title: string, rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0
    ? []
    : [
        markdownTable(
          [title, "Meaning"],
          withoutRepetitions(rows).map(([name = "", text = ""]) => [inlineCode(name), text]),
        ),
      ];

/** Several commands can have the same option. */
const withoutRepetitions = (rows: readonly (readonly string[])[]): readonly (readonly string[])[] => [
  ...new Map(rows.map((row) => [row.join(), row])).values(),
];

const capitalize = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Without those that only scripts call, and without `help`. */
const visibleCommands = (program: Command): Command[] =>
  program
    .createHelp()
    .visibleCommands(program)
    .filter((command) => program.commands.includes(command));
