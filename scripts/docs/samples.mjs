// The samples of an operation, written from the operation itself: its method, parameters and
// examples.
import { commandSampleOf } from "../generate/commands.mjs";
import { resolve } from "../generate/spec.mjs";

/**
 * @typedef {import("../generate/spec.mjs").Node} Node
 * @typedef {ReturnType<typeof import("../generate/spec.mjs").operationsOf>[number]} Operation
 * @typedef {{ lang: string, label: string, source: string }} Sample
 * @typedef {{ mime: string, members: [name: string, value: unknown, schema: Node][], value: unknown, encoding: Node }} Body
 */

const WIDTH = 80;

/** Redocly picks a sample by its label. @param {Node} spec @param {Operation} operation @returns {Sample[]} */
export function samplesOf(spec, operation) {
  const command = commandSampleOf(spec, operation);
  return [
    { lang: "TypeScript", label: "TypeScript", source: typeScriptOf(spec, operation) },
    ...(command ? [{ lang: "Shell", label: "Command line", source: command }] : []),
    { lang: "Shell", label: "curl", source: curlOf(spec, operation) },
  ];
}

/** @param {Node} spec @param {Operation} operation */
export function typeScriptOf(spec, { path, method, operation, parameters }) {
  const body = bodyOf(spec, operation);
  /** @type {Node[]} */
  const named = parameters.map((node) => ({ ...node, value: exampleOf(spec, node) }));
  const members = body?.members.map(([name, value, schema]) => {
    return [name, isBinary(schema) ? blobOf(name, body) : value];
  });
  const needsFile = members?.some(([, value]) => value instanceof Code);
  const name = operation["x-method"];
  const call = name ? flat() : byPath();
  return [
    ...(needsFile ? ['import { readFile } from "node:fs/promises";'] : []),
    'import { createClient } from "supermetrics-connector-builder";',
    "",
    "const client = createClient({ apiKey: process.env.SUPERMETRICS_API_KEY });",
    "",
    ...call,
    "",
  ].join("\n");

  function flat() {
    const params = Object.fromEntries([
      ...named.map((node) => [node.name, node.value]),
      ...(members ?? []),
    ]);
    const request = `await client.${name}(${writeParams(params)});`;
    const schema = resultOf(spec, operation);
    if (!schema) return [request];
    const names = Object.keys(schema.properties ?? {});
    const isSmall = names.length > 0 && names.every((each) => schema.required?.includes(each));
    // A list of the spec says what it holds; anything else goes by its resource.
    const [resource = ""] = name.split(".");
    const result = isSmall ? `{ ${names.join(", ")} }` : resource.replace(/s$/, "");
    const shown = isSmall ? names.join(", ") : result;
    return [`const ${result} = ${request}`, `console.log(${shown});`];
  }

  function byPath() {
    /** @type {Node} */
    const params = {};
    for (const { in: place, name: key, value } of named)
      params[place] = { ...params[place], [key]: value };
    const init = { params, ...(members && { body: Object.fromEntries(members) }) };
    return [
      `const { data, error } = await client.http.${method}(`,
      `  ${JSON.stringify(path)},`,
      `  ${writeParams(init).replaceAll("\n", "\n  ")},`,
      ");",
      "if (error) throw new Error(error.error.message);",
      "console.log(data);",
    ];
  }
}

/**
 * Arguments are visible to every process, so the credential goes in through standard input, and a
 * body of JSON from a file.
 * @param {Node} spec @param {Operation} operation
 */
export function curlOf(spec, { path, method, operation, parameters }) {
  const body = bodyOf(spec, operation);
  const url = new URL(spec.servers[0].url);
  const query = new URLSearchParams();
  const headers = [];
  let filled = path;
  for (const node of parameters) {
    const value = String(exampleOf(spec, node));
    if (node.in === "path") filled = filled.replace(`{${node.name}}`, encodeURIComponent(value));
    if (node.in === "query") query.set(node.name, value);
    if (node.in === "header") headers.push(`--header ${quote(`${node.name}: ${value}`)}`);
  }
  const target = `${url.href.replace(/\/$/, "")}${filled}${query.size ? `?${query}` : ""}`;
  const { notes, options } = curlBody(body, path);
  // With a body, curl sends a POST without being told.
  const isImplied = method === (body ? "POST" : "GET");
  const request = [isImplied ? "" : `--request ${method} `, quote(target)].join("");
  return [
    ...notes,
    [`curl ${request}`, ["--header @-", ...headers, ...options].join(" \\\n  ")]
      .join(" \\\n  ")
      .concat(" <<EOF"),
    "Authorization: Bearer $SUPERMETRICS_API_KEY",
    "EOF",
    "",
  ].join("\n");
}

