// generated/commands.ts: the words and flags of the command that each operation is.
import { writeJson } from "../../src/json.mjs";
import { componentsIn } from "./fold.mjs";
import { bodyOf, flatParametersOf, successesOf } from "./operations.mjs";
import { additionalOf, createConverter, literal, SOURCE } from "./schema.mjs";
import { mapAll, mistakeAt, operationsOf } from "./spec.mjs";
import { limitsInWords } from "./types.mjs";

/** @typedef {import("./spec.mjs").Node} Node */
/** @typedef {import("./spec.mjs").OperationNode} OperationNode */
/** @typedef {ReturnType<typeof parametersOf>[number]} Parameter one of the flat parameters of a method */

/** Commands by hand that no operation may be, and those that an operation is, with their samples. */
export const BY_HAND = [
  ...["secrets set", "secrets push", "secrets check", "logs follow"],
  ...["configuration pull", "configuration diff", "configuration publish"],
];
/** @type {Readonly<Record<string, string>>} */
const REPLACED = {
  "secrets create": "client_id",
  "secrets update": "sec_a23f23d26",
  "secrets delete": "sec_a23f23d26",
};
/** Flags of every command, and those that read a value. */
export const COMMON = [
  ...["base-url", "timeout", "max-retries", "output", "verbose", "quiet", "color", "no-color"],
  ...["yes", "help", "version"],
];
const VALUE_FLAGS = ["from-env", "from-file", "verbatim"];
/** Parameters of the path that many operations share. */
const SHARED = ["team_id", "connector_identifier"];

/** @param {Node} spec */
export function renderCommands(spec) {
  const methods = operationsOf(spec).filter(isCommand);
  const own = methods.filter((method) => !(titleOf(method) in REPLACED));
  const commands = mapAll(own, (method) => {
    return `  ${literal(commandOf(spec, method, methods), new Map(), "  ")},\n`;
  });
  const resources = methods.map(({ resource }) => {
    const tag = spec.tags?.find((/** @type {Node} */ { name }) => kebab(name) === kebab(resource));
    const about = tag && plain(tag.description).join(" ");
    return [kebab(resource), about || `The operations on ${kebab(resource)}.`];
  });
  return [
    'import type { OperationCommand } from "../src/cli/operation/command.ts";',
    "/** What each resource is. */\n" +
      `export const RESOURCES: Readonly<Record<string, string>> = ${literal(Object.fromEntries(resources), new Map())};`,
    "/** A command for each operation that has none by hand. */\n" +
      `export const OPERATION_COMMANDS: readonly OperationCommand[] = [\n${commands.join("")}];\n`,
  ].join("\n\n");
}

/**
 * How an operation is called on the command line, for the docs; `undefined` without a command.
 * @param {Node} spec @param {OperationNode} found
 */
export function commandSampleOf(spec, found) {
  if (!isCommand(found)) return undefined;
  const title = titleOf(found);
  const rest = REPLACED[title] ?? commandOf(spec, found, []).example;
  return ["connector-builder", title, rest].filter(Boolean).join(" ");
}

/** @param {OperationNode} found */
const isCommand = ({ name, operation }) => name && operation["x-no-command"] === undefined;

/** @param {OperationNode} found */
export const titleOf = ({ resource, verb }) => `${kebab(resource)} ${kebab(verb)}`;

/** `getURL` → `get-url`. @param {string} name */
const kebab = (name) =>
  name
    .replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1-$2")
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1-$2")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "");

/**
 * @param {Node} spec @param {OperationNode} found @param {OperationNode[]} methods all of them
 * @returns {Node} an `OperationCommand`
 */
