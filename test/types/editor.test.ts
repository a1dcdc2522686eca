// What an editor shows of the client: short signatures, the limits of each parameter, known codes.
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, expectTypeOf, it } from "vitest";
import { limitsInWords } from "../../scripts/generate/types.mjs";
import type { ApiError, ErrorCode } from "../../src/index.ts";
import { contract, membersOf, operations } from "../support/contract.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** There is no such file: imports are resolved from its folder. */
const FILE = `${ROOT}test/types/typed.ts`;

/** A language service for one file, and the positions that `|` marks in it. */
function open(source: string): { service: ts.LanguageService; positions: number[] } {
  const parts = source.split("|");
  const text = parts.join("");
  const positions = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("").length);
  const options: ts.CompilerOptions = {
    strict: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    allowImportingTsExtensions: true,
    noEmit: true,
  };
  const read = (path: string) => (path === FILE ? text : ts.sys.readFile(path));
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [FILE],
    getScriptVersion: () => "1",
    getScriptSnapshot: (path) => {
      const content = read(path);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => ROOT,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => path === FILE || ts.sys.fileExists(path),
    readFile: read,
  });
  return { service, positions };
}

const methods = Object.values(operations).filter((operation) => operation["x-method"]);

/** Each parameter of each method, with the words for its limits; an int64 fits no number. */
const limits = methods.flatMap((operation) =>
  membersOf(operation)
    .filter(({ path, schema }) => path.length === 1 && schema.format !== "int64")
    .map(({ path, schema }) => [operation["x-method"], path[0], limitsInWords(schema)]),
);
limits.push(
  ["secrets.list", "team_id", "An integer from 1 to 9223372036854775807."],
  ["secrets.set", "secret_name", "At most "],
  ["secrets.set", "secret_value", "At most "],
  ["secrets.sync", "connector_identifier", "At most "],
);

const hovers = methods.map(
  (operation) => `client.${String(operation["x-method"]).replace(".", ".|")};`,
);
const calls = limits.map(([method, name]) => {
  const key = /^\w+$/.test(String(name)) ? name : JSON.stringify(name);
  return `client.${method}({ |${key}: undefined });`;
});
/** What is shown of a result. */
const RESULTS: [code: string, hover: string][] = [
  ["const |list = await client.secrets.list(path);", "const list: SecretList"],
  ["const { |secrets } = list;", "const secrets: Secret[]"],
  [
    "const |connector = await client.connectors.get(path);",
    "const connector: ConnectorWithConfiguration",
  ],
  [
    "const { |configuration } = connector;",
    "const configuration: ConnectorConfiguration | undefined",
  ],
  ["for await (const |entry of client.logs.all(path)) entry;", "const entry: LogEntry"],
];
// One program for all: each takes a second.
const { service, positions } = open(`
  import type { ApiError, Client } from "../../src/index.ts";
  declare const client: Client;
  declare const error: ApiError;
  if (error.code === "|") {}
  ${hovers.join("\n")}
  ${calls.join("\n")}
  const path = { team_id: 1, connector_identifier: "T3S70" };
  ${RESULTS.map(([line]) => line).join("\n")}
`);
const [code = 0, ...named] = positions;
const infoAt = (position: number) => service.getQuickInfoAtPosition(FILE, position);

describe("an editor shows", () => {
  it("the documented codes", () => {
    const { entries = [] } = service.getCompletionsAtPosition(FILE, code, undefined) ?? {};
    const documented = contract.components.schemas?.ErrorCode as { "x-extensible-enum": string[] };
    expect(entries.map(({ name }) => name).sort()).toEqual(documented["x-extensible-enum"].sort());
  });

  it("a short signature of named types for each method", () => {
    const signatures = named
      .slice(0, hovers.length)
      .map((position) => ts.displayPartsToString(infoAt(position)?.displayParts));
    expect(signatures).toHaveLength(methods.length);
    for (const signature of signatures) {
      expect(signature).toMatch(
        /^\(method\) \w+\.\w+\(params\??: \w+Params, options\?: CallOptions\): ApiPromise<\w+>$/,
      );
    }
  });

  it("an example of each method, and its words without tags", () => {
    for (const position of named.slice(0, hovers.length)) {
      const { documentation, tags = [] } = infoAt(position) ?? {};
      expect(ts.displayPartsToString(documentation)).toMatch(/^[A-Z][\w ]+\.\n/);
      const [example] = tags.filter(({ name }) => name === "example");
      expect(ts.displayPartsToString(example?.text)).toMatch(/^```ts\n.*await client\.\w+\.\w+\(/);
    }
  });

  it("a component by its name", () => {
    const shown = named
      .slice(-RESULTS.length)
      .map((position) => ts.displayPartsToString(infoAt(position)?.displayParts));
    expect(shown).toEqual(RESULTS.map(([, hover]) => hover));
  });

  it("the limits of each parameter", () => {
    const docs = named.slice(hovers.length, -RESULTS.length).map((position) => {
      const { documentation, tags = [] } = infoAt(position) ?? {};
      const texts = [documentation, ...tags.map(({ text }) => text)];
      return texts.map(ts.displayPartsToString).join("\n");
    });
    expect(docs).toEqual(limits.map(([, , want]) => expect.stringContaining(String(want))));
  });
});

it("a code may be any string, and nothing else", () => {
  const domainCode: ErrorCode = "SOME_CODE_OF_TOMORROW";
  expectTypeOf<string>().toExtend<ErrorCode>();
  expectTypeOf<ErrorCode>().toExtend<string>();
  expectTypeOf<ApiError["code"]>().toEqualTypeOf<ErrorCode | undefined>();
  // @ts-expect-error a number is not a code
  const wrong: ErrorCode = 1;
  expect([domainCode, wrong]).toEqual(["SOME_CODE_OF_TOMORROW", 1]);
});
