// Builds the request of a checked call.
import type { Operation } from "./contract.ts";
import type { Outgoing } from "./outgoing.ts";
import { semanticsOf } from "./semantics.ts";
import type { Settings } from "./settings.ts";
import { createTask, type Task } from "./task.ts";
import type { Input, OperationId } from "./validate.ts";

/**
 * Without openapi-fetch's client: that would make a platform `Request`, which copies the body into
 * a stream, and of which undici makes a second one. It is a third of the throughput.
 */
export function buildRequest<Id extends OperationId>(
  { operationId, method, path }: Operation,
  input: Input<Id>,
  settings: Settings,
  task: Task = createTask([input.body]),
): Outgoing {
  return {
    operation: operationId,
    semantics: semanticsOf(method),
    method,
    url: settings.baseUrl + fill(path, input.path),
    headers: settings.headers,
    body: input.body ? JSON.stringify(input.body) : null,
    settings,
    task,
  };
}

/** Each parameter is one segment. Encoded, it holds neither a brace nor a "$". */
function fill(template: string, parameters: Readonly<Record<string, unknown>>): string {
  let path = template;
  for (const name in parameters) {
    path = path.replace(`{${name}}`, encodeURIComponent(String(parameters[name])));
  }
  return path;
}
