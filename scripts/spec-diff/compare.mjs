// What differs between two versions of the contract, operation by operation. Redocly finds it.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { LineCounter, parseDocument, visit } from "yaml";
import { runTool } from "../support/run.mjs";
import { ScriptError } from "../support/script.mjs";
import { brokenBy, explain } from "./judge.mjs";
import { at, encode, usesOf } from "./uses.mjs";

/** @typedef {Record<string, any>} Node */
/** @typedef {{ file: string, pointer: string, line: number, col: number, value?: any }} Side */
/**
 * @typedef {object} Found a change as Redocly reports it
 * @property {string} path @property {string} typeName @property {string} [property]
 * @property {"added" | "removed" | "modified"} kind
 * @property {"major" | "minor" | "patch"} impact
 * @property {Side} [base] @property {Side} [revision]
 *
 * @typedef {import("./judge.mjs").Change & Judgement} Judged
 *
 * @typedef {object} Judgement
 * @property {string | undefined} breaks whom
 * @property {string} where file, line and column
 * @typedef {object} Difference
 * @property {string} call method and path, or "every operation"
 * @property {string | undefined} operationId of the version before, if it had the operation
 * @property {"added" | "removed" | "changed"} kind
 * @property {Judged[]} changes
 */

const CONFIG = fileURLToPath(new URL("redocly.yaml", import.meta.url));

/**
 * @param {string} before @param {string} after each a text in YAML or JSON
 * @param {object} [options]
 * @param {boolean} [options.shared] only the operations that both have
 * @param {[before: string, after: string]} [options.names] of the files, for people
 * @returns {Promise<Difference[]>}
 */
export async function compareSpecs(before, after, options = {}) {
  const { shared = false, names = ["the version before", "openapi/openapi.yaml"] } = options;
  const versions = [read(before, names[0]), read(after, names[1])].map(({ text, spec }) => ({
    text,
    spec,
    uses: usesOf(spec),
  }));
  const [base, revision] = /** @type {[typeof versions[0], typeof versions[0]]} */ (versions);
  /** @type {Map<string, Difference>} */
  const differences = new Map();
  for (const found of await findChanges(base.text, revision.text)) {
    const { kind: how, typeName, path } = found;
    // A component counts where it is used, and Redocly tells of that, too.
    if (/^#\/components\/(?!securitySchemes\/)/.test(path)) continue;
    const isWhole = how !== "modified" && ["Operation", "PathItem"].includes(typeName);
    if (isWhole && shared) continue;
    const side = found.revision ?? found.base;
    const where = `${found.revision ? names[1] : names[0]}:${side?.line}:${side?.col}`;
    for (const use of usesOfChange(base.uses, revision.uses, found)) {
      const changes = explain(found, use, base.spec, revision.spec).map((change) => {
        return { ...change, where, breaks: brokenBy(change) };
      });
      const known = differences.get(use.key);
      // Of what came or went as a whole, no part is told.
      if (isWhole) differences.set(use.key, { ...use.operation, kind: how, changes });
      else if (!known) differences.set(use.key, { ...use.operation, kind: "changed", changes });
      else if (known.kind === "changed") known.changes.push(...changes);
    }
  }
  return [...differences.values()].filter(({ changes }) => changes.length > 0);
}

/**
 * Redocly reads a number as JavaScript does, so an int64 beyond 2^53 goes to it as a string.
 * @param {string} text @param {string} name
 * @returns {{ text: string, spec: Node }}
 */
function read(text, name) {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { intAsBigInt: true, lineCounter });
  const [mistake] = document.errors;
  if (mistake) {
    const { line } = lineCounter.linePos(mistake.pos[0]);
    throw new ScriptError(`${name}:${line}: the YAML cannot be read: ${mistake.message.trim()}`);
  }
  let exact = "";
  let end = 0;
  visit(document, {
    Scalar(_key, { value, range }) {
      if (typeof value !== "bigint" || !range || Number.isSafeInteger(Number(value))) return;
      exact += `${text.slice(end, range[0])}"${value}"`;
      end = range[1];
    },
  });
  return { text: exact + text.slice(end), spec: parseDocument(exact + text.slice(end)).toJS() };
}

/** @param {string} before @param {string} after @returns {Promise<Found[]>} */
async function findChanges(before, after) {
  const folder = await mkdtemp(join(tmpdir(), "spec-diff-"));
  try {
    const files = [join(folder, "before.yaml"), join(folder, "after.yaml")];
    await Promise.all(files.map((file, index) => writeFile(file, [before, after][index] ?? "")));
    const options = ["--format=json", "--fail-on=none", `--config=${CONFIG}`];
    const { ok, stdout, output } = await runTool("@redocly/cli", "redocly", [
      "diff",
      ...files,
      ...options,
    ]);
    if (!ok) throw new ScriptError(output);
    return JSON.parse(stdout).changes.flatMap(membersOf);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @type {Record<string, string>} */
const MEMBERS = {
  HeadersMap: "Header",
  MediaTypesMap: "MediaType",
  ParameterList: "Parameter",
  SchemaProperties: "Schema",
};

/** A list that came or went as a whole, member by member. @param {Found} found @returns {Found[]} */
function membersOf(found) {
  const typeName = MEMBERS[found.typeName];
  const side = found.base ? "base" : "revision";
  const whole = found[side];
  if (!typeName || !whole || found.kind === "modified") return [found];
  return Object.entries(whole.value).map(([key, value]) => {
    const step = `/${encode(key)}`;
    const member = { ...whole, pointer: whole.pointer + step, value };
    return { ...found, typeName, path: found.path + step, [side]: member };
  });
}

/**
 * Redocly reports a component once, where it meets it first; it changes for all who use it.
 * @param {import("./uses.mjs").Uses} before @param {import("./uses.mjs").Uses} after @param {Found} found
 * @returns {import("./uses.mjs").Use[]}
 */
function usesOfChange(before, after, { base, revision }) {
  const old = base ? at(before, base.pointer) : [];
  const now = revision ? at(after, revision.pointer) : [];
  /** @param {typeof old} some @param {typeof old} others @param {boolean} wanted */
  const shared = (some, others, wanted) =>
    some.filter(
      ({ key, place }) =>
        others.some((other) => other.key === key && other.place === place) === wanted,
    );
  if (base && revision) {
    const both = shared(old, now, true);
    return both.length > 0 ? both : old;
  }
  // What is gone from one place may still be in another.
  const elsewhere = base ? after.get(base.pointer) : before.get(revision?.pointer ?? "");
  const all = [...old, ...now];
  const gone = shared(all, elsewhere ?? [], false);
  return gone.length > 0 ? gone : all;
}