function commandOf(spec, found, methods) {
  const { resource, verb, method, operation, path } = found;
  const { description = "", summary = operation.operationId } = operation;
  const parameters = parametersOf(spec, found);
  const isDelete = method === "DELETE";
  const [last] = (isDelete ? /[^{}]+(?=\}[^{}]*$)/ : /[^{}]+(?=\}$)/).exec(path) ?? [];
  const inPath = parameters.filter(({ place }) => place === "path");
  const argument = inPath.find(({ name }) => name === last);
  const shared = inPath.filter(
    (one) => SHARED.includes(one.name) && !(isDelete && one === argument),
  );
  const value = findValue(operation, parameters);
  const { media, isRequired, members: body } = bodyOf(spec, operation);
  const isOpen = media && (additionalOf(body) ? true : !body.properties);
  const others = parameters.filter((one) => ![argument, value, ...shared].includes(one));
  const flags = flagsOf(others, [
    ...[...COMMON, ...shared.map(({ name }) => kebab(name))],
    ...[...(value ? VALUE_FLAGS : []), ...(isOpen ? ["body"] : [])],
  ]);
  const isChange = ["PUT", "PATCH"].includes(method) && isRequired;
  const needsBody = isChange && !value && !flags.some((flag) => flag.required && flag.isBody);
  const shown = flags.filter((flag) => {
    return flag.required || (needsBody && flag.isBody && flag.example !== undefined);
  });
  const look = (verb === "create" ? ["list", "get"] : ["get", "list"]).find((name) =>
    methods.some((one) => one.resource === resource && one.verb === name),
  );
  const success = successesOf(spec, operation).find(([, json]) => json)?.[1];
  return clean({
    resource: kebab(resource),
    verb: kebab(verb),
    call: [resource, verb],
    method,
    summary: sentence(plain(summary).join(" ")),
    details: plain(description).map(withoutScopes).filter(Boolean),
    scopes:
      [...new Set(description.match(/(?<=`)cb_\w+(?=`)/g) ?? [])].join(" and ") ||
      "none are documented",
    path: shared.map(({ name }) => name),
    argument: argument && {
      name: argument.name,
      description: argument.words,
      kind: argument.kind,
      ...(shared.includes(argument) ? { fills: argument.name } : { required: true }),
    },
    flags: [...flags.map(({ example, ...flag }) => clean(flag)), ...(isOpen ? [BODY_FLAG] : [])],
    value: value && { name: value.name, kind: value.kind, required: value.required },
    needsBody,
    look: look && method !== "GET" ? `${kebab(resource)} ${look}` : undefined,
    example: [
      ...(argument ? [quote(shownText(argument.example ?? argument.name))] : []),
      ...shown.map(exampleOf),
    ].join(" "),
    result: success && shapeOf(createConverter(spec)(success.schema ?? {}, "")),
  });
}

/** Without members that say nothing. @param {Node} node */
const clean = (node) =>
  Object.fromEntries(
    Object.entries(node).filter(([, value]) => {
      return value !== undefined && value !== false && !(Array.isArray(value) && !value.length);
    }),
  );

// ── Parameters ─────────────────────────────────────────────────────────────────────────────────

/**
 * The flat parameters of a method, in the order of the spec, with their words and flags.
 * @param {Node} spec @param {OperationNode} found
 */
export function parametersOf(spec, found) {
  const convert = createConverter(spec);
  const all = flatParametersOf(spec, found).map((parameter) => {
    const schema = convert(parameter.schema, `${found.operation.operationId}.${parameter.name}`);
    const source = { ...schema[SOURCE], ...parameter.schema };
    const { examples: [first] = [], default: fallback, enum: [value] = [] } = source;
    const example = parameter.example ?? source.example ?? first ?? fallback ?? value;
    const description = parameter.description ?? source.description ?? "";
    const kind = kindOf(schema);
    const item = kind.endsWith("[]") ? schema.items : undefined;
    const values = kind.startsWith("enum") ? valuesOf(item ?? schema) : undefined;
    const choice = values?.join("|") ?? "";
    const isSecret = kind === "json" && hasSecret(spec, parameter.schema);
    const each = item && limitsInWords(item[SOURCE]);
    const words = [
      ...plain(description).map(sentence),
      limitsInWords(source),
      choice.length > LONGEST_ENUM && `One of ${values?.join(", ")}.`,
      item && "Given once for each item.",
      each && `Each: ${each.charAt(0).toLowerCase()}${each.slice(1)}`,
    ];
    return {
      ...{ ...parameter, source, kind, values, description, isSecret },
      value: kind === "boolean" ? undefined : shownValue(kind, choice, isSecret),
      words: words.filter(Boolean).join(" ").replaceAll("`", "") || parameter.name,
      example: example ?? source.const,
    };
  });
  return all.filter(({ place, source }) => place !== "body" || source.readOnly !== true);
}

/** Characters of an enum that stands in a flag. */
const LONGEST_ENUM = 24;

/** @param {string} kind @param {string} choice of an enum @param {boolean} isSecret */
function shownValue(kind, choice, isSecret) {
  const [base] = kind.split("[]");
  if (base === "enum") return choice.length > LONGEST_ENUM ? "<text>" : `<${choice}>`;
  return base !== "json" ? `<${base}>` : isSecret ? "<file>" : "<json|file>";
}

/** How the text of a flag is read. @param {Node} schema converted @returns {string} */
function kindOf({ type, items, [SOURCE]: { anyOf, oneOf } = {}, ...schema }) {
  if (valuesOf(schema) && type !== "boolean") return "enum";
  if (anyOf || oneOf) return "json";
  if (type === "string") return "text";
  if (type === "blob") return "file";
  const kind = items && kindOf(items);
  // A list of what a single text can say.
  if (type === "array")
    return /^(text|integer|number|enum|file)$/.test(kind) ? `${kind}[]` : "json";
  return ["integer", "number", "boolean"].includes(type) ? type : "json";
}

