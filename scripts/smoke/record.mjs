// What the calls of a run showed, and the report of it for openapi/REALITY.md.
import { ApiError } from "supermetrics-connector-builder";
import { successesOf } from "../generate/operations.mjs";
import { operationsOf, resolve } from "../generate/spec.mjs";
import { compare } from "./compare.mjs";

/** @typedef {import("../generate/spec.mjs").Node} Node */
/**
 * @typedef {object} Row
 * @property {string} call @property {string} answer
 * @property {boolean} ok whether the answer is one that the contract allows
 * @property {string[]} differences
 * @property {string[] | undefined} [headers] the names, of a 2xx alone
 */
/** @typedef {ReturnType<typeof createRecord>} Record */

/** @param {Node} spec @param {AbortSignal} signal */
export function createRecord(spec, signal) {
  const schemas = new Map(
    operationsOf(spec).map(({ operation }) => {
      const [[, response] = []] = successesOf(operation);
      const { content } = resolve(spec, response ?? {});
      return [operation["x-method"], content?.["application/json"]?.schema];
    }),
  );
  /** @type {Row[]} */
  const rows = [];
  /** @type {Map<string, string[]>} by question */
  const answers = new Map();

  /** @param {Row} row */
  function add(row) {
    rows.push(row);
    console.error(`${row.ok ? "✓" : "✗"} ${row.call}: ${row.answer}`);
  }

  /** @param {string} question a row of openapi/REALITY.md @param {string} answer */
  function learn(question, answer) {
    answers.set(question, [...(answers.get(question) ?? []), answer]);
  }

  /**
   * Waits for an answer. One that fails is noted, and the run goes on.
   * @template T @param {string} call the method, and what is special about this call of it
   * @param {import("supermetrics-connector-builder").ApiPromise<T>} promise
   * @param {object} [options]
   * @param {boolean} [options.isOpen] the contract leaves open whether this is refused
   * @param {(data: T) => boolean} [options.holds] whether the result fits what came before
   * @returns {Promise<{ answer: string, done: boolean, data?: T }>}
   */
  async function call(call, promise, { isOpen = false, holds = () => true } = {}) {
    try {
      const { data, response } = await promise.withResponse();
      const schema = schemas.get(call.split(" ")[0]);
      const differences = schema ? compare(spec, schema, data) : [];
      const ok = holds(data);
      if (!ok) differences.push("the change does not show");
      const answer = `${response.status}`;
      add({ call, answer, ok, differences, headers: [...response.headers.keys()] });
      return { answer, done: true, data };
    } catch (error) {
      if (signal.aborted) throw error;
      const answer = describe(error);
      const ok = isOpen && error instanceof ApiError && error.status < 500;
      add({ call, answer, ok, differences: [] });
      return { answer, done: false };
    }
  }

  /** @param {{ contract: string, version: string, cleaned: string }} run */
  function render({ contract, version, cleaned }) {
    const seen = rows.flatMap(({ headers }) => (headers ? [headers] : []));
    /** @param {string} header */
    const share = (header) =>
      `On ${seen.filter((names) => names.includes(header)).length} of ${seen.length}.`;
    learn("Do the 2xx carry the rate-limit headers?", share("x-ratelimit-remaining"));
    learn("Do the 2xx carry an `X-Request-Id`?", share("x-request-id"));
    /** @param {string} what */
    const below = (what) =>
      rows.some(({ differences }) => differences.some((text) => text.includes(what)))
        ? `Not all: see "${what}" below.`
        : "All of those below.";
    learn(
      "Which members of a connector, a configuration and a log entry always come?",
      below("is missing"),
    );
    learn("Are `created_at`, `updated_at` and `log_time` date-times?", below("is not a date-time"));
    return [
      `## ${new Date().toISOString().slice(0, 10)}: contract ${contract}, package ${version}`,
      "",
      "| Question | Seen |",
      "| --- | --- |",
      ...[...answers].map(([question, found]) => `| ${question} | ${found.join(" ")} |`),
      "",
      "| Call | Answer | Against the contract |",
      "| --- | --- | --- |",
      ...rows.map(({ call, answer, ok, differences }) => {
        const [method, ...rest] = call.split(" ");
        const found = [ok ? [] : "**NO**", differences].flat().join("; ");
        return `| ${[`\`${method}\``, ...rest].join(" ")} | ${answer} | ${found || "as documented"} |`;
      }),
      "",
      `Headers of the 2xx: ${[...new Set(seen.flat())].sort().join(", ") || "none seen"}.`,
      "",
      `Cleaned up? ${cleaned}`,
    ].join("\n");
  }

  return { rows, learn, call, render };
}

/** By its class, status and code alone. @param {unknown} error */
export function describe(error) {
  if (!(error instanceof Error)) return "an unknown error";
  const { status, code } = /** @type {{ status?: number, code?: unknown }} */ (error);
  const shown = typeof code === "string" && /^[A-Z][A-Z0-9_]{0,60}$/.test(code) ? code : undefined;
  return [status, shown, error.name].filter(Boolean).join(" ");
}
