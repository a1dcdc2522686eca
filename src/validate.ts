// Checks the parameters of a call against the operation, and sorts them into path and body.
import { check, isRecord } from "./constraints.ts";
import type { ObjectSchema, Operation } from "./contract.ts";
import { ValidationError, type ValidationIssue } from "./errors/local.ts";
import type { operations } from "./types.ts";

export type OperationId = keyof operations;

/** The parameters of a call, each in its place. */
export interface Input<Id extends OperationId> {
  readonly path: operations[Id]["parameters"]["path"];
  readonly body: JsonBody<operations[Id]>;
}

type JsonBody<O> = O extends { requestBody: { content: { "application/json": infer Body } } }
  ? Body
  : undefined;

/** An operation of `generated/contract.ts`. */
export type OperationOf<Id extends OperationId> = Operation & { readonly operationId: Id };

/**
 * Copies what the operation knows of `params`, so that later changes of it change nothing, and
 * checks the copy.
 *
 * @throws {ValidationError} with every broken constraint
 */
export function validate<Id extends OperationId>(
  operation: OperationOf<Id>,
  params: unknown,
): Input<Id> {
  const { operationId, parameters, body: bodySchema } = operation;
  if (!isRecord(params)) {
    throw new ValidationError(operationId, [
      { path: "", keyword: "type", message: "the parameters must be an object" },
    ]);
  }
  const path = pick(parameters, params);
  const body = bodySchema && pick(bodySchema, params);
  const issues = check(parameters, path);
  for (const name in path) issues.push(...checkPathSegment(name, path[name]));
  if (bodySchema) check(bodySchema, body, "", issues);
  if (issues.length > 0) throw new ValidationError(operationId, issues);
  // The check has just proven it, from the same spec as the type.
  return { path, body } as Input<Id>;
}

/**
 * URL parsers drop such a segment, and the request would go to another resource; not even
 * percent-encoding hides a dot from them (WHATWG URL, "double-dot URL path segment").
 */
export function checkPathSegment(name: string, value: unknown): ValidationIssue[] {
  if (typeof value !== "string" || !["", ".", ".."].includes(value)) return [];
  return [{ path: name, keyword: "pathSegment", message: 'must not be empty, "." or ".."' }];
}

function pick(schema: ObjectSchema, params: Record<string, unknown>): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const name in schema.properties) {
    const value = params[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