/** The values of a schema, if they are listed. @param {Node} schema converted @returns {unknown[] | undefined} */
const valuesOf = ({ const: only, enum: all = only === undefined ? undefined : [only] }) =>
  all?.filter((/** @type {unknown} */ value) => value !== null);

/** Whether something in it is `writeOnly`. @param {Node} spec @param {Node} node */
function hasSecret(spec, node) {
  const components = [...componentsIn(spec, node)].map((name) => spec.components.schemas[name]);
  return writeJson([node, components]).includes('"writeOnly":true');
}

/**
 * The value that is read from a prompt or standard input: what is `writeOnly` is no argument.
 * @param {Node} operation @param {Parameter[]} parameters
 */
function findValue(operation, parameters) {
  const [value, other] = parameters.filter(({ source, kind }) => {
    return source.writeOnly === true && /^(text|integer|number|enum)$/.test(kind);
  });
  if (!value || !other) return value;
  const what = `${operation.operationId}: "${value.name}" and "${other.name}" are both writeOnly`;
  const why = "and a command can read one value. Give x-no-command with a reason.";
  throw mistakeAt(operation, "requestBody", `${what}, ${why}`);
}

// ── Flags ──────────────────────────────────────────────────────────────────────────────────────

const BODY_FLAG = {
  ...{ name: "body", member: "", kind: "json", value: "<json|file>" },
  description: "An object whose members are sent beside the others.",
  isBody: true,
};

/** @param {Parameter[]} parameters @param {string[]} names of other flags */
function flagsOf(parameters, names) {
  const taken = new Set(names);
  return parameters.map(({ name: member, kind, value, words, required, values, ...parameter }) => {
    const isBoolean = kind === "boolean";
    let name = kebab(member) || "value";
    const forms = () => (isBoolean ? [name, `no-${name}`] : [name]);
    while (forms().some((form) => taken.has(form))) name = `param-${name}`;
    for (const form of forms()) taken.add(form);
    return {
      ...{ name, member, kind, value, description: words, required, values, isBoolean },
      default: isBoolean && parameter.source.default === true,
      isBody: parameter.place === "body",
      isSecret: parameter.isSecret,
      example: parameter.example,
    };
  });
}

/** @param {string} text */
const sentence = (text) => (/[.!?:]$/.test(text) ? text : `${text}.`);

/** The scopes of an API key have a line of their own. @param {string} paragraph */
const withoutScopes = (paragraph) =>
  paragraph
    .split(/(?<=[.!?]) /)
    .filter((text) => !/\bcb_\w+/.test(text))
    .join(" ");

/** Markdown as plain paragraphs, without tables and code blocks. @param {string} text */
const plain = (text) =>
  text
    .replaceAll(/^ *(```|~~~)[\s\S]*?^ *\1.*$|^ *\|.*$/gm, "")
    .replaceAll(/^ *(?:#+|[-*]|>) +/gm, "\n")
    .replaceAll(
      /`([^`]*)`|!?\[([^\]]*)\]\([^)]*\)|(?<!\w)_([^_]+)_(?!\w)|\*+/g,
      (_, code, link, emphasis) => code ?? link ?? emphasis ?? "",
    )
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim().replaceAll(/\s+/g, " "))
    .filter(Boolean);

// ── The example, and the result ────────────────────────────────────────────────────────────────

/** @param {Node} flag */
function exampleOf({ name, kind, example, default: fallback, isSecret }) {
  if (kind === "boolean") return `--${fallback || example === false ? "no-" : ""}${name}`;
  if (kind === "file") return `--${name} ${name}.png`;
  if (kind === "json") {
    const text = example === undefined || isSecret ? "" : shownText(example);
    return `--${name} ${text && text.length < 60 ? quote(text) : `${name}.json`}`;
  }
  const fallbacks = /** @type {Node} */ ({ integer: 1, number: 1 });
  const items = Array.isArray(example) ? example : [example ?? fallbacks[kind] ?? name];
  return items.map((item) => `--${name} ${quote(shownText(item))}`).join(" ");
}

/** @param {unknown} value */
const shownText = (value) => (typeof value === "string" ? value : writeJson(value));

/** For a POSIX shell. @param {string} text */
export const quote = (text) =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/**
 * The documented members of a result, as `Shape` of src/cli/operation/result.ts: "scalar", "any", a
 * list `[items]`, or an object.
 * @param {Node} schema converted @returns {unknown}
 */
function shapeOf(schema) {
  const { type = "object", items, properties, additionalProperties } = schema;
  if (additionalProperties) return "any";
  if (items) return [shapeOf(items)];
  if (!properties) return valuesOf(schema) || !/object|array/.test(`${type}`) ? "scalar" : "any";
  const members = Object.entries(properties).filter(
    ([, { [SOURCE]: source }]) => !source?.writeOnly,
  );
  return Object.fromEntries(members.map(([name, member]) => [name, shapeOf(member)]));
}
