// What the calls of a run showed: how each response differs from the contract, in names of members
// and in counts, never in a value.
import { Ajv2020 } from "ajv/dist/2020.js";
import { ApiError } from "supermetrics-connector-builder";
import { merged, nullableOf } from "../generate/fold.mjs";
import { successesOf } from "../generate/operations.mjs";
import { operationsOf } from "../generate/spec.mjs";

/** @typedef {import("../generate/spec.mjs").Node} Node */
/** @typedef {{ call: string, status: string, ok: boolean, differences: string[], headers?: string[] }} Row headers: of a 2xx */

const ajv = new Ajv2020({
  allErrors: true,
  logger: false,
  strict: false,
  verbose: true,
  formats: {
    "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i,
    uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
  },
});

/** @param {Node} spec @param {any} client its methods are called by their names @param {AbortSignal} signal */
export function createReport(spec, client, signal) {
  const checks = new Map(
    operationsOf(spec).map(({ operation }) => {
      const [[, json] = []] = successesOf(spec, operation);
      const schema = json?.schema;
      return [operation["x-method"], schema && ajv.compile(plain(strictly(spec, schema)))];
    }),
  );
  /** @type {Row[]} */
  const rows = [];

  /** @type {string[]} */
  const answers = [];
  /** @param {string} question @param {string} text */
  const answer = (question, text) => answers.push(`| ${question} | ${text} |`);

  /**
   * A call that fails is noted, and the run goes on. Each response has to be seen as it comes, so
   * nothing is retried.
   * @param {string} label the method, and what is special about this call of it
   * @param {object} params
   * @param {"open"} [refusal] the contract does not say whether it is refused
   * @returns {Promise<{ status: string, data?: any }>}
   */
  async function call(label, params, refusal) {
    const [, method = "", resource = "", verb = ""] = /^((\w+)\.(\w+))/.exec(label) ?? [];
    /** @type {Omit<Row, "call">} */
    let row;
    let data;
    try {
      const promise = client[resource][verb](params, { signal, maxRetries: 0 });
      const result = await promise.withResponse();
      data = result.data ?? {};
      const differences = differencesOf(checks.get(method), data);
      const headers = [...result.response.headers.keys()];
      row = { status: `${result.response.status}`, ok: true, differences, headers };
    } catch (error) {
      if (signal.aborted) throw error;
      const ok = refusal === "open" && error instanceof ApiError && error.status < 500;
      row = { status: describe(error), ok, differences: [] };
    }
    rows.push({ call: label, ...row });
    console.error(`${row.ok ? "✓" : "✗"} ${label}: ${row.status}`);
    return { status: row.status, data };
  }

  const isAsDocumented = () => rows.every(({ ok }) => ok);

  function render() {
    const calls = rows.map(({ call, status, ok, differences }) => {
      const verdict = [ok ? [] : "**NO**", differences].flat().join("; ");
      return `| ${call.replace(/^\S+/, "`$&`")} | ${status} | ${verdict || "as documented"} |`;
    });
    const lists = rows.flatMap(({ headers }) => (headers ? [headers] : []));
    const headers = [...new Set(lists.flat())].sort().map((name) => {
      return `${name} (${lists.filter((list) => list.includes(name)).length} of ${lists.length})`;
    });
    return `| Question | Seen |
| --- | --- |
${answers.join("\n")}

| Call | Response | Against the contract |
| --- | --- | --- |
${calls.join("\n")}

Headers of the 2xx: ${headers.join(", ") || "none seen"}.`;
  }
  return { call, answer, isAsDocumented, render };
}

/**
 * So that Ajv notices what is missing or not documented. (An object without documented members, such
 * as a configuration, is not opened.)
 * @param {Node} spec @param {Node} node @returns {Node}
 */
function strictly(spec, node) {
  const other = nullableOf(node);
  const { items, properties, type, ...schema } = merged(spec, other ?? node);
  const names = Object.keys(properties ?? {});
  const members = names.map((name) => [name, strictly(spec, properties[name])]);
  return {
    ...schema,
    ...(type && { type: other ? [type, "null"].flat() : type }),
    ...(items && { items: strictly(spec, items) }),
    ...(properties && { properties: Object.fromEntries(members), required: names }),
    ...(properties && { additionalProperties: false }),
  };
}

/** Ajv knows no bigint. @param {unknown} json */
const plain = (json) =>
  JSON.parse(
    JSON.stringify(json, (_, value) => (typeof value === "bigint" ? Number(value) : value)),
  );

/** Each once, with the number of times. @param {import("ajv").ValidateFunction | undefined} validate @param {object} data */
function differencesOf(validate, data) {
  /** @type {Map<string, number>} */
  const times = new Map();
  validate?.(plain(data));
  for (const { keyword, instancePath, params, data: value } of validate?.errors ?? []) {
    const parent = instancePath
      .slice(1)
      .replaceAll(/\/\d+(?=\/|$)/g, "[]")
      .replaceAll("/", ".");
    const name = params.missingProperty ?? params.additionalProperty;
    const shown = name === undefined || /^\w{1,40}$/.test(name) ? name : "(an odd name)";
    const what =
      {
        required: "is missing",
        additionalProperties: "is not documented",
        type: `is ${value === null ? "null" : Array.isArray(value) ? "array" : typeof value}`,
        format: `is not a ${params.format}`,
      }[keyword] ?? `breaks ${keyword}`;
    const text = `\`${[parent, shown].filter(Boolean).join(".") || "the response"}\` ${what}`;
    times.set(text, (times.get(text) ?? 0) + 1);
  }
  return [...times].map(([text, count]) => (count > 1 ? `${text} (${count} times)` : text));
}

/** By its class, status and code alone. @param {unknown} error */
export function describe(error) {
  if (!(error instanceof Error)) return "an unknown error";
  const { status, code } = /** @type {{ status?: number, code?: unknown }} */ (error);
  const shown = typeof code === "string" && /^[A-Z][A-Z0-9_]{0,60}$/.test(code) ? code : undefined;
  return [status, shown, error.name].filter(Boolean).join(" ");
}
