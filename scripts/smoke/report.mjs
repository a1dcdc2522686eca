// What the calls of a run showed: how each response differs from the contract, in names of members
// and in counts, never in a value, and all of it as an entry of openapi/REALITY.md.
import { Ajv2020 } from "ajv/dist/2020.js";
import { ApiError } from "supermetrics-connector-builder";
import { merged, nullableOf } from "../generate/fold.mjs";
import { successesOf } from "../generate/operations.mjs";
import { operationsOf, resolve } from "../generate/spec.mjs";

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

/**
 * @param {Node} spec @param {any} client its methods are called by their names
 * @param {AbortSignal} signal
 */
export function createReport(spec, client, signal) {
  const checks = new Map(
    operationsOf(spec).map(({ operation }) => {
      const [[, response] = []] = successesOf(operation);
      const schema = resolve(spec, response ?? {}).content?.["application/json"]?.schema;
      return [operation["x-method"], schema && ajv.compile(plain(strictly(spec, schema)))];
    }),
  );
  /** @type {Row[]} */
  const rows = [];
  /** @type {Map<string, string[]>} by question */
  const answers = new Map();

  /** @param {Row} row */
  function add(row) {
    rows.push(row);
    console.error(`${row.ok ? "✓" : "✗"} ${row.call}: ${row.status}`);
  }

  /** @param {string} question a row of openapi/REALITY.md @param {string} answer */
  function learn(question, answer) {
    answers.set(question, [...(answers.get(question) ?? []), answer]);
  }

  /**
   * A call that fails is noted, and the run goes on. Each response has to be seen as it comes, so
   * nothing is retried.
   * @param {string} label the method, and what is special about this call of it
   * @param {object | undefined} params
   * @param {{ isOpen?: boolean, holds?: (data: any) => boolean }} [options] `isOpen`: the contract
   *   leaves open whether this is refused; `holds`: whether the result fits what came before
   * @returns {Promise<{ status: string, done: boolean, data?: any }>}
   */
  async function call(label, params, { isOpen = false, holds = () => true } = {}) {
    const [method = ""] = label.split(" ");
    const [resource = "", verb = ""] = method.split(".");
    try {
      const promise = client[resource][verb](params, { signal, maxRetries: 0 });
      const { data, response } = await promise.withResponse();
      const validate = checks.get(method);
      const differences = validate ? differencesOf(validate, data) : [];
      const ok = holds(data);
      if (!ok) differences.push("the change does not show");
      const headers = [...response.headers.keys()];
      add({ call: label, status: `${response.status}`, ok, differences, headers });
      return { status: `${response.status}`, done: true, data };
    } catch (error) {
      if (signal.aborted) throw error;
      const status = describe(error);
      const ok = isOpen && error instanceof ApiError && error.status < 500;
      add({ call: label, status, ok, differences: [] });
      return { status, done: false };
    }
  }

  /** @param {string} title */
  function render(title) {
    const seen = rows.flatMap(({ headers }) => (headers ? [headers] : []));
    const share = (/** @type {string} */ header) =>
      `On ${seen.filter((names) => names.includes(header)).length} of ${seen.length}.`;
    const texts = rows.flatMap(({ differences }) => differences).join();
    const below = (/** @type {string} */ what) =>
      texts.includes(what) ? `Not all: see "${what}" below.` : "All of those below.";
    const members = "Which members of a connector, a configuration and a log entry always come?";
    learn("Do the 2xx carry the rate-limit headers?", share("x-ratelimit-remaining"));
    learn("Do the 2xx carry an `X-Request-Id`?", share("x-request-id"));
    learn(members, below("is missing"));
    learn("Are `created_at`, `updated_at` and `log_time` date-times?", below("is not a date-time"));
    return [
      `## ${new Date().toISOString().slice(0, 10)}: ${title}`,
      "",
      "| Question | Seen |",
      "| --- | --- |",
      ...[...answers].map(([question, texts]) => `| ${question} | ${texts.join(" ")} |`),
      "",
      "| Call | Response | Against the contract |",
      "| --- | --- | --- |",
      ...rows.map(({ call, status, ok, differences }) => {
        const verdict = [ok ? [] : "**NO**", differences].flat().join("; ");
        return `| ${call.replace(/^\S+/, "`$&`")} | ${status} | ${verdict || "as documented"} |`;
      }),
      "",
      `Headers of the 2xx: ${[...new Set(seen.flat())].sort().join(", ") || "none seen"}.`,
    ].join("\n");
  }

  return { call, learn, render, isGood: () => rows.every(({ ok }) => ok) };
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

/** @param {import("ajv").ValidateFunction} validate @param {unknown} response */
function differencesOf(validate, response) {
  const data = plain(response ?? null);
  validate(data);
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const { keyword, instancePath, params, data: value } of validate.errors ?? []) {
    const parent = instancePath
      .replaceAll(/\/\d+(?=\/|$)/g, "[]")
      .slice(1)
      .replaceAll("/", ".");
    const name = params.missingProperty ?? params.additionalProperty;
    const shown = name === undefined || /^\w{1,40}$/.test(name) ? name : "(an odd name)";
    const path = [parent, shown].filter(Boolean).join(".") || "the response";
    const what =
      {
        required: "is missing",
        additionalProperties: "is not documented",
        type: `is ${value === null ? "null" : Array.isArray(value) ? "array" : typeof value}`,
        format: `is not a ${params.format}`,
      }[keyword] ?? `breaks ${keyword}`;
    const text = `\`${path}\` ${what} (%s of ${count(data, parent)})`;
    times.set(text, (times.get(text) ?? 0) + 1);
  }
  return [...times].map(([text, number]) => text.replace("%s", String(number)));
}

/** How many values a path leads to. @param {unknown} data @param {string} path such as `secrets[].secret_name` */
function count(data, path) {
  /** @type {any[]} */
  let values = [data];
  for (const step of path.split(/\.|(?=\[\])/).filter(Boolean)) {
    values = values.flatMap((value) => {
      if (step === "[]") return value;
      return value && Object.hasOwn(value, step) ? [value[step]] : [];
    });
  }
  return values.length;
}

/** By its class, status and code alone. @param {unknown} error */
export function describe(error) {
  if (!(error instanceof Error)) return "an unknown error";
  const { status, code } = /** @type {{ status?: number, code?: unknown }} */ (error);
  const shown = typeof code === "string" && /^[A-Z][A-Z0-9_]{0,60}$/.test(code) ? code : undefined;
  return [status, shown, error.name].filter(Boolean).join(" ");
}
