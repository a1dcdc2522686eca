// Shows the result of an operation: the members that the spec documents and no others, since anything
// else that the server sends may be a value.
import { isObject } from "../input/exact-json.ts";
import { plural } from "../output/look.ts";
import type { Report } from "../output/report.ts";
import { formatLines, formatTable, type Line, textOf } from "../output/table.ts";

/** What is documented: a scalar, anything, the items of a list, or the members of an object. */
export type Shape = "scalar" | "any" | readonly [Shape] | { readonly [member: string]: Shape };

/** @param command whose result it is */
export function showResult(
  report: Report,
  value: unknown,
  { result = "any", resource }: { readonly result?: Shape; readonly resource: string },
): void {
  const data = project(value, result);
  // The first list of objects: the result itself, or a member of it.
  const members: [string, Shape][] = isMembers(result)
    ? Object.entries(result)
    : [[resource, result]];
  const [name, list] = members.find(([, shape]) => isList(shape) && isMembers(shape[0])) ?? [];
  if (name === undefined || !isList(list)) {
    report.data(data, (look) => formatLines(linesOf(data, result), look));
    return;
  }
  const items = isObject(data) ? data[name] : data;
  const rows = Array.isArray(items) ? items.filter(isObject) : [];
  const columns = Object.entries(list[0]).flatMap(([one, shape]) =>
    shape === "scalar" ? one : [],
  );
  report.data(data, (look) => (rows.length > 0 ? formatTable(columns, rows, look) : ""));
  if (rows.length === 0) report.dim(`No ${name}.`);
}

const isList = (shape: Shape | undefined): shape is readonly [Shape] => Array.isArray(shape);
const isMembers = (shape: Shape): shape is Readonly<Record<string, Shape>> =>
  typeof shape === "object" && !isList(shape);

/** A copy with the documented members alone, in the order of the spec. */
export function project<T>(value: T, shape: Shape): T;
export function project(value: unknown, shape: Shape): unknown {
  if (isList(shape))
    return Array.isArray(value) ? value.map((item) => project(item, shape[0])) : value;
  if (!isMembers(shape) || !isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(shape)
      .filter(([name]) => Object.hasOwn(value, name) && value[name] !== undefined)
      .map(([name, member]) => [name, project(value[name], member)]),
  );
}

/** A line for each member; those of a nested object follow a dot. */
function linesOf(data: unknown, shape: Shape, prefix = ""): Line[] {
  if (isMembers(shape) && isObject(data)) {
    return Object.entries(data).flatMap(([name, member]) =>
      linesOf(member, shape[name] ?? "any", prefix ? `${prefix}.${name}` : name),
    );
  }
  if (!Array.isArray(data) && !isObject(data)) return [[prefix, textOf(data)]];
  const { length } = Object.keys(data);
  const count = plural(length, Array.isArray(data) ? "item" : "member");
  return [[prefix, `${count}, see --output json`]];
}
