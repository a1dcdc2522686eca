// Makes a command of an operation: reads its parameters, asks before it deletes, sends it, and shows
// what came back.
import type { CallOptions, Client, ValidationIssue } from "../../index.ts";
import type { Argument, Command, Connector, Context, PathName } from "../command.ts";
import { titleOf } from "../command.ts";
import { UsageError } from "../command-error.ts";
import type { Flag, Values } from "../flags.ts";
import { confirmDestructive } from "../input/prompt.ts";
import { readValue, VALUE_FLAGS, VALUE_HELP } from "../input/value.ts";
import { type Kind, type Parameter, readParameter, readScalar } from "./parameter.ts";
import { type Shape, showResult } from "./result.ts";

/** What generated/commands.ts says of an operation. */
export interface OperationCommand {
  readonly resource: string;
  readonly verb: string;
  /** The method of the client. */
  readonly call: readonly [resource: string, verb: string];
  readonly method: string;
  readonly summary: string;
  readonly details?: readonly string[];
  readonly scopes: string;
  readonly path?: readonly PathName[];
  readonly argument?: Argument & { readonly kind: Kind };
  readonly flags?: readonly (Flag & Parameter)[];
  /** What is `writeOnly`: read as the value of a secret is. */
  readonly value?: { readonly name: string; readonly kind: Kind; readonly required?: boolean };
  /** Without a member of the body, the server would have nothing to do. */
  readonly needsBody?: boolean;
  /** The command that shows whether a write was applied. */
  readonly look?: string;
  readonly example: string;
  /** The documented members of the result. */
  readonly result?: Shape;
}

type Params = Record<string, unknown>;
type Method = (params: Params, options: CallOptions) => PromiseLike<unknown>;

export function toCommand(operation: OperationCommand): Command<Partial<Connector>> {
  const { argument, flags = [], value, details = [], example, path = [] } = operation;
  return {
    ...operation,
    path,
    flags: [...flags, ...(value ? VALUE_FLAGS : [])],
    details: [...details, ...(value ? VALUE_HELP : [])],
    examples: [example],
    ...(argument && { argument: { ...argument, isNumber: /integer|number/.test(argument.kind) } }),
    nameOf: (issue) => nameOf(operation, issue),
    hints: argument && !argument.fills ? { NotFoundError: `Check <${argument.name}>, too.` } : {},
    run: (context, text) => run(operation, context, text),
  };
}

async function run(
  operation: OperationCommand,
  context: Context<Partial<Connector>>,
  argument: string | undefined,
): Promise<void> {
  const { client, report, signal, values } = context;
  const { method, value, look } = operation;
  const params = await readParams(operation, context, argument);
  // The interfaces of the client are generated from the same operations as the commands.
  const [resource, verb] = operation.call;
  const methodOf = (one: Client) =>
    (one as unknown as Record<string, Record<string, Method>>)[resource]?.[verb] as Method;
  await context.validateOnly((one) => methodOf(one)(params, {}), value?.name);
  const target = operation.argument && params[operation.argument.name];
  const title = report.safe([titleOf(operation), target].filter(Boolean).join(" "));
  if (method === "DELETE") {
    await confirmDestructive(context, `Run ${title}? What it deletes may not be recoverable.`);
  }
  if (value && (value.required || hasSource(values))) {
    const text = await readValue(context, value.name);
    params[value.name] = readScalar(value.kind, text, `the value of ${value.name}`);
  }
  context.showStatus(title);
  const isWrite = method !== "GET";
  const check = look ? `check with \`${look}\`` : "look at what is there";
  const hint = `\`${titleOf(operation)}\` may have been applied: ${check} before you run it again.`;
  const result = await context.runWrite(hint, () => methodOf(client)(params, { signal }));
  if (isWrite) report.marked("done", title);
  if (operation.result && result !== undefined) showResult(report, result, operation);
}

/** The flat parameters of the method. All mistakes are found before a request or a question. */
async function readParams(
  operation: OperationCommand,
  context: Context<Partial<Connector>>,
  argument: string | undefined,
): Promise<Params> {
  const { values, connector } = context;
  const { flags = [], value, needsBody } = operation;
  refuseSharedInput(operation, values);
  const params: Params = { ...connector };
  if (operation.argument && !operation.argument.fills && argument !== undefined) {
    const { name, kind } = operation.argument;
    params[name] = readScalar(kind, argument, `the argument <${name}>`);
  }
  const typed = flags.filter(({ name }) => values.has(name));
  for (const flag of typed) {
    const read = await readParameter(flag, values.get(flag.name) ?? [], context);
    if (flag.member === "") addMembers(operation, params, read as Params);
    else params[flag.member] = read;
  }
  if (needsBody && !typed.some(({ isBody }) => isBody)) {
    const names = flags.filter(({ isBody }) => isBody).map(({ name }) => `--${name}`);
    throw new UsageError(`Nothing to change: pass ${names.join(" or ")}.`);
  }
  if (value && !value.required && values.has("verbatim") && !hasSource(values)) {
    throw new UsageError("--verbatim needs --from-env or --from-file.");
  }
  return params;
}

const hasSource = (values: Values) => values.has("from-env") || values.has("from-file");

/** Standard input can be read once. */
function refuseSharedInput({ flags = [], value }: OperationCommand, values: Values): void {
  const readers = flags.filter(({ kind }) => /^(json|file)/.test(kind));
  const users = readers.flatMap(({ name }) =>
    (values.get(name) ?? []).filter((text) => text === "-").map(() => `--${name}`),
  );
  if (values.get("from-file")?.at(-1) === "-") users.push("--from-file");
  if (value?.required && !hasSource(values)) users.push(`the value of ${value.name}`);
  if (users.length > 1) {
    throw new UsageError(`Standard input cannot serve ${users.join(" and ")}.`, "Use a file.");
  }
}

/** The members of `--body`, beside those that have flags. */
function addMembers(operation: OperationCommand, params: Params, members: Params): void {
  const { argument, flags = [], value, path = [] } = operation;
  const known = [argument?.name, value?.name, ...path, ...flags.map(({ member }) => member)];
  for (const [name, member] of Object.entries(members)) {
    if (known.includes(name)) {
      throw new UsageError(`--body has a member that is a parameter of its own: ${name}.`);
    }
    // An assignment would lose `__proto__`.
    Object.defineProperty(params, name, { value: member, enumerable: true, configurable: true });
  }
}

/** A parameter by its flag, and what is inside of it by the path there. */
function nameOf({ flags = [], argument, value }: OperationCommand, { path }: ValidationIssue) {
  const [member = ""] = /^[^.[]+/.exec(path) ?? [];
  const rest = path.slice(member.length);
  if (member === argument?.name) return `the argument <${member}>`;
  if (member === value?.name) return `the value of ${member}`;
  const flag = flags.find((each) => each.member === member);
  if (flag) return `--${flag.name}${rest}`;
  return flags.some((each) => each.member === "") ? `--body.${path}` : undefined;
}