/** @param {Body | undefined} body @param {string} path @returns {{ notes: string[], options: string[] }} */
function curlBody(body, path) {
  if (!body) return { notes: [], options: [] };
  if (body.mime === "application/json") {
    const file = `${lastWord(path)}.json`;
    const json = write(body.value, JSON_STYLE);
    const notes = `${file}:${json.includes("\n") ? "\n" : " "}${json}`.split("\n");
    return { notes: notes.map((line) => `# ${line}`), options: [`--json @${file}`] };
  }
  const isForm = body.mime === "application/x-www-form-urlencoded";
  const options = body.members.map(([name, value, schema]) => {
    const text = typeof value === "object" ? write(value, JSON_STYLE) : String(value);
    if (isForm)
      return `--data-urlencode ${quote(isSecret(schema) ? `${name}@${name}.txt` : `${name}=${text}`)}`;
    if (isBinary(schema))
      return `--form ${quote(`${name}=@${fileOf(name, body)};type=${mimeOf(name, body)}`)}`;
    return `--form ${quote(`${name}=${isSecret(schema) ? `<${name}.txt` : text}`)}`;
  });
  return { notes: [], options };
}

/** The last word of a path that is no parameter, in the singular. @param {string} path */
function lastWord(path) {
  const [word = "body"] = path
    .split("/")
    .filter((step) => !step.startsWith("{"))
    .slice(-1);
  return word.replace(/s$/, "");
}

/** @param {Node} spec @param {Node} operation @returns {Body | undefined} */
function bodyOf(spec, operation) {
  if (!operation.requestBody) return undefined;
  const { content } = resolve(spec, operation.requestBody);
  const [[mime, media] = ["", {}]] = /** @type {[string, Node][]} */ (Object.entries(content));
  const schema = resolve(spec, media.schema);
  const value = exampleOf(spec, media);
  const members = Object.entries(schema.properties ?? {}).flatMap(([name, node]) => {
    /** @type {[string, unknown, Node]} */
    const member = [name, value?.[name], resolve(spec, node)];
    const isShown =
      member[1] !== undefined || (isBinary(member[2]) && schema.required?.includes(name));
    return isShown ? [member] : [];
  });
  return { mime, members, value, encoding: media.encoding ?? {} };
}

/** The schema of what a success brings. @param {Node} spec @param {Node} operation */
function resultOf(spec, operation) {
  const [, success] =
    Object.entries(operation.responses).find(([status]) => status.startsWith("2")) ?? [];
  const media = success && resolve(spec, success).content?.["application/json"];
  return media ? resolve(spec, media.schema) : undefined;
}

/**
 * Of a parameter or a media type.
 * @param {Node} spec @param {Node} node @returns {any}
 */
export function exampleOf(spec, node) {
  if (node.example !== undefined) return node.example;
  const [first] = Object.values(node.examples ?? {});
  if (first) return resolve(spec, first).value;
  const schema = resolve(spec, node.schema ?? {});
  return schema.example ?? schema.examples?.[0];
}

/** @param {Node} schema */
const isBinary = (schema) => schema.format === "binary" || "contentMediaType" in schema;

/** @param {Node} schema */
const isSecret = (schema) => schema.writeOnly === true;

/** @param {string} name @param {Body} body @returns {string} */
const mimeOf = (name, body) => body.encoding[name]?.contentType?.split(/,\s*/)[0] ?? "image/png";

/** @param {string} name @param {Body} body */
const fileOf = (name, body) => `${name}.${mimeOf(name, body).split("/")[1]}`;

/** @param {string} name @param {Body} body */
function blobOf(name, body) {
  const [file, type] = [fileOf(name, body), mimeOf(name, body)].map((text) => JSON.stringify(text));
  return new Code(`new Blob([await readFile(${file})], { type: ${type} })`);
}

/** Code that stands for a value. */
class Code {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }
}

/** @typedef {{ key: (name: string) => string, space: string, last: string, integer: (value: bigint) => string }} Style */

/** @type {Style} */
const JSON_STYLE = { key: (name) => JSON.stringify(name), space: "", last: "", integer: String };
/** @type {Style} */
const CODE_STYLE = {
  key: (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)),
  space: " ",
  last: ",",
  integer: (value) => (Number.isSafeInteger(Number(value)) ? `${value}` : `${value}n`),
};

/**
 * A value as a formatter would write it: on one line where it fits.
 * @param {unknown} value @param {Style} style @param {number} [width] @returns {string}
 */
function write(value, style, width = WIDTH) {
  if (value instanceof Code) return value.text;
  if (typeof value === "bigint") return style.integer(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const members = Object.entries(value).map(([name, member]) => {
    const text = write(member, style, width && width - 2);
    return isList ? text : `${style.key(name)}: ${text}`;
  });
  const [open, close] = isList ? "[]" : "{}";
  const space = isList || members.length === 0 ? "" : style.space;
  const line = `${open}${space}${members.join(", ")}${space}${close}`;
  if (line.length <= width && !line.includes("\n")) return line;
  const lines = members.map((member) => `  ${member.replaceAll("\n", "\n  ")}`);
  return `${open}\n${lines.join(",\n")}${style.last}\n${close}`;
}

/** Each parameter on a line of its own. @param {Node} params */
function writeParams(params) {
  const lines = Object.entries(params).map(([name, value]) => {
    return `  ${CODE_STYLE.key(name)}: ${write(value, CODE_STYLE, WIDTH / 2).replaceAll("\n", "\n  ")},\n`;
  });
  return `{\n${lines.join("")}}`;
}

/** For a POSIX shell. @param {string} text */
function quote(text) {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
