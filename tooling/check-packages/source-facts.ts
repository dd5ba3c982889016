import { parseSync, Visitor } from "oxc-parser";

export interface SourceImport {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** What the checks need to know about a source file. */
export interface SourceFacts {
  readonly imports: readonly SourceImport[];
  /** Names that the file gives to what it exports: declared here, or re-exported under a new name. */
  readonly exportedNames: readonly string[];
  readonly hasDefaultExport: boolean;
  /** Whether every statement is `export { … } from` or `export type { … } from`. */
  readonly onlyReexports: boolean;
  /** Calls that select or skip tests: `it.only`, `describe.skip`, `test.todo`. */
  readonly selectedTests: readonly string[];
  /** Calls such as `vi.mock`, whose effect other test files see. */
  readonly globalMocks: readonly string[];
  /** Calls such as `vi.waitFor`, whose patience vitest.config.ts cannot set. */
  readonly impatientWaits: readonly string[];
}

const testFunctions = new Set(["describe", "it", "test", "suite", "bench"]);
const selectors = new Set(["only", "skip", "todo"]);
const globalChanges = new Set(["mock", "doMock", "stubGlobal", "stubEnv", "useFakeTimers", "setSystemTime"]);
const waits = new Set(["waitFor", "waitUntil"]);

/** @throws SyntaxError with the parser's message when the text is not valid TypeScript. */
export function readSourceFacts(path: string, text: string): SourceFacts {
  const { program, module, errors } = parseSync(path, text);
  const error = errors.find(({ severity }) => severity === "Error");
  if (error) throw new SyntaxError(`${path}: ${error.message}`);

  const exports = module.staticExports.flatMap(({ entries }) => entries);
  const imports: SourceImport[] = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      specifier: moduleRequest.value,
      typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
    })),
    ...exports.flatMap(({ moduleRequest, isType }) => (moduleRequest ? [{ specifier: moduleRequest.value, typeOnly: isType }] : [])),
  ];
  const selectedTests: string[] = [];
  const globalMocks: string[] = [];
  const impatientWaits: string[] = [];
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
      if (testFunctions.has(root.name) && selectors.has(property.name)) selectedTests.push(`${root.name}.${property.name}`);
      if (root.name === "vi" && globalChanges.has(property.name)) globalMocks.push(`vi.${property.name}`);
      if (root.name === "vi" && waits.has(property.name)) impatientWaits.push(`vi.${property.name}`);
    },
  };
  new Visitor(visitor).visit(program);

  return {
    imports,
    exportedNames: exports.flatMap(({ exportName, importName }) =>
      exportName.kind === "Name" && exportName.name && exportName.name !== importName.name ? [exportName.name] : [],
    ),
    selectedTests,
    globalMocks,
    impatientWaits,
    hasDefaultExport: exports.some(({ exportName }) => exportName.kind === "Default"),
    onlyReexports: program.body.every((statement) => statement.type === "ExportNamedDeclaration" && statement.source !== null),
  };
}
