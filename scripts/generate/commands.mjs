// generated/commands.ts: the words and flags of the command that each operation is.
import { fold, merged, nullableOf } from "./fold.mjs";
import { bodyOf, isIgnored, jsonTypeOf, successesOf } from "./operations.mjs";
import { additionalOf, literal } from "./schema.mjs";
import { mapAll, mistakeAt, operationsOf, resolve } from "./spec.mjs";
import { limitsInWords } from "./types.mjs";

/** @typedef {import("./spec.mjs").Node} Node */
/** @typedef {ReturnType<typeof operationsOf>[number]} Operation */
/** @typedef {Operation & { resource: string, verb: string }} Method */
/**
 * @typedef {object} Parameter one of the flat parameters of a method
 * @property {string} name
 * @property {Node} schema without references
 * @property {string} description
 * @property {boolean} required
 * @property {string} place
 * @property {unknown} example
 */

/** Commands by hand that no operation may be, and those that an operation is, with their samples. */
const BY_HAND = [
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
  const all = operationsOf(spec).flatMap((found) => methodOf(found) ?? []);
  checkCommands(all);
  const commands = mapAll(
    all.filter((method) => !(titleOf(method) in REPLACED)),
    (method) => commandOf(spec, method, all),
  );
  const resources = [...new Set(all.map(({ resource }) => resource))].map((resource) => {
    const tag = spec.tags?.find((/** @type {Node} */ { name }) => kebab(name) === kebab(resource));
    const about = tag && plain(tag.description).join(" ");
    return [kebab(resource), about || `The operations on ${kebab(resource)}.`];
  });
  return [
    "// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit.",
    'import type { OperationCommand } from "../src/cli/operation/command.ts";',
    "/** What each resource is. */\n" +
      `export const RESOURCES: Readonly<Record<string, string>> = ${literal(Object.fromEntries(resources), new Map())};`,
    "/** A command for each operation that has none by hand. */\n" +
      `export const OPERATION_COMMANDS: readonly OperationCommand[] = ${list(commands)};\n`,
  ].join("\n\n");
}

/**
 * How an operation is called on the command line, for the docs; `undefined` without a command.
 * @param {Node} spec @param {Operation} found
 */
export function commandSampleOf(spec, found) {
  const method = methodOf(found);
  if (!method) return undefined;
  const title = titleOf(method);
  const rest = REPLACED[title] ?? commandOf(spec, method, []).example;
  return ["connector-builder", title, rest].filter(Boolean).join(" ");
}

/** @param {Operation} found @returns {Method | undefined} */
function methodOf(found) {
  const { "x-method": name, "x-no-command": reason } = found.operation;
  const [resource, verb] = name?.split(".") ?? [];
  return resource && verb && reason === undefined ? { ...found, resource, verb } : undefined;
}

/** @param {Method[]} methods */
function checkCommands(methods) {
  /** @type {Map<string, string>} */
  const seen = new Map();
  mapAll(methods, (method) => {
    const { operation } = method;
    const title = titleOf(method);
    const refuse = (/** @type {string} */ what) =>
      mistakeAt(operation, "x-method", `${operation.operationId}: ${what} ${CHOOSE}`);
    if (BY_HAND.includes(title) || title.startsWith("help ")) {
      throw refuse(`the command \`${title}\` is taken.`);
    }
    const other = seen.get(title);
    if (other) throw refuse(`${other} is the command \`${title}\`, too.`);
    seen.set(title, operation.operationId);
  });
}

const CHOOSE = "Choose another x-method, or give x-no-command with a reason.";

/** @param {Pick<Method, "resource" | "verb">} method */
const titleOf = ({ resource, verb }) => `${kebab(resource)} ${kebab(verb)}`;

/** `getURL` → `get-url`. @param {string} name */
function kebab(name) {
  const words = name
    .replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1-$2")
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1-$2");
  return words
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "");
}

/** @param {Node[]} items each on lines of its own */
const list = (items) =>
  `[\n${items.map((item) => `  ${literal(item, new Map(), "  ")},\n`).join("")}]`;

/**
 * @param {Node} spec @param {Method} method @param {Method[]} methods all of them
 * @returns {Node} an `OperationCommand`
 */
