// Checks the parameters of a call against the operation, and sorts them into path and body.
import { check, isRecord } from "./constraints.ts";
import type { ObjectSchema, Operation } from "./contract.ts";
import { ValidationError, type ValidationIssue } from "./errors/local.ts";
import type { Task } from "./task.ts";
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
 * @param subject what was called, where it is not the operation itself
 * @param task where this is one request of several: what the caller gave is checked already, and a
 *   placeholder of the server's may be longer than documented
 * @throws {ValidationError} with every broken constraint
 */
export function validate<Id extends OperationId>(
  { operationId, parameters, body: bodySchema }: OperationOf<Id>,
  params: unknown,
  subject: string = operationId,
  task?: Task,
): Input<Id> {
  const issues: ValidationIssue[] = [];
  const path = take(parameters, params);
  const body = bodySchema && take(bodySchema, params);
  if (!task) {
    check(parameters, path, issues);
    // What is no object is said once.
    if (bodySchema && path) check(bodySchema, body, issues);
  }
  for (const name in path) checkPathSegment(name, path[name], issues);
  if (issues.length > 0) throw new ValidationError(subject, issues, task?.outcome);
  // The check has just proven it, from the same spec as the type.
  return { path, body } as Input<Id>;
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

function take(schema: ObjectSchema, params: unknown): Record<string, unknown> | undefined {
  if (!isRecord(params)) return undefined;
  const taken: Record<string, unknown> = {};
  for (const name in schema.properties) {
    const value = params[name];
    if (value !== undefined) taken[name] = value;
  }
  return taken;
}
