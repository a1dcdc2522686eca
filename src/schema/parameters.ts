// Splits the flat parameters of a call into path, query, header and body.
import { type Outcome, ValidationError, type ValidationIssue } from "../errors.ts";
import { type Collected, checkValue } from "./check.ts";
import type { ObjectSchema, Operation, Place } from "./operation.ts";
import { isRecord } from "./shape.ts";

/** The parameters of a call by their place: copies, independent of later changes. */
export type Parameters = Partial<Record<Place | "body", Record<string, unknown>>>;

/** @throws {ValidationError} with every issue; with `keywords`, of these rules alone */
export function requireParameters(
  operation: Operation,
  params: unknown,
  context: { readonly secrets: string[]; readonly outcome?: Outcome },
  keywords?: readonly string[],
): Parameters {
  const collected: Collected = { issues: [], secrets: context.secrets };
  const parameters = readParameters(operation, params, collected);
  const issues = collected.issues.filter(({ keyword }) => keywords?.includes(keyword) ?? true);
  if (issues.length > 0) throw new ValidationError(operation.operationId, issues, context.outcome);
  return parameters;
}

/**
 * Sorts the flat parameters of a call into their places, copied and checked.
 *
 * An object with documented members keeps those alone; one without, and one whose
 * `additionalProperties` are allowed, keeps all.
 */
export function readParameters(
  { parameters, body, bodyRequired = false }: Operation,
  input: unknown,
  collected: Collected,
): Parameters {
  const read: Parameters = {};
  const { issues } = collected;
  const isNeeded = bodyRequired || Object.values(parameters).some(({ required }) => required);
  const params = input === undefined && !isNeeded ? {} : input;
  if (!isRecord(params)) {
    const names = Object.values(parameters).flatMap(({ required = [] }) => required);
    const message = `must be one object, such as { ${names.join(", ") || "…"} }`;
    issues.push({ path: "", keyword: "type", message });
    return read;
  }
  for (const place in parameters) {
    const schema = parameters[place as Place] as ObjectSchema;
    // Paths appear in logs and errors, so they are not secret.
    const target = place === "path" ? { issues, secrets: [] } : collected;
    const values = checkValue(schema, params, target) as Record<string, unknown>;
    read[place as Place] = values;
    const checkPart = place === "path" ? checkPathSegment : checkHeader;
    if (place !== "query") for (const name in values) checkPart(name, values[name], issues);
  }
  if (body) {
    const isClosed = body.properties !== undefined && body.additionalProperties === undefined;
    const members = isClosed ? params : membersOf(params, parameters);
    const names = isClosed ? body.properties : members;
    const isEmpty = Object.keys(names ?? {}).every((name) => members[name] === undefined);
    if (bodyRequired || !isEmpty) {
      read.body = checkValue(body, members, collected) as Record<string, unknown>;
    }
  }
  return read;
}

/** The parameters that are not sent elsewhere. */
function membersOf(
  params: Record<string, unknown>,
  parameters: Operation["parameters"],
): Record<string, unknown> {
  const others = Object.values(parameters).flatMap(({ properties }) => Object.keys(properties));
  return Object.fromEntries(Object.entries(params).filter(([name]) => !others.includes(name)));
}

/**
 * URL parsers drop such a segment, and the request would go to another resource; not even
 * percent-encoding hides a dot from them (WHATWG URL, "double-dot URL path segment").
 */
export function checkPathSegment(name: string, value: unknown, issues: ValidationIssue[]): void {
  if (["", ".", ".."].includes(value as string)) {
    const message = 'must not be missing, empty, "." or ".."';
    issues.push({ path: name, keyword: "pathSegment", message });
  }
}

/** RFC 9110 §5.5. The runtime would refuse another one too, and quote it. */
export const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

function checkHeader(path: string, value: unknown, issues: ValidationIssue[]): void {
  if (HEADER_VALUE.test(String(value))) return;
  issues.push({ path, keyword: "header", message: "has characters that no header can hold" });
}