function commandOf(spec, method, methods) {
  const { resource, verb, operation, path } = method;
  const { description = "", summary = operation.operationId, requestBody } = operation;
  const parameters = parametersOf(spec, method);
  const ends = /\{([^}]+)\}$/.exec(path)?.[1];
  const isDelete = method.method === "DELETE";
  const last = ends ?? (isDelete ? path.match(/[^{]+(?=\}[^{}]*$)/)?.[0] : undefined);
  const argument = parameters.find(({ name, place }) => place === "path" && name === last);
  const shared = parameters.filter(
    (one) => one.place === "path" && SHARED.includes(one.name) && !(isDelete && one === argument),
  );
  const value = findValue(spec, method, parameters);
  const others = parameters.filter((one) => ![argument, value, ...shared].includes(one));
  const { schema, isRequired } = bodyOf(spec, operation);
  const body = schema && merged(spec, schema);
  const isOpen = body && (additionalOf(body) ? true : !body.properties);
  const flags = flagsOf(spec, others, shared, { isOpen, hasValue: value !== undefined });
  const isChange = ["PUT", "PATCH"].includes(method.method) && isRequired;
  const needsBody =
    isChange && value === undefined && !flags.some((flag) => flag.required && flag.isBody);
  const look = (verb === "create" ? ["list", "get"] : ["get", "list"]).find((name) =>
    methods.some((one) => one.resource === resource && one.verb === name),
  );
  const isShared = argument && shared.includes(argument);
  const example = [
    ...(argument ? [quote(textOf(argument.example ?? argument.name))] : []),
    ...flags.flatMap((flag) => {
      const one = parameters.find(({ name }) => name === flag.member);
      const isShown = flag.required || (needsBody && flag.isBody && one?.example !== undefined);
      return isShown ? [exampleOf(flag, one?.example)] : [];
    }),
  ].join(" ");
  return clean({
    resource: kebab(resource),
    verb: kebab(verb),
    call: [resource, verb],
    method: method.method,
    summary: sentence(plain(summary).join(" ")),
    details: plain(description, isScope),
    scopes:
      [...new Set(description.match(/(?<=`)cb_\w+(?=`)/g) ?? [])].join(" and ") ||
      "none are documented",
    path: shared.map(({ name }) => name),
    argument: argument && {
      name: argument.name,
      description: wordsOf(spec, argument) || argument.name,
      kind: kindOf(spec, argument.schema),
      ...(isShared ? { fills: argument.name } : { required: true }),
    },
    flags,
    value: value && {
      name: value.name,
      kind: kindOf(spec, value.schema),
      required: value.required,
    },
    hasOptionalBody: requestBody && !isRequired,
    needsBody,
    look: look && method.method !== "GET" ? `${kebab(resource)} ${look}` : undefined,
    example,
    result: resultOf(spec, operation),
  });
}

/** Without members that say nothing. @param {Node} node */
function clean(node) {
  const isEmpty = (/** @type {unknown} */ value) => Array.isArray(value) && value.length === 0;
  return Object.fromEntries(
    Object.entries(node).filter(
      ([, value]) => value !== undefined && value !== false && !isEmpty(value),
    ),
  );
}

/**
 * The flat parameters of a method, in the order of the spec.
 * @param {Node} spec @param {Operation} found @returns {Parameter[]}
 */
export function parametersOf(spec, { operation, parameters }) {
  /** @param {string} name @param {string} place @param {Node} node @param {unknown} example @param {boolean} required */
  function parameterOf(name, place, node, example, required, description = "") {
    const schema = simple(spec, node);
    const { examples: [first] = [], default: fallback, enum: [value] = [] } = schema;
    return {
      ...{ name, place, schema, required },
      description: description || (schema.description ?? ""),
      example: example ?? schema.example ?? first ?? fallback ?? value ?? schema.const,
    };
  }
  /** @param {Node} node a parameter or a media type */
  function exampleOf({ example, examples = {} }) {
    const [named] = Object.values(examples);
    return example ?? (named && resolve(spec, named).value);
  }
  const own = parameters
    .filter((node) => node.in !== "cookie" && !isIgnored(node))
    .map((node) => {
      const { name, schema = {}, required = false, description } = node;
      return parameterOf(name, node.in, schema, exampleOf(node), required, description);
    });
  const { schema, mediaType, isRequired = false } = bodyOf(spec, operation);
  if (!schema || !mediaType) return own;
  const whole = exampleOf(resolve(spec, operation.requestBody).content[mediaType]);
  const { properties = {}, required = [] } = merged(spec, schema);
  const members = Object.entries(properties).map(([name, node]) =>
    parameterOf(name, "body", node, whole?.[name], isRequired && required.includes(name)),
  );
  return [...own, ...members.filter(({ schema: { readOnly } }) => readOnly !== true)];
}

/** A schema without references, `allOf` and null. @param {Node} spec @param {Node} node @returns {Node} */
function simple(spec, node) {
  const { anyOf, oneOf, ...own } = fold(spec, node, () => {});
  const other = nullableOf({ anyOf, oneOf });
  if (!other) return { ...own, ...(anyOf && { anyOf }), ...(oneOf && { oneOf }) };
  return { ...simple(spec, other), ...own };
}

