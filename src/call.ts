// One call of one operation: validate → build → send → read.
import type { Exchange } from "./api-promise.ts";
import { buildRequest } from "./build.ts";
import type { CallOptions } from "./options.ts";
import { type ResultOf, readAnswer } from "./read-answer.ts";
import { send } from "./send.ts";
import { readCallOptions, type Settings } from "./settings.ts";
import type { Task } from "./task.ts";
import { type OperationId, type OperationOf, validate } from "./validate.ts";

/**
 * @param settings of the client; of the call, where its options are read already
 * @param task where this is one request of several
 * @throws at once where the call cannot be made; all else rejects
 */
export function call<Id extends OperationId>(
  settings: Settings,
  operation: OperationOf<Id>,
  params: unknown,
  options?: CallOptions,
  task?: Task,
): Promise<Exchange<ResultOf<Id>>> {
  // Nothing of the caller's is read after this.
  const input = validate(operation, params, operation.operationId, task);
  const request = buildRequest(operation, input, readCallOptions(options, settings), task);
  return send(request, (answer) => readAnswer(operation, request, answer));
}
