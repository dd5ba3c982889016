import { parseSync, Visitor } from "oxc-parser";

export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** What the rules want to know of one source file. */
export interface SourceFacts {
  readonly imports: readonly Import[];
  readonly hasDefaultExport: boolean;
  /** Every statement is `export { … } from` or `export type { … } from`. */
  readonly onlyReexports: boolean;
  /** `it.only`, `describe.skip` and the like. */
  readonly switchedTests: readonly string[];
  /** `vi.mock` and the like: what they change, other test files see too. */
  readonly globalMocks: readonly string[];
}

const testFunctions = new Set(["describe", "it", "test", "suite", "bench"]);
const switches = new Set(["only", "skip", "todo"]);
const globalChanges = new Set(["mock", "doMock", "stubGlobal", "stubEnv", "useFakeTimers", "setSystemTime"]);

/** Throws with the parser's message when the text is no TypeScript. */
export function sourceFacts(path: string, text: string): SourceFacts {
  const { program, module, errors } = parseSync(path, text);
  const error = errors.find(({ severity }) => severity === "Error");
  if (error) throw new SyntaxError(`${path}: ${error.message}`);

  const imports: Import[] = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      specifier: moduleRequest.value,
      typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
    })),
    ...module.staticExports
      .flatMap(({ entries }) => entries)
      .flatMap(({ moduleRequest, isType }) => (moduleRequest ? [{ specifier: moduleRequest.value, typeOnly: isType }] : [])),
  ];
  const switchedTests: string[] = [];
  const globalMocks: string[] = [];
  const visitor: ConstructorParameters<typeof Visitor>[0] = {
    ImportExpression({ source }) {
      if (source.type === "Literal" && typeof source.value === "string") imports.push({ specifier: source.value, typeOnly: false });
    },
    TSImportType({ source }) {
      imports.push({ specifier: String(source.value), typeOnly: true });
    },
    MemberExpression({ object, property }) {
      let root = object;
      while (root.type === "MemberExpression" || root.type === "CallExpression")
        root = root.type === "MemberExpression" ? root.object : (root.callee as typeof object);
      if (root.type !== "Identifier" || property.type !== "Identifier") return;
      if (testFunctions.has(root.name) && switches.has(property.name)) switchedTests.push(`${root.name}.${property.name}`);
      if (root.name === "vi" && globalChanges.has(property.name)) globalMocks.push(`vi.${property.name}`);
    },
  };
  new Visitor(visitor).visit(program);

  return {
    imports,
    switchedTests,
    globalMocks,
    hasDefaultExport: module.staticExports.some(({ entries }) => entries.some(({ exportName }) => exportName.kind === "Default")),
    onlyReexports: program.body.every((statement) => statement.type === "ExportNamedDeclaration" && statement.source !== null),
  };
}