/** How the text of a flag is read. @param {Node} spec @param {Node} schema @returns {string} */
function kindOf(spec, schema) {
  const { items, properties, format, anyOf, oneOf } = schema;
  const implied = properties ? "object" : items ? "array" : undefined;
  const types = [schema.type ?? implied].flat().filter((type) => type && type !== "null");
  const [type] = types;
  if (valuesOf(schema) && type !== "boolean") return "enum";
  if (anyOf || oneOf || types.length !== 1) return "json";
  if (type === "string") return format === "binary" ? "file" : "text";
  if (type === "array") return items ? listKindOf(kindOf(spec, simple(spec, items))) : "json";
  return ["integer", "number", "boolean"].includes(type) ? type : "json";
}

/** A list of what a single text can say. @param {string} kind of its items */
const listKindOf = (kind) =>
  /^(text|integer|number|enum|file)$/.test(kind) ? `${kind}[]` : "json";

/** The values that a scalar may have, if they are listed. @param {Node} schema @returns {unknown[] | undefined} */
function valuesOf(schema) {
  const all = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  const values = all?.filter((/** @type {unknown} */ value) => value !== null);
  return values?.every((/** @type {unknown} */ value) => Object(value) !== value)
    ? values
    : undefined;
}

/**
 * The value that is read from a prompt or standard input: what is `writeOnly` is no argument.
 * @param {Node} spec @param {Method} method @param {Parameter[]} parameters
 */
function findValue(spec, { operation }, parameters) {
  const isScalar = (/** @type {Parameter} */ { schema }) =>
    /^(text|integer|number|enum)$/.test(kindOf(spec, schema));
  const [value, other] = parameters.filter((one) => one.schema.writeOnly === true && isScalar(one));
  if (!value || !other) return value;
  const what = `${operation.operationId}: "${value.name}" and "${other.name}" are both writeOnly`;
  const why = "and a command can read one value. Give x-no-command with a reason.";
  throw mistakeAt(
    operation,
    operation.requestBody ? "requestBody" : "operationId",
    `${what}, ${why}`,
  );
}

/**
 * @param {Node} spec @param {Parameter[]} parameters @param {Parameter[]} shared
 * @param {{ isOpen: boolean | undefined, hasValue: boolean }} body
 */
function flagsOf(spec, parameters, shared, { isOpen, hasValue }) {
  const taken = new Set([
    ...COMMON,
    ...(hasValue ? VALUE_FLAGS : []),
    ...shared.map(({ name }) => kebab(name)),
    ...(isOpen ? ["body"] : []),
  ]);
  const flags = parameters.map((one) => {
    const { schema, required, place } = one;
    const kind = kindOf(spec, schema);
    let name = kebab(one.name) || "value";
    const isTaken = () => taken.has(name) || (kind === "boolean" && taken.has(`no-${name}`));
    while (isTaken()) name = `param-${name}`;
    taken.add(name);
    if (kind === "boolean") taken.add(`no-${name}`);
    const item = kind.endsWith("[]") ? simple(spec, schema.items) : schema;
    const isSecret = kind === "json" && hasSecret(spec, schema);
    return clean({
      name,
      member: one.name,
      kind,
      value: kind === "boolean" ? undefined : shownValue(kind, item, isSecret),
      description: wordsOf(spec, one) || one.name,
      required,
      values: kind.startsWith("enum") ? valuesOf(item) : undefined,
      isBoolean: kind === "boolean",
      default: kind === "boolean" && schema.default === true,
      isBody: place === "body",
      isSecret,
    });
  });
  const description = "An object whose members are sent beside the others.";
  const rest = { member: "", kind: "json", value: "<json|file>", description, isBody: true };
  return isOpen ? [...flags, { name: "body", ...rest }] : flags;
}

/** @param {string} kind @param {Node} schema of the flag, or of an item @param {boolean} isSecret */
function shownValue(kind, schema, isSecret) {
  const base = kind.replace("[]", "");
  const values = valuesOf(schema)?.join("|") ?? "";
  if (base === "enum") return values.length > LONGEST_ENUM ? "<text>" : `<${values}>`;
  if (base === "json") return isSecret ? "<file>" : "<json|file>";
  return `<${base}>`;
}

/** Characters of an enum that stands in a flag. */
const LONGEST_ENUM = 24;

/** Whether something in it is `writeOnly`. @param {Node} spec @param {Node} node @param {Node[]} [around] @returns {boolean} */
function hasSecret(spec, node, around = []) {
  if (Object(node) !== node || around.includes(node)) return false;
  const target = resolve(spec, node);
  if (target.writeOnly === true || node.writeOnly === true) return true;
  const { properties = {}, items, additionalProperties, allOf, anyOf, oneOf } = target;
  const parts = [Object.values(properties), items, additionalProperties, allOf, anyOf, oneOf];
  return parts.flat().some((part) => hasSecret(spec, part, [...around, node, target]));
}

