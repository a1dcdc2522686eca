// `secrets.set`: look at the list, do what it asks for, and look again where that is left open.
//
// Invariant: when it resolves, the store holds that value under that name exactly once.
import {
  createConnectorSecret,
  listConnectorSecrets,
  updateConnectorSecret,
} from "../../generated/contract.ts";
import { call } from "../call.ts";
import { ApiError } from "../errors/api.ts";
import { isUnknown, SupermetricsError } from "../errors/base.ts";
import { ValidationError, type ValidationIssue } from "../errors/local.ts";
import type { CallOptions } from "../options.ts";
import { isRefusal } from "../semantics.ts";
import { readSeriesOptions, type Settings } from "../settings.ts";
import { createTask } from "../task.ts";
import { validate } from "../validate.ts";
import { createdPlaceholder, findNamed } from "./named.ts";

/** What `secrets.set` did. */
export interface SetResult {
  /** The name, as it was given. */
  readonly secret_name: string;
  /** The placeholder that the server made. */
  readonly secret_placeholder: string;
  /** `"updated"` also for a secret that an own, lost create had stored. */
  readonly action: "created" | "updated";
}

const SUBJECT = "secrets.set";
/** How often the list is looked at before the last error stands. */
const ROUNDS = 3;

export async function setSecret(
  client: Settings,
  params: unknown,
  options: CallOptions | undefined,
): Promise<SetResult> {
  const settings = readSeriesOptions(options, client);
  const { path, body } = validate(createConnectorSecret, params, SUBJECT);
  const { secret_name } = body;
  const task = createTask([body]);
  let stored = false;
  for (let round = 1; ; round++) {
    const list = await call(settings, listConnectorSecrets, path, undefined, task);
    const issues: ValidationIssue[] = [];
    const found = findNamed(list.data.secrets, secret_name, "secret_name", issues, task);
    if (issues.length > 0) throw new ValidationError(SUBJECT, issues, task.outcome);
    // Stored, and not under this name (trimmed, perhaps): another create would store it twice.
    if (stored && !found) createdPlaceholder(list, secret_name);
    // No more of the server's words than the placeholder: the rest is the caller's.
    const write = { ...path, ...body, secret_placeholder: found?.secret_placeholder };
    try {
      if (found) {
        await call(settings, updateConnectorSecret, write, undefined, task);
        const { secret_placeholder } = found;
        return { secret_name, secret_placeholder, action: "updated" };
      }
      const exchange = await call(settings, createConnectorSecret, write, undefined, task);
      stored = true;
      const secret_placeholder = createdPlaceholder(exchange, secret_name);
      return { secret_name, secret_placeholder, action: "created" };
    } catch (error) {
      const unknown = error instanceof SupermetricsError && isUnknown(error);
      const status = error instanceof ApiError ? error.status : 0;
      const overtaken = status === 409 || (found && status === 404);
      // A refusal stands, also where an earlier request has left the outcome unknown.
      if (round === ROUNDS || !(overtaken || (unknown && !isRefusal(status)))) throw error;
      if (unknown) task.outcome = "unknown";
    }
  }
}