/** The description of a parameter with its limits. @param {Node} spec @param {Parameter} parameter */
function wordsOf(spec, { schema, description }) {
  const kind = kindOf(spec, schema);
  const item = kind.endsWith("[]") && simple(spec, schema.items);
  const values = valuesOf(item || schema)?.join("|") ?? "";
  const each = item && limitsInWords(item);
  return [
    ...plain(description).map(sentence),
    limitsInWords(schema).replaceAll("`", ""),
    kind.startsWith("enum") &&
      values.length > LONGEST_ENUM &&
      `One of ${values.replaceAll("|", ", ")}.`,
    item && "Given once for each item.",
    each && `Each: ${each.charAt(0).toLowerCase()}${each.slice(1).replaceAll("`", "")}`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** @param {string} text */
const sentence = (text) => (/[.!?:]$/.test(text) ? text : `${text}.`);

const isScope = (/** @type {string} */ text) => /\bcb_\w+/.test(text);

/**
 * Markdown as plain paragraphs, without tables and code blocks.
 * @param {string} text @param {(sentence: string) => boolean} [isLeftOut]
 */
function plain(text, isLeftOut = () => false) {
  return text
    .replaceAll(/^ *(```|~~~)[\s\S]*?^ *\1.*$/gm, "")
    .replaceAll(/^ *\|.*$/gm, "")
    .replaceAll(/^ *(?:#+|[-*]|>) +/gm, "\n")
    .split(/\n\s*\n/)
    .map((paragraph) => {
      const words = paragraph.split(/(`[^`]*`)/).map((part, index) => {
        if (index % 2 === 1) return part.slice(1, -1);
        return part
          .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
          .replaceAll(/\*+/g, "")
          .replaceAll(/(?<!\w)_([^_]+)_(?!\w)/g, "$1");
      });
      const sentences = words
        .join("")
        .trim()
        .replaceAll(/\s+/g, " ")
        .split(/(?<=[.!?]) /);
      return sentences.filter((one) => !isLeftOut(one)).join(" ");
    })
    .filter((paragraph) => paragraph !== "");
}

// ── The example ────────────────────────────────────────────────────────────────────────────────

/** @param {Node} flag @param {unknown} example */
function exampleOf({ name, kind, default: fallback, isSecret }, example) {
  if (kind === "boolean") return `--${fallback || example === false ? "no-" : ""}${name}`;
  if (kind === "file") return `--${name} ${name}.png`;
  if (kind === "json") {
    const text = example === undefined || isSecret ? "" : textOf(example);
    return `--${name} ${text && text.length < 60 ? quote(text) : `${name}.json`}`;
  }
  const fallbacks = /** @type {Node} */ ({ integer: 1, number: 1 });
  const items = Array.isArray(example) ? example : [example ?? fallbacks[kind] ?? name];
  return items.map((item) => `--${name} ${quote(textOf(item))}`).join(" ");
}

/** @param {unknown} value */
const textOf = (value) =>
  typeof value === "string"
    ? value
    : JSON.stringify(value, (_, member) => (typeof member === "bigint" ? Number(member) : member));

/** For a POSIX shell. @param {string} text */
export const quote = (text) =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

// ── The result ─────────────────────────────────────────────────────────────────────────────────

/** The documented members of a success, as `Shape` of src/cli/operation/result.ts. @param {Node} spec @param {Node} operation */
function resultOf(spec, operation) {
  for (const [, node] of successesOf(operation)) {
    const { content = {} } = resolve(spec, node);
    const type = jsonTypeOf(content);
    if (type) return shapeOf(spec, content[type].schema ?? {});
  }
  return undefined;
}

/**
 * "scalar", "any", a list `[items]`, or an object of its members.
 * @param {Node} spec @param {Node} node @param {Node[]} [around] @returns {unknown}
 */
function shapeOf(spec, node, around = []) {
  const target = resolve(spec, node);
  if (around.includes(target)) return "any";
  const schema = simple(spec, node);
  const { type, properties, items } = schema;
  const inside = [...around, target];
  if (schema.anyOf || schema.oneOf || schema.additionalProperties) return "any";
  if (items) return [shapeOf(spec, items, inside)];
  if (properties) {
    const members = Object.entries(properties).flatMap(([name, member]) =>
      simple(spec, member).writeOnly === true ? [] : [[name, shapeOf(spec, member, inside)]],
    );
    return Object.fromEntries(members);
  }
  const types = [type ?? []].flat().filter((/** @type {string} */ one) => one !== "null");
  const isScalar = types.length > 0 && !/object|array/.test(types.join());
  return isScalar || valuesOf(schema) ? "scalar" : "any";
}
